import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import type { Person } from '../api/people';
import { askToSignAgain, readAup, signatureOf, signFor } from '../api/rules';
import { ActionDialog } from '../ui/ActionDialog';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';

/** Whether the person signed the acceptable use policy. */
export function AupPanel({ person }: { person: Person }) {
  const aup = useQuery({ queryKey: ['identity', 'aup'], queryFn: ({ signal }) => readAup(signal), enabled: !person.service });
  const query = useQuery({
    queryKey: ['identity', 'signature', person.id], queryFn: ({ signal }) => signatureOf(person.id, signal),
    enabled: Boolean(aup.data),
  });
  const [asking, setAsking] = useState<'sign' | 'again'>();
  const close = () => setAsking(undefined);
  if (person.service) {
    return <Panel title="Use policy"><Text c="dimmed">Service accounts sign nothing.</Text></Panel>;
  }
  if (aup.data === null) {
    return <Panel title="Use policy"><Text c="dimmed">There is none to be signed.</Text></Panel>;
  }
  return (
    <Panel
      title="Use policy"
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => setAsking('sign')}>Sign on behalf</Button>
          {query.data && <Button size="xs" variant="default" onClick={() => setAsking('again')}>Ask again</Button>}
        </>
      }
    >
      <Loaded query={query} what="The signature">
        {(signature) => (signature ? <Text>Signed on {formatDateTime(signature.signatureTime)}.</Text> : <Text c="dimmed">Not signed.</Text>)}
      </Loaded>
      {asking === 'sign' && (
        <ActionDialog
          title={`Sign the use policy for ${person.name}?`} submit="Sign" onClose={close}
          run={() => signFor(person.id)} done={`The use policy is signed for ${person.name}`}
        >
          <Text>For a signature on paper, for instance. The audit log says that it was you.</Text>
        </ActionDialog>
      )}
      {asking === 'again' && (
        <ActionDialog
          title={`Ask ${person.name} to sign again?`} submit="Ask again" danger onClose={close}
          run={() => askToSignAgain(person.id)} done={`${person.name} has to sign the use policy again`}
        >
          <Text>The signature is removed. Until the person signs anew, they get no tokens.</Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
