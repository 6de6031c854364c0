import { Text } from '@mantine/core';
import { useState } from 'react';
import { IconCertificate } from '../../icons';
import { Page } from '../../shell/Page';
import { approveCertificate, certificateRequests, rejectCertificate, type CertificateRequest } from '../api/requests';
import { ActionDialog } from '../ui/ActionDialog';
import { Facts } from '../ui/Facts';
import { DecisionButtons } from './DecisionButtons';
import { LONGEST_MOTIVATION, RejectDialog } from './RejectDialog';
import { RequestList } from './RequestList';

/** Who asks to have a certificate linked to the account. */
export function CertificateRequestsPage() {
  const [asked, setAsked] = useState<{ what: 'approve' | 'reject'; request: CertificateRequest }>();
  const close = () => setAsked(undefined);
  return (
    <Page title="Certificate requests" lead="Who asks to have a certificate linked to their account.">
      <RequestList
        what="certificate-requests" searchLabel="User name" empty={{ icon: IconCertificate, text: 'Every request to link a certificate is decided.' }}
        find={({ text: username, ...wanted }, signal) => certificateRequests({ username, ...wanted }, signal)}
        about={{ label: 'Certificate', wide: true, cell: ({ subjectDn, issuerDn }) => (
          <div>
            {subjectDn}
            <Text size="sm" c="dimmed">issued by {issuerDn}</Text>
          </div>
        ) }}
        decide={(request: CertificateRequest) => (
          <DecisionButtons
            what={request.userFullName} onApprove={() => setAsked({ what: 'approve', request })}
            onReject={() => setAsked({ what: 'reject', request })}
          />
        )}
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
