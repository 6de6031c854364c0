import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../../shell/ErrorPanel';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** What is loaded, such as `This person`. */
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}

/** Shows what a query brings, a placeholder before, and what went wrong instead. */
export function Loaded<T>({ query, what, children }: LoadedProps<T>) {
  const { data } = query;
  if (query.isError && data === undefined) {
    return <ErrorPanel ofGroup={false} error={query.error} what={what} onRetry={() => void query.refetch()} />;
  }
  if (data === undefined) {
    return <Skeleton height={160} radius="lg" role="status" aria-label="Loading" />;
  }
  return children(data);
}
