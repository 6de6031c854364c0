import { Button, NativeSelect, Switch, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconApps, IconPlus } from '../../icons';
import { Page } from '../../shell/Page';
import { createClient, searchClients, type Client, type IssuedClient, type SearchField as Field } from '../api/clients';
import { DataList, type Column } from '../ui/DataList';
import rows from '../ui/rows.module.css';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState } from '../ui/useListState';
import { ClientDialog } from './ClientDialog';
import { IssuedDialog } from './IssuedDialog';
import { ClientState } from './ClientState';
import { grantName } from './grants';

const FIELDS: readonly { value: Field; label: string }[] = [
  { value: 'name', label: 'Name' }, { value: 'contacts', label: 'Contact' }, { value: 'scope', label: 'Scope' },
  { value: 'grantType', label: 'Grant' }, { value: 'redirectUri', label: 'Redirect address' },
];

const COLUMNS: readonly Column<Client>[] = [
  { label: 'Client', sort: 'name', role: 'name', cell: ({ client_id: id, client_name: name }) => (
    <>
      <Link to="/admin/clients/$id" params={{ id }} className={rows.title}>{name}</Link>
      <Text size="sm" c="dimmed">{id}</Text>
    </>
  ) },
  { label: 'State', cell: ({ active }) => <ClientState active={active} /> },
  { label: 'Grants', cell: ({ grant_types: grants }) => <span>{grants.map(grantName).join(', ')}</span> },
  { label: 'Origin', cell: ({ dynamically_registered: dynamic }) => <span>{dynamic ? 'Registered itself' : 'Made by an administrator'}</span> },
  { label: 'Since', sort: 'created', cell: ({ created_at: at }) => <span>{formatDateTime(new Date(at).toISOString())}</span> },
];

export function ClientsPage() {
  const control = useListState();
  const { q: text, sort, down, only } = control.state;
  const field = only?.['by'] as Field | undefined;
  const dynamicOnly = only?.['dynamic'] === 'yes';
  const sortBy = (sort ?? 'name') as 'name' | 'created';
  const list = useQuery({
    queryKey: ['identity', 'clients', text, field, dynamicOnly, sortBy, down, control.page],
    queryFn: ({ signal }) => searchClients({ field, text, dynamicOnly, sortBy, down, page: control.page }, signal),
    placeholderData: keepPreviousData,
  });
  const [creating, setCreating] = useState(false);
  const [issued, setIssued] = useState<IssuedClient>();
  const navigate = useNavigate();
  return (
    <Page
      title="Clients" lead="Programs and sites that ask for tokens."
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>New client</Button>}
    >
      <Toolbar label="Search the clients">
        <SearchField label="Search the clients" value={text ?? ''} onSearch={control.search} />
        <NativeSelect
          aria-label="Search in" value={field ?? 'name'} data={FIELDS}
          onChange={({ currentTarget: { value } }) => control.filter('by', value === 'name' ? undefined : value)}
        />
        <Switch
          label="Registered themselves only" checked={dynamicOnly} mb={8}
          onChange={({ currentTarget }) => control.filter('dynamic', currentTarget.checked ? 'yes' : undefined)}
        />
      </Toolbar>
      <DataList
        one="client" many="clients" columns={COLUMNS} list={list} keyOf={({ client_id }) => client_id} control={control} usualSort="name"
        empty={{ icon: IconApps, title: 'No clients yet', text: 'Create the first one, or let a program register itself.' }}
      />
      {creating && (
        <ClientDialog
          title="New client" submit="Create" administrator run={createClient} onDone={setIssued}
          onClose={() => setCreating(false)}
        />
      )}
      {issued && (
        <IssuedDialog
          client={issued} title={`${issued.client_name} is registered`}
          onClose={() => void navigate({ to: '/admin/clients/$id', params: { id: issued.client_id } })}
        />
      )}
    </Page>
  );
}
