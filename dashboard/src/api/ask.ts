import { session } from '../session/session';
import { problemOf, type ApiProblem } from './problem';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Sent {
  readonly query?: Query;
  readonly json?: unknown;
  /** Sent as a form, as some of the compatible interfaces want it. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Asks a service as the person who is signed in. Throws {@link ApiProblem} with the
 * service's own words for anything but success; an answer without a body is undefined.
 */
export async function askService<T>(method: Method, path: string, sent: Sent = {}): Promise<T> {
  const text = await askServiceText(method, path, sent);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The same for an answer that is a file. */
export async function askServiceText(method: Method, path: string, { query, json, form, signal }: Sent = {}): Promise<string> {
  const headers: Record<string, string> = { Authorization: `Bearer ${await session.accessToken()}` };
  if (json !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(`${path}${queryOf(query)}`, {
    method,
    headers,
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.status === 401) {
    // Leaves the page; the promise never settles, so nothing flashes an error meanwhile.
    return session.signInAgain();
  }
  const text = await response.text();
  if (!response.ok) {
    throw problemIn(response, text);
  }
  return text;
}

/** The parameters that are given, as the end of an address. */
export function queryOf(query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/**
 * Services speak several dialects: problem details, SCIM errors, and `{"error": text}` with or
 * without `error_description`.
 */
export function problemIn(response: Response, text: string): ApiProblem {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return problemOf(response, undefined);
  }
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const detail = given['detail'] ?? given['error_description'] ?? given['error'];
  return problemOf(response, detail === undefined ? given : { ...given, detail });
}

/** An id or a name as one part of a path. */
export function part(text: string): string {
  return encodeURIComponent(text);
}
