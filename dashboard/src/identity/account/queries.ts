import { queryOptions } from '@tanstack/react-query';
import { managedGroups, readSelf } from '../api/people';

export const selfQuery = queryOptions({ queryKey: ['identity', 'self'], queryFn: ({ signal }) => readSelf(signal) });

/** The groups that the person manages. */
export function managedQuery(subject: string) {
  return queryOptions({
    queryKey: ['identity', 'managed', subject],
    queryFn: ({ signal }) => managedGroups(subject, signal),
    staleTime: 60_000,
  });
}
