import { askService, askServiceText, type Method, type Sent } from '../../api/ask';
import { ApiProblem } from '../../api/problem';

/**
 * Asks the identity service as the person who is signed in. Throws {@link ApiProblem} with the
 * service's own words for anything but success; an answer without a body is undefined.
 */
export function ask<T>(method: Method, path: string, sent: Sent = {}): Promise<T> {
  return askService<T>(method, `/identity${path}`, sent);
}

/** The same for an answer that is a file. */
export function askText(method: Method, path: string, sent: Sent = {}): Promise<string> {
  return askServiceText(method, `/identity${path}`, sent);
}

/** The same, with null where the service says that there is none. */
export async function askIfThere<T>(path: string, signal: AbortSignal): Promise<T | null> {
  try {
    return await ask<T>('GET', path, { signal });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** A page of a list, as the compatible interfaces tell it. */
export interface ListAnswer<T> {
  readonly totalResults: number;
  readonly startIndex: number;
  readonly Resources: readonly T[];
}

/** A page of a list, as the dashboard's tables take it. */
export interface Found<T> {
  readonly total: number;
  readonly items: readonly T[];
}

export const PAGE_SIZE = 20;

/** The parameters for a page that is counted from 1. */
export function slice(page: number, size = PAGE_SIZE): { startIndex: number; count: number } {
  return { startIndex: (page - 1) * size + 1, count: size };
}

export function found<T, R>(answer: ListAnswer<T>, read: (item: T) => R): Found<R> {
  return { total: answer.totalResults, items: answer.Resources.map(read) };
}

export { part, problemIn, queryOf } from '../../api/ask';
export type { Query } from '../../api/ask';
