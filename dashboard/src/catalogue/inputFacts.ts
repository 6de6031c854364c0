import type { Service } from '../api/types';

/** An input as people read it. */
export interface InputFact {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

/** The inputs in the service's order under its labels; those that it does not know come last, under their names. */
export function inputFacts(inputs: Record<string, unknown>, service: Service | undefined): InputFact[] {
  const known = (service?.inputs ?? []).filter(({ name }) => name in inputs);
  const names = new Set(known.map(({ name }) => name));
  return [
    ...known.map(({ name, label, secret }) => ({ name, label, text: secret ? '••••••••' : textOf(inputs[name]) })),
    ...Object.keys(inputs)
      .filter((name) => !names.has(name))
      .map((name) => ({ name, label: name, text: textOf(inputs[name]) })),
  ];
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
