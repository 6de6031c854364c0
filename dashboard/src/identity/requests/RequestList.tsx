import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatDateTime } from '../../format/format';
import type { Found } from '../api/http';
import type { AccountRequest, JoinStatus } from '../api/requests';
import { DataList, type Column } from '../ui/DataList';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState } from '../ui/useListState';
import { RequestState } from './RequestState';
import { chosenStatus, StatusFilter } from './StatusFilter';

interface Wanted {
  readonly text: string | undefined;
  readonly status: JoinStatus | undefined;
  readonly page: number;
}

interface RequestListProps<T> {
  /** Part of the query's key. */
  readonly what: string;
  readonly searchLabel: string;
  readonly find: (wanted: Wanted, signal: AbortSignal) => Promise<Found<T>>;
  /** What is asked for. */
  readonly about: Column<T>;
  /** The buttons of a request that waits; nothing where the reader does not decide. */
  readonly decide: (request: T) => ReactNode;
  readonly empty: { readonly icon: Icon; readonly text: string };
}

/** What people with an account ask for, for those who decide. */
export function RequestList<T extends AccountRequest>({ what, searchLabel, find, about, decide, empty }: RequestListProps<T>) {
  const control = useListState();
  const { q: text } = control.state;
  const status = chosenStatus(control);
  const list = useQuery({
    queryKey: ['identity', what, text, status, control.page],
    queryFn: ({ signal }) => find({ text, status, page: control.page }, signal),
    placeholderData: keepPreviousData,
  });
  const columns: readonly Column<T>[] = [
    { label: 'Who', role: 'name', cell: ({ userFullName, username }) => (
      <>
        <Text fw={600}>{userFullName}</Text>
        <Text size="sm" c="dimmed">{username}</Text>
      </>
    ) },
    about,
    { label: 'Notes', wide: true, cell: ({ notes, motivation }) => (
      <div>
        {notes || '–'}
        {motivation && <Text size="sm" c="dimmed">Rejected: {motivation}</Text>}
      </div>
    ) },
    { label: 'State', cell: (request) => <RequestState status={request.status} /> },
    { label: 'Asked', cell: ({ creationTime }) => <span>{formatDateTime(new Date(creationTime).toISOString())}</span> },
    { label: 'Actions', role: 'actions', cell: (request) => request.status === 'PENDING' && decide(request) },
  ];
  return (
    <>
      <Toolbar label="Search the requests">
        <SearchField label={searchLabel} value={text ?? ''} onSearch={control.search} />
        <StatusFilter control={control} />
      </Toolbar>
      <DataList
        one="request" many="requests" columns={columns} list={list} keyOf={({ uuid }) => uuid} control={control}
        empty={{ title: 'Nobody waits', ...empty }}
      />
    </>
  );
}
