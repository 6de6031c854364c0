import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, orchestrator } from '../api/client';
import type { Status } from '../api/types';
import { isSettled } from './status';

/** What a list of deployments shows. Everything is in the URL. */
export interface ListFilter {
  readonly scope: 'mine' | 'group' | 'all';
  readonly group?: string | undefined;
  readonly status?: Status | undefined;
  readonly deleted: boolean;
  /** 0-based. */
  readonly page: number;
}

export const PAGE_SIZE = 20;
const POLL_MS = 5_000;
const SLOW_POLL_MS = 15_000;

export function deploymentsQuery({ scope, group, status, deleted, page }: ListFilter) {
  const query = {
    scope, deleted, page, size: PAGE_SIZE,
    ...(group === undefined ? {} : { group }),
    ...(status === undefined ? {} : { status }),
  };
  return queryOptions({
    queryKey: ['deployments', query],
    queryFn: ({ signal }) => body(orchestrator.GET('/deployments', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    // Polled only while the page is visible: the query client's default.
    refetchInterval: POLL_MS,
  });
}

export function deploymentQuery(id: string) {
  return queryOptions({
    queryKey: ['deployment', id],
    queryFn: ({ signal }) => body(orchestrator.GET('/deployments/{id}', { params: { path: { id } }, signal })),
    // The event stream is faster; this is for proxies that hold streams back.
    refetchInterval: ({ state }) => (state.data && !isSettled(state.data.status) ? SLOW_POLL_MS : false),
  });
}

export function templateQuery(id: string) {
  return queryOptions({
    queryKey: ['template', id],
    queryFn: ({ signal }) =>
      body(orchestrator.GET('/deployments/{id}/template', { params: { path: { id } }, parseAs: 'text', signal })),
    staleTime: Infinity,
  });
}
