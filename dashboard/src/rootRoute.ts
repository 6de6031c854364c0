import { createRootRoute, retainSearchParams } from '@tanstack/react-router';
import { NotFoundPage } from './shell/NotFoundPage';
import { Shell } from './shell/Shell';

export const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  validateSearch: (search: Record<string, unknown>): { group?: string } =>
    typeof search['group'] === 'string' ? { group: search['group'] } : {},
  // The group that one works for stays when going from page to page.
  search: { middlewares: [retainSearchParams(['group'])] },
});
