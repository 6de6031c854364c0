import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listState, type ListState } from '../identity/ui/listState';
import { root } from '../rootRoute';

/** How the providers are shown: as a table unless the URL says otherwise. */
export interface ProvidersSearch extends ListState {
  readonly view?: 'map' | undefined;
}

const providers = createRoute({
  getParentRoute: () => root, path: '/providers',
  validateSearch: (search: Record<string, unknown>): ProvidersSearch => ({
    ...listState(search), ...(search['view'] === 'map' ? { view: 'map' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('./list/ProvidersPage'), 'ProvidersPage'),
});

const TABS = ['overview', 'projects', 'trust', 'history', 'feed'] as const;
export type ProviderTab = (typeof TABS)[number];

export interface ProviderSearch {
  readonly tab?: ProviderTab | undefined;
  /** Counted from 1. */
  readonly page?: number | undefined;
}

const provider = createRoute({
  getParentRoute: () => root, path: '/providers/$id',
  validateSearch: (search: Record<string, unknown>): ProviderSearch => {
    const { page } = listState(search);
    return {
      ...((TABS as readonly unknown[]).includes(search['tab']) ? { tab: search['tab'] as ProviderTab } : {}),
      ...(page === undefined ? {} : { page }),
    };
  },
  component: lazyRouteComponent(() => import('./provider/ProviderPage'), 'ProviderPage'),
});

const usable = createRoute({
  getParentRoute: () => root, path: '/usable', validateSearch: listState,
  component: lazyRouteComponent(() => import('./usable/UsablePage'), 'UsablePage'),
});

/** The pages of the registry: the federation's providers, and what a group can use of them. */
export const registryRoutes = [providers, provider, usable] as const;
