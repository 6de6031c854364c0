import type { Found } from '../api/http';

/** One page, counted from 1, of a list that the service sends as a whole, of the items in which the text occurs. */
export function pageOf<T>(
  items: readonly T[], page: number, size: number, textsOf: (item: T) => readonly string[], text: string,
): Found<T> {
  const wanted = text.trim().toLocaleLowerCase();
  const matching = items.filter((item) => textsOf(item).some((part) => part.toLocaleLowerCase().includes(wanted)));
  return { total: matching.length, items: matching.slice((page - 1) * size, page * size) };
}
