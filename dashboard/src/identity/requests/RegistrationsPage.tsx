import { NativeSelect, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconUserPlus } from '../../icons';
import { Page } from '../../shell/Page';
import { PAGE_SIZE } from '../api/http';
import {
  approveRegistration, registrations, rejectRegistration, type RegistrationRequest, type RegistrationStatus,
} from '../api/requests';
import { ActionDialog } from '../ui/ActionDialog';
import { DataList, type Column } from '../ui/DataList';
import { Facts } from '../ui/Facts';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState } from '../ui/useListState';
import { pageOf } from '../ui/pageOf';
import { DecisionButtons } from './DecisionButtons';
import { RejectDialog } from './RejectDialog';
import { RequestState } from './RequestState';

const LONGEST_MOTIVATION = 2_000;
const nameOf = ({ givenname, familyname }: RegistrationRequest) => `${givenname} ${familyname}`;

/** Who asks for an account. The service sends the whole list; it is searched here. */
export function RegistrationsPage() {
  const control = useListState();
  const { q = '', only } = control.state;
  const status = only?.['status'] as RegistrationStatus | undefined;
  const [asked, setAsked] = useState<{ what: 'approve' | 'reject'; request: RegistrationRequest }>();
  const close = () => setAsked(undefined);
  const list = useQuery({
    queryKey: ['identity', 'registrations', status],
    queryFn: ({ signal }) => registrations(status, signal),
    placeholderData: keepPreviousData,
    select: (requests) =>
      pageOf(requests, control.page, PAGE_SIZE, (request) => [nameOf(request), request.username, request.email], q),
  });
  const columns: readonly Column<RegistrationRequest>[] = [
    { label: 'Name', role: 'name', cell: (request) => (
      <>
        <Text fw={600}>{nameOf(request)}</Text>
        <Text size="sm" c="dimmed">{request.username}</Text>
        <Text size="sm" c="dimmed">{request.email}</Text>
      </>
    ) },
    { label: 'Notes', wide: true, cell: ({ notes }) => <span>{notes || '–'}</span> },
    { label: 'State', cell: (request) => <RequestState status={request.status} /> },
    { label: 'Asked', cell: ({ creationTime }) => <span>{formatDateTime(new Date(creationTime).toISOString())}</span> },
    { label: 'Actions', role: 'actions', cell: (request) =>
      (request.status === 'NEW' || request.status === 'CONFIRMED') && (
        <DecisionButtons
          what={nameOf(request)} onApprove={() => setAsked({ what: 'approve', request })}
          onReject={() => setAsked({ what: 'reject', request })}
        />
      ) },
  ];
  return (
    <Page title="Registrations" lead="Who asks for an account.">
      <Toolbar label="Search the registrations">
        <SearchField label="Name, user name or e-mail" value={q} onSearch={control.search} />
        <NativeSelect
          aria-label="State" value={status ?? ''} onChange={({ currentTarget }) => control.filter('status', currentTarget.value)}
          data={[
            { value: '', label: 'Waiting for a decision' }, { value: 'APPROVED', label: 'Approved' }, { value: 'REJECTED', label: 'Rejected' },
          ]}
        />
      </Toolbar>
      <DataList
        one="request" many="requests" columns={columns} list={list} keyOf={({ uuid }) => uuid} control={control}
        empty={{ icon: IconUserPlus, title: 'Nobody waits', text: 'Every request for an account is decided.' }}
      />
      {asked?.what === 'approve' && (
        <ActionDialog
          title={`Approve ${nameOf(asked.request)}?`} submit="Approve" onClose={close}
          run={() => approveRegistration(asked.request.uuid)} done={`${nameOf(asked.request)} has an account`}
        >
          <Facts
            facts={[
              ['User name', asked.request.username], ['E-mail', asked.request.email], ['Notes', asked.request.notes],
            ]}
          />
          {asked.request.status === 'NEW' && (
            <Text c="var(--tone-warn)">
              The e-mail address has not been confirmed: nobody has shown that it is theirs.
            </Text>
          )}
          <Text>The person gets a mail with a link to choose a password.</Text>
        </ActionDialog>
      )}
      {asked?.what === 'reject' && (
        <RejectDialog
          title={`Reject ${nameOf(asked.request)}?`} text="The person reads the motivation in a mail." longest={LONGEST_MOTIVATION}
          withSilence onClose={close} run={(motivation, silently) => rejectRegistration(asked.request.uuid, motivation, silently)}
        />
      )}
    </Page>
  );
}
