import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconCertificate } from '../../icons';
import { Page } from '../../shell/Page';
import { approveCertificate, certificateRequests, rejectCertificate, type CertificateRequest } from '../api/requests';
import { ActionDialog } from '../ui/ActionDialog';
import { DataList, type Column } from '../ui/DataList';
import { Facts } from '../ui/Facts';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState } from '../ui/useListState';
import { DecisionButtons } from './DecisionButtons';
import { RejectDialog } from './RejectDialog';
import { RequestState } from './RequestState';
import { chosenStatus, StatusFilter } from './StatusFilter';

const LONGEST_MOTIVATION = 512;

/** Who asks to have a certificate linked to the account. */
export function CertificateRequestsPage() {
  const control = useListState();
  const { q: username } = control.state;
  const status = chosenStatus(control);
  const list = useQuery({
    queryKey: ['identity', 'certificate-requests', username, status, control.page],
    queryFn: ({ signal }) => certificateRequests({ username, status, page: control.page }, signal),
    placeholderData: keepPreviousData,
  });
  const [asked, setAsked] = useState<{ what: 'approve' | 'reject'; request: CertificateRequest }>();
  const close = () => setAsked(undefined);
  const columns: readonly Column<CertificateRequest>[] = [
    { label: 'Who', role: 'name', cell: ({ userFullName, username: name }) => (
      <>
        <Text fw={600}>{userFullName}</Text>
        <Text size="sm" c="dimmed">{name}</Text>
      </>
    ) },
    { label: 'Certificate', wide: true, cell: ({ subjectDn, issuerDn }) => (
      <div>
        {subjectDn}
        <Text size="sm" c="dimmed">issued by {issuerDn}</Text>
      </div>
    ) },
    { label: 'Notes', wide: true, cell: ({ notes, motivation }) => (
      <div>
        {notes || '–'}
        {motivation && <Text size="sm" c="dimmed">Rejected: {motivation}</Text>}
      </div>
    ) },
    { label: 'State', cell: (request) => <RequestState status={request.status} /> },
    { label: 'Asked', cell: ({ creationTime }) => <span>{formatDateTime(new Date(creationTime).toISOString())}</span> },
    { label: 'Actions', role: 'actions', cell: (request) =>
      request.status === 'PENDING' && (
        <DecisionButtons
          what={request.userFullName} onApprove={() => setAsked({ what: 'approve', request })}
          onReject={() => setAsked({ what: 'reject', request })}
        />
      ) },
  ];
  return (
    <Page title="Certificate requests" lead="Who asks to have a certificate linked to their account.">
      <Toolbar label="Search the requests">
        <SearchField label="User name" value={username ?? ''} onSearch={control.search} />
        <StatusFilter control={control} />
      </Toolbar>
      <DataList
        one="request" many="requests" columns={columns} list={list} keyOf={({ uuid }) => uuid} control={control}
        empty={{ icon: IconCertificate, title: 'Nobody waits', text: 'Every request to link a certificate is decided.' }}
      />
      {asked?.what === 'approve' && (
        <ActionDialog
          title={`Link the certificate to ${asked.request.userFullName}?`} submit="Link" onClose={close}
          run={() => approveCertificate(asked.request.uuid)} done={`The certificate is linked to ${asked.request.userFullName}`}
        >
          <Facts
            facts={[['Subject', asked.request.subjectDn], ['Issuer', asked.request.issuerDn], ['Notes', asked.request.notes]]}
          />
          <Text>Whoever holds its key can then sign in as this person. Be sure that it is theirs.</Text>
        </ActionDialog>
      )}
      {asked?.what === 'reject' && (
        <RejectDialog
          title={`Reject the certificate of ${asked.request.userFullName}?`} longest={LONGEST_MOTIVATION}
          text="The person reads the motivation with the request." onClose={close}
          run={(motivation) => rejectCertificate(asked.request.uuid, motivation)}
        />
      )}
    </Page>
  );
}
