import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../session/me';
import { askForCertificate, certificateRequests, withdrawCertificate, type CertificateRequest } from '../api/requests';
import { RequestState } from '../requests/RequestState';
import { ActionDialog } from '../ui/ActionDialog';
import { ItemList } from '../ui/ItemList';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';
import { useAction } from '../ui/useAction';

/** Certificates that the person has asked an administrator to link. */
export function CertificatesPanel() {
  const { subject } = useMe();
  const query = useQuery({
    queryKey: ['identity', 'own-certificate-requests'], queryFn: ({ signal }) => certificateRequests({ page: 1 }, signal),
    // With the administrators' scopes the service sends everybody's.
    select: ({ items }) => items.filter(({ userUuid }) => userUuid === subject),
  });
  const [asking, setAsking] = useState(false);
  const withdraw = useAction(({ uuid }: CertificateRequest) => withdrawCertificate(uuid), 'The request is withdrawn');
  return (
    <Panel
      title="Certificates to be linked"
      actions={<Button size="xs" variant="default" onClick={() => setAsking(true)}>Ask for one</Button>}
    >
      <Text size="sm" c="dimmed">
        A certificate in your browser is linked at once by “Link another”. For one that is elsewhere, ask an administrator.
      </Text>
      <Loaded query={query} what="The list of your requests">
        {(requests) => (
          <ItemList
            label="My certificate requests" items={requests} keyOf={({ uuid }) => uuid} empty="No request."
            note={({ motivation }) => motivation && `Answer: ${motivation}`}
          >
            {(request) => (
              <div className={rows.lead}>
                <span>{request.subjectDn}</span>
                <RequestState status={request.status} />
                {request.status === 'PENDING' && (
                  <Button
                    size="compact-xs" variant="default" aria-label={`Withdraw the request for ${request.subjectDn}`}
                    onClick={() => withdraw.mutate(request)}
                  >
                    Withdraw
                  </Button>
                )}
              </div>
            )}
          </ItemList>
        )}
      </Loaded>
      {asking && <AskDialog onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function AskDialog({ onClose }: { onClose: () => void }) {
  const [{ label, pem, notes }, setFields] = useState({ label: '', pem: '', notes: '' });
  return (
    <ActionDialog
      title="Ask to link a certificate" submit="Ask" ready={pem.includes('BEGIN CERTIFICATE') && !pem.includes('PRIVATE KEY')} onClose={onClose}
      run={() => askForCertificate(label.trim(), pem, notes.trim())} done="An administrator decides about your certificate"
    >
      <TextInput
        label="What you call it" value={label} maxLength={128}
        onChange={({ currentTarget }) => setFields({ label: currentTarget.value, pem, notes })}
      />
      <Textarea
        label="Certificate" description="The text from BEGIN CERTIFICATE to END CERTIFICATE; never the private key" required rows={5} value={pem}
        onChange={({ currentTarget }) => setFields({ label, pem: currentTarget.value, notes })}
        error={pem.includes('PRIVATE KEY') && 'This holds a private key. Keep it to yourself.'}
      />
      <Textarea
        label="A word to the administrators" rows={2} maxLength={512} value={notes}
        onChange={({ currentTarget }) => setFields({ label, pem, notes: currentTarget.value })}
      />
    </ActionDialog>
  );
}
