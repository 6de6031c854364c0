import { Button, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { formatDateTime } from '../../format/format';
import { IconBan, IconCircleCheck, IconPencil, IconTrash } from '../../icons';
import { Page } from '../../shell/Page';
import {
  changeClient, issueRegistrationToken, removeClient, rotateSecret, setClientActive, type Client, type IssuedClient,
} from '../api/clients';
import { ActionDialog } from '../ui/ActionDialog';
import { Facts } from '../ui/Facts';
import { Panel, Panels } from '../ui/Panel';
import rows from '../ui/rows.module.css';
import { ClientDialog } from './ClientDialog';
import { ClientState } from './ClientState';
import { grantName } from './grants';
import { IssuedDialog } from './IssuedDialog';
import { OwnersPanel } from './OwnersPanel';
import { TokensPanel } from './TokensPanel';

interface ClientDetailProps {
  readonly client: Client;
  readonly administrator: boolean;
  /** Where to go when the client is gone. */
  readonly back: '/admin/clients' | '/account/clients';
  readonly trail: ReactNode;
}

export function ClientDetail({ client, administrator, back, trail }: ClientDetailProps) {
  const [open, setOpen] = useState<'edit' | 'state' | 'delete' | 'secret' | 'token'>();
  const [issued, setIssued] = useState<IssuedClient>();
  const close = () => setOpen(undefined);
  const navigate = useNavigate();
  const { client_id: id, client_name: name, active } = client;
  const confidential = client.token_endpoint_auth_method !== 'none';
  return (
    <Page
      title={name} trail={trail}
      lead={<div className={rows.lead}><ClientState active={active} /><span className={rows.code}>{id}</span></div>}
      actions={
        <>
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('edit')}>
            Edit
          </Button>
          {administrator && (
            <Button
              variant="default" onClick={() => setOpen('state')}
              leftSection={active ? <IconBan size={16} aria-hidden /> : <IconCircleCheck size={16} aria-hidden />}
            >
              {active ? 'Disable' : 'Enable'}
            </Button>
          )}
          <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('delete')}>
            Delete
          </Button>
        </>
      }
    >
      <Panels>
        <Panel title="Settings"><ClientFacts client={client} /></Panel>
        <TokensPanel client={client} administrator={administrator} />
        <Panel title="Secrets">
          <Text c="dimmed">The service keeps digests only. What it makes anew is shown once.</Text>
          <div className={rows.buttons}>
            {confidential && <Button variant="default" onClick={() => setOpen('secret')}>New secret</Button>}
            <Button variant="default" onClick={() => setOpen('token')}>New registration token</Button>
          </div>
        </Panel>
        <OwnersPanel client={client} administrator={administrator} />
      </Panels>
      {open === 'edit' && (
        <ClientDialog
          title={`Settings of ${name}`} submit="Save" client={client} administrator={administrator} done="The client is changed"
          run={(form) => changeClient(client, form)} onClose={close}
          onDone={(changed) => setIssued(changed.client_secret === undefined ? undefined : changed)}
        />
      )}
      {open === 'state' && (
        <ActionDialog
          title={active ? `Disable ${name}?` : `Enable ${name}?`} submit={active ? 'Disable' : 'Enable'} danger={active} onClose={close}
          run={() => setClientActive(id, !active)} done={`${name} is ${active ? 'disabled' : 'enabled'}`}
        >
          <Text>{active ? 'Nobody can sign in to it, and its tokens are no longer refreshed. The owners get a mail.' : 'People can sign in to it again. The owners get a mail.'}</Text>
        </ActionDialog>
      )}
      {open === 'delete' && (
        <ActionDialog
          title={`Delete ${name}?`} submit="Delete" danger typed={name} onClose={close} run={() => removeClient(id)}
          done={`${name} was deleted`} onDone={() => navigate({ to: back })}
        >
          <Text>Its refresh tokens stop working, and everything that signs in with it fails. To stop it for a while, disable it.</Text>
          <Text fw={600}>This cannot be undone.</Text>
        </ActionDialog>
      )}
      {open === 'secret' && (
        <ActionDialog
          title={`New secret for ${name}?`} submit="Make a new secret" danger onClose={close} run={() => rotateSecret(id)} onDone={setIssued}
        >
          <Text>The old secret stops working, at once or after the time that the service grants. Have the place ready where the new one goes.</Text>
        </ActionDialog>
      )}
      {open === 'token' && (
        <ActionDialog
          title={`New registration token for ${name}?`} submit="Make a new token" danger onClose={close}
          run={() => issueRegistrationToken(id)} onDone={setIssued}
        >
          <Text>With it a program changes its own registration. The token before it stops working.</Text>
        </ActionDialog>
      )}
      {issued && <IssuedDialog client={issued} title={`For ${name}, shown once`} onClose={() => setIssued(undefined)} />}
    </Page>
  );
}

function ClientFacts({ client }: { client: Client }) {
  const lines = (texts: readonly string[] | undefined) =>
    texts && texts.length > 0 && texts.map((text) => <div key={text} className={rows.code}>{text}</div>);
  return (
    <Facts
      facts={[
        ['Description', client.client_description],
        ['Redirect addresses', lines(client.redirect_uris) || 'None'],
        ['Grants', client.grant_types.map(grantName).join(', ')],
        ['Scopes', <span className={rows.code}>{client.scope}</span>],
        ['Authenticates by', client.token_endpoint_auth_method],
        ['PKCE', client.code_challenge_method === 'none' ? 'not needed' : client.code_challenge_method],
        ['Contacts', lines(client.contacts) || undefined],
        ['Home page', client.client_uri],
        ['After the sign-out', lines(client.post_logout_redirect_uris) || undefined],
        ['Registered', `${formatDateTime(new Date(client.created_at).toISOString())}${client.dynamically_registered ? ', by itself or a person' : ', by an administrator'}`],
      ]}
    />
  );
}
