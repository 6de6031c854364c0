import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { askForCertificate, certificateRequests, withdrawCertificate } from '../api/requests';
import { ActionDialog } from '../ui/ActionDialog';
import { Panel } from '../ui/Panel';
import { OwnRequests } from './OwnRequests';

/** Certificates that the person has asked an administrator to link. */
export function CertificatesPanel() {
  const [asking, setAsking] = useState(false);
  return (
    <Panel
      title="Certificates to be linked"
      actions={<Button size="xs" variant="default" onClick={() => setAsking(true)}>Ask for one</Button>}
    >
      <Text size="sm" c="dimmed">
        A certificate in your browser is linked at once by “Link another”. For one that is elsewhere, ask an administrator.
      </Text>
      <OwnRequests
        label="My certificate requests" what="own-certificate-requests" find={(signal) => certificateRequests({ page: 1 }, signal)}
        nameOf={({ subjectDn }) => subjectDn} note={({ motivation }) => motivation && `Answer: ${motivation}`} withdraw={withdrawCertificate}
      />
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
