import type { ApiProblem } from '../../api/problem';
import type { Errors } from './form';

/** The server's complaints, those about fields of the form apart from the others. */
export interface ServerErrors {
  readonly fields: Errors;
  readonly others: readonly string[];
}

/** Sorts a problem's errors: `storage`, `inputs.storage` and `inputs.storage[0]` are the field's. */
export function sortErrors(problem: ApiProblem, names: readonly string[]): ServerErrors {
  const fields: Errors = {};
  const others: string[] = [];
  for (const { path, message } of problem.errors) {
    const name = path.replace(/^\/?inputs[./]/, '').split(/[.[/]/)[0] ?? '';
    if (names.includes(name)) {
      fields[name] = fields[name] ? `${fields[name]}. ${message}` : message;
    } else {
      others.push(`${path}: ${message}`);
    }
  }
  return { fields, others };
}
