import { Button, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDateTime } from '../../format/format';
import { IconPlus, IconUsers } from '../../icons';
import { Page } from '../../shell/Page';
import { searchPeople, type PeopleOrder, type Person } from '../api/people';
import { DataList, type Column } from '../ui/DataList';
import rows from '../ui/rows.module.css';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState } from '../ui/useListState';
import { AccountState } from './AccountState';
import { CreatePersonDialog } from './CreatePersonDialog';

const COLUMNS: readonly Column<Person>[] = [
  { label: 'Name', sort: 'name', role: 'name', cell: (person) => (
    <>
      <Link to="/admin/people/$id" params={{ id: person.id }} className={rows.title}>{person.name}</Link>
      <Text size="sm" c="dimmed">{person.username}{person.service && ' · service account'}</Text>
    </>
  ) },
  { label: 'E-mail', sort: 'email', cell: ({ email }) => <span>{email}</span> },
  { label: 'State', cell: ({ active }) => <AccountState active={active} /> },
  { label: 'Groups', cell: ({ groups }) => <span>{groups.map(({ name }) => name).join(', ') || '–'}</span> },
  { label: 'Member since', sort: 'creation', cell: ({ createdAt }) => <span>{createdAt && formatDateTime(createdAt)}</span> },
];

export function PeoplePage() {
  const control = useListState();
  const { q: filter, sort, down } = control.state;
  const sortBy = (sort ?? 'name') as PeopleOrder;
  const list = useQuery({
    queryKey: ['identity', 'people', filter, sortBy, down, control.page],
    queryFn: ({ signal }) => searchPeople({ filter, sortBy, down, page: control.page }, signal),
    placeholderData: keepPreviousData,
  });
  const [creating, setCreating] = useState(false);
  const navigate = useNavigate();
  return (
    <Page
      title="People" lead="Everybody who has an account."
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>New person</Button>}
    >
      <Toolbar label="Search the people">
        <SearchField label="Name, user name, e-mail or id" value={filter ?? ''} onSearch={control.search} />
      </Toolbar>
      <DataList
        one="person" many="people" columns={COLUMNS} list={list} keyOf={({ id }) => id} control={control} usualSort="name"
        empty={{ icon: IconUsers, title: 'Nobody yet', text: 'Create the first account, or approve a registration.' }}
      />
      {creating && (
        <CreatePersonDialog
          onClose={() => setCreating(false)}
          onDone={({ id }) => void navigate({ to: '/admin/people/$id', params: { id } })}
        />
      )}
    </Page>
  );
}
