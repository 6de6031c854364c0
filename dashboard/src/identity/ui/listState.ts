/** What a list shows, as it stands in the URL. What is absent has its default. */
export interface ListState {
  readonly q?: string | undefined;
  /** Counted from 1, as people count. */
  readonly page?: number | undefined;
  readonly sort?: string | undefined;
  readonly down?: true | undefined;
  /** Filters of one list only, by name. */
  readonly only?: Readonly<Record<string, string>> | undefined;
}

/** Reads a list's state from a URL, leaving out what it does not understand. */
export function listState(search: Record<string, unknown>): ListState {
  const page = Number(search['page']);
  const only = search['only'];
  const filters =
    typeof only === 'object' && only !== null
      ? Object.fromEntries(Object.entries(only).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''))
      : {};
  return {
    ...(typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {}),
    ...(Number.isInteger(page) && page > 1 ? { page } : {}),
    ...(typeof search['sort'] === 'string' ? { sort: search['sort'] } : {}),
    ...(search['down'] === true ? { down: true } : {}),
    ...(Object.keys(filters).length > 0 ? { only: filters } : {}),
  };
}
