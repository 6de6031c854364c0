import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../../session/me';
import type { Found } from '../api/http';
import type { AccountRequest } from '../api/requests';
import { RequestState } from '../requests/RequestState';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import rows from '../ui/rows.module.css';
import { useAction } from '../ui/useAction';

interface OwnRequestsProps<T> {
  readonly label: string;
  /** Part of the query's key. */
  readonly what: string;
  readonly find: (signal: AbortSignal) => Promise<Found<T>>;
  readonly nameOf: (request: T) => string;
  readonly note: (request: T) => ReactNode;
  readonly withdraw: (uuid: string) => Promise<void>;
}

/** What the person has asked for, with the answers. */
export function OwnRequests<T extends AccountRequest>({ label, what, find, nameOf, note, withdraw }: OwnRequestsProps<T>) {
  const { subject } = useMe();
  const query = useQuery({
    queryKey: ['identity', what], queryFn: ({ signal }) => find(signal),
    // Whoever decides is sent the requests of others as well.
    select: ({ items }) => items.filter(({ userUuid }) => userUuid === subject),
  });
  const taking = useAction(({ uuid }: T) => withdraw(uuid), 'The request is withdrawn');
  return (
    <Loaded query={query} what="The list of your requests">
      {(requests) => (
        <ItemList label={label} items={requests} keyOf={({ uuid }) => uuid} empty="No request." note={note}>
          {(request) => (
            <div className={rows.lead}>
              <span>{nameOf(request)}</span>
              <RequestState status={request.status} />
              {request.status === 'PENDING' && (
                <Button
                  size="compact-xs" variant="default" aria-label={`Withdraw the request for ${nameOf(request)}`}
                  onClick={() => taking.mutate(request)}
                >
                  Withdraw
                </Button>
              )}
            </div>
          )}
        </ItemList>
      )}
    </Loaded>
  );
}
