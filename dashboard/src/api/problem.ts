import type { InputError, Problem } from './types';

/** A request that failed: the server's problem details, or what is known when there are none. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly errors: InputError[];

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
  }
}

/** The problem that an answer carries; `body` may be anything, such as a proxy's HTML page. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const given = isRecord(body) ? body : {};
  return new ApiProblem({
    type: text(given['type']) ?? 'about:blank',
    title: text(given['title']) ?? titleOf(response.status),
    status: response.status,
    detail: text(given['detail']) ?? defaultDetail(response.status),
    ...optional('requestId', text(given['requestId']) ?? response.headers.get('X-Request-Id') ?? undefined),
    errors: Array.isArray(given['errors']) ? given['errors'].filter(isInputError) : [],
  });
}

/** The status of a failure that is no answer's and does not go away by asking again. */
const UNKNOWN = -1;

/** What went wrong, whatever was thrown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) {
    return error;
  }
  if (error instanceof Error && !(error instanceof TypeError)) {
    return new ApiProblem({ type: 'about:blank', title: 'This did not work', status: UNKNOWN, detail: error.message });
  }
  // What fetch throws when no answer comes.
  return new ApiProblem({
    type: 'about:blank',
    title: 'The service cannot be reached',
    status: 0,
    detail: 'No answer came back. Check the network connection, then try again.',
  });
}

/** Whether asking again may help: the network, or a server that is overloaded or starting. */
export function isTransient(error: unknown): boolean {
  const { status } = asProblem(error);
  return status === 0 || status === 429 || status >= 500;
}

function titleOf(status: number): string {
  switch (status) {
    case 401:
      return 'You are signed out';
    case 403:
      return 'You may not see this';
    case 404:
      return 'This does not exist';
    case 429:
      return 'Too many requests';
    default:
      return status >= 500 ? 'The service failed' : `The request was refused (${status})`;
  }
}

function defaultDetail(status: number): string {
  return status >= 500 || status === 429
    ? 'Try again in a moment. If it goes on, tell an administrator.'
    : 'Go back and try another way.';
}

function isInputError(value: unknown): value is InputError {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['message'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
