import { queryOptions } from '@tanstack/react-query';
import { body, orchestrator } from '../api/client';

export function catalogueQuery(group: string) {
  return queryOptions({
    queryKey: ['catalogue', group],
    queryFn: ({ signal }) => body(orchestrator.GET('/catalogue', { params: { query: { group } }, signal })),
    staleTime: 60_000,
  });
}

export function serviceQuery(group: string, service: string) {
  return queryOptions({
    queryKey: ['catalogue', group, service],
    queryFn: ({ signal }) =>
      body(orchestrator.GET('/catalogue/{service}', { params: { path: { service }, query: { group } }, signal })),
    staleTime: 60_000,
  });
}
