import { queryOptions } from '@tanstack/react-query';
import { body, orchestrator } from '../api/client';

export function sitesQuery(group: string) {
  return queryOptions({
    queryKey: ['sites', group],
    queryFn: ({ signal }) => body(orchestrator.GET('/sites', { params: { query: { group } }, signal })),
    staleTime: 20_000,
  });
}
