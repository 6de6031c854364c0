import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconInbox } from '../../icons';
import { approveJoin, joinRequests, rejectJoin, type JoinRequest } from '../api/requests';
import { DataList, type Column } from '../ui/DataList';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useAction } from '../ui/useAction';
import { useListState } from '../ui/useListState';
import { DecisionButtons } from './DecisionButtons';
import { RejectDialog } from './RejectDialog';
import { RequestState } from './RequestState';
import { chosenStatus, StatusFilter } from './StatusFilter';

const LONGEST_MOTIVATION = 512;

/** Requests to join groups, for those who decide. The service sends a manager those of their groups, and their own. */
export function JoinRequestList({ self }: { self: string }) {
  const control = useListState();
  const { q: groupName } = control.state;
  const status = chosenStatus(control);
  const list = useQuery({
    queryKey: ['identity', 'join-requests', groupName, status, control.page],
    queryFn: ({ signal }) => joinRequests({ groupName, status, page: control.page }, signal),
    placeholderData: keepPreviousData,
  });
  const [rejecting, setRejecting] = useState<JoinRequest>();
  const approve = useAction(
    ({ uuid }: JoinRequest) => approveJoin(uuid), ({ userFullName, groupName: group }) => `${userFullName} is in ${group}`,
  );
  const columns: readonly Column<JoinRequest>[] = [
    { label: 'Who', role: 'name', cell: ({ userFullName, username }) => (
      <>
        <Text fw={600}>{userFullName}</Text>
        <Text size="sm" c="dimmed">{username}</Text>
      </>
    ) },
    { label: 'Group', cell: (request) => <span>{request.groupName}</span> },
    { label: 'Notes', wide: true, cell: ({ notes, motivation }) => (
      <div>
        {notes || '–'}
        {motivation && <Text size="sm" c="dimmed">Rejected: {motivation}</Text>}
      </div>
    ) },
    { label: 'State', cell: (request) => <RequestState status={request.status} /> },
    { label: 'Asked', cell: ({ creationTime }) => <span>{formatDateTime(new Date(creationTime).toISOString())}</span> },
    { label: 'Actions', role: 'actions', cell: (request) =>
      request.status === 'PENDING' && request.userUuid !== self && (
        <DecisionButtons
          what={`${request.userFullName} for ${request.groupName}`} approving={approve.isPending && approve.variables.uuid === request.uuid}
          onApprove={() => approve.mutate(request)} onReject={() => setRejecting(request)}
        />
      ) },
  ];
  return (
    <>
      <Toolbar label="Search the requests">
        <SearchField label="Full name of the group" value={groupName ?? ''} onSearch={control.search} />
        <StatusFilter control={control} />
      </Toolbar>
      <DataList
        one="request" many="requests" columns={columns} list={list} keyOf={({ uuid }) => uuid} control={control}
        empty={{ icon: IconInbox, title: 'Nobody waits', text: 'Every request to join a group is decided.' }}
      />
      {rejecting && (
        <RejectDialog
          title={`Reject ${rejecting.userFullName} for ${rejecting.groupName}?`} longest={LONGEST_MOTIVATION}
          text="The person reads the motivation with the request and in a mail." onClose={() => setRejecting(undefined)}
          run={(motivation) => rejectJoin(rejecting.uuid, motivation)}
        />
      )}
    </>
  );
}
