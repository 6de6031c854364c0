import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ListState } from './listState';

export interface ListControl {
  readonly state: ListState;
  readonly page: number;
  /** Whether something narrows the list. */
  readonly filtered: boolean;
  readonly search: (q: string) => void;
  readonly goTo: (page: number) => void;
  readonly sortBy: (sort: string) => void;
  readonly filter: (name: string, value: string | undefined) => void;
  readonly clear: () => void;
}

/** The list of the current page. Everything but the page number goes back to the first page. */
export function useListState(): ListControl {
  const state = useSearch({ strict: false }) as ListState;
  const navigate = useNavigate();
  const change = (changed: ListState) =>
    void navigate({
      to: '.', replace: true, resetScroll: false,
      search: (before: object) => ({ ...before, page: undefined, ...changed }),
    });
  return {
    state,
    page: state.page ?? 1,
    filtered: state.q !== undefined || state.only !== undefined,
    search: (q) => change({ q: q === '' ? undefined : q }),
    goTo: (page) => change({ page: page > 1 ? page : undefined }),
    sortBy: (sort) => change({ sort, down: state.sort === sort && !state.down ? true : undefined }),
    filter: (name, value) => change({ only: withFilter(state.only, name, value) }),
    clear: () => change({ q: undefined, only: undefined }),
  };
}

function withFilter(only: ListState['only'], name: string, value: string | undefined): ListState['only'] {
  const { [name]: _, ...others } = only ?? {};
  const next = value === undefined || value === '' ? others : { ...others, [name]: value };
  return Object.keys(next).length > 0 ? next : undefined;
}
