import { Button, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconApps, IconPlus } from '../../icons';
import { Page } from '../../shell/Page';
import { clientsOf, registerClient, type Client, type IssuedClient } from '../api/clients';
import { ClientDialog } from '../clients/ClientDialog';
import { ClientState } from '../clients/ClientState';
import { grantName } from '../clients/grants';
import { IssuedDialog } from '../clients/IssuedDialog';
import { DataList, type Column } from '../ui/DataList';
import rows from '../ui/rows.module.css';
import { useListState } from '../ui/useListState';

const COLUMNS: readonly Column<Client>[] = [
  { label: 'Client', role: 'name', cell: ({ client_id: id, client_name: name }) => (
    <>
      <Link to="/account/clients/$id" params={{ id }} className={rows.title}>{name}</Link>
      <Text size="sm" c="dimmed">{id}</Text>
    </>
  ) },
  { label: 'State', cell: ({ active }) => <ClientState active={active} /> },
  { label: 'Grants', cell: ({ grant_types: grants }) => <span>{grants.map(grantName).join(', ')}</span> },
  { label: 'Since', cell: ({ created_at: at }) => <span>{formatDateTime(new Date(at).toISOString())}</span> },
];

/** The programs and sites that the person registered. */
export function MyClientsPage() {
  const control = useListState();
  const list = useQuery({
    queryKey: ['identity', 'clients-of', 'me', control.page], queryFn: ({ signal }) => clientsOf('me', control.page, signal),
    placeholderData: keepPreviousData,
  });
  const [creating, setCreating] = useState(false);
  const [issued, setIssued] = useState<IssuedClient>();
  const navigate = useNavigate();
  return (
    <Page
      title="My clients" lead="Programs and sites that you registered to ask for tokens."
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>Register a client</Button>}
    >
      <DataList
        one="client" many="clients" columns={COLUMNS} list={list} keyOf={({ client_id }) => client_id} control={control}
        empty={{ icon: IconApps, title: 'No clients', text: 'Register a program or a site when people shall sign in to it, or when it needs tokens of its own.' }}
      />
      {creating && (
        <ClientDialog
          title="Register a client" submit="Register" administrator={false} run={registerClient} onDone={setIssued}
          onClose={() => setCreating(false)}
        />
      )}
      {issued && (
        <IssuedDialog
          client={issued} title={`${issued.client_name} is registered`}
          onClose={() => void navigate({ to: '/account/clients/$id', params: { id: issued.client_id } })}
        />
      )}
    </Page>
  );
}
