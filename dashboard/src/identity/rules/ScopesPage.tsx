import { Button, Checkbox, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconKey, IconPlus, IconShieldLock } from '../../icons';
import { Page } from '../../shell/Page';
import { Tag } from '../../shell/Tag';
import { PAGE_SIZE } from '../api/http';
import { changeScope, createScope, removeScope, scopes, type NewScope, type Scope } from '../api/rules';
import { ActionDialog } from '../ui/ActionDialog';
import { DataList, type Column } from '../ui/DataList';
import { pageOf } from '../ui/pageOf';
import rows from '../ui/rows.module.css';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState } from '../ui/useListState';

type Asked = { what: 'create' } | { what: 'edit' | 'delete'; scope: Scope };

export function ScopesPage() {
  const control = useListState();
  const { q = '' } = control.state;
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const list = useQuery({
    queryKey: ['identity', 'scopes'], queryFn: ({ signal }) => scopes(signal),
    select: (all) => pageOf(all, control.page, PAGE_SIZE, ({ value, description }) => [value, description], q),
  });
  const columns: readonly Column<Scope>[] = [
    { label: 'Scope', role: 'name', cell: ({ value, description }) => (
      <>
        <span className={rows.code}>{value}</span>
        <Text size="sm" c="dimmed">{description}</Text>
      </>
    ) },
    { label: 'Who gets it', cell: ({ defaultScope, restricted }) => (
      <div className={rows.tags}>
        {restricted && <Tag tone="warn" icon={IconShieldLock}>Given by administrators</Tag>}
        {defaultScope && <Tag tone="good" icon={IconKey}>New clients, by default</Tag>}
        {!restricted && !defaultScope && 'Clients that ask'}
      </div>
    ) },
    { label: 'Actions', role: 'actions', cell: (scope) => (
      <div className={rows.buttons}>
        <Button
          size="xs" variant="default" aria-label={`Edit ${scope.value}`}
          onClick={() => setAsked({ what: 'edit', scope })}
        >
          Edit
        </Button>
        <Button
          size="xs" variant="default" aria-label={`Delete ${scope.value}`}
          onClick={() => setAsked({ what: 'delete', scope })}
        >
          Delete
        </Button>
      </div>
    ) },
  ];
  return (
    <Page
      title="Scopes" lead="What clients may ask for."
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAsked({ what: 'create' })}>New scope</Button>}
    >
      <Toolbar label="Search the scopes">
        <SearchField label="Scope or description" value={q} onSearch={control.search} />
      </Toolbar>
      <DataList
        one="scope" many="scopes" columns={columns} list={list} keyOf={({ id }) => String(id)} control={control}
        empty={{ icon: IconKey, title: 'No scopes', text: 'Register the first one.' }}
      />
      {asked?.what === 'create' && (
        <ScopeDialog
          title="New scope" scope={{ value: '', description: '', icon: '', defaultScope: false, restricted: false }}
          run={createScope} onClose={close}
        />
      )}
      {asked?.what === 'edit' && (
        <ScopeDialog
          title={`Scope ${asked.scope.value}`} scope={asked.scope}
          run={(changed) => changeScope({ ...changed, id: asked.scope.id })} onClose={close}
        />
      )}
      {asked?.what === 'delete' && (
        <ActionDialog
          title={`Delete ${asked.scope.value}?`} submit="Delete" danger run={() => removeScope(asked.scope.id)}
          done={`${asked.scope.value} was deleted`} onClose={close}
        >
          <Text>Clients that have the scope keep it; no other client gets it.</Text>
        </ActionDialog>
      )}
    </Page>
  );
}

interface ScopeDialogProps {
  readonly title: string;
  readonly scope: NewScope;
  readonly run: (scope: NewScope) => Promise<unknown>;
  readonly onClose: () => void;
}

function ScopeDialog({ title, scope, run, onClose }: ScopeDialogProps) {
  const [fields, setFields] = useState(scope);
  return (
    <ActionDialog
      title={title} submit="Save" ready={fields.value.trim() !== ''} run={() => run(fields)} done="The scope is saved" onClose={onClose}
    >
      <TextInput
        label="Scope" required value={fields.value} autoComplete="off"
        onChange={({ currentTarget }) => setFields({ ...fields, value: currentTarget.value })}
      />
      <Textarea
        label="Description" description="People read it when they are asked to allow it" rows={2} value={fields.description}
        onChange={({ currentTarget }) => setFields({ ...fields, description: currentTarget.value })}
      />
      <Checkbox
        label="Only administrators give it to a client" checked={fields.restricted}
        onChange={({ currentTarget }) => setFields({ ...fields, restricted: currentTarget.checked, defaultScope: fields.defaultScope && !currentTarget.checked })}
      />
      <Checkbox
        label="Clients that ask for nothing get it" checked={fields.defaultScope} disabled={fields.restricted}
        onChange={({ currentTarget }) => setFields({ ...fields, defaultScope: currentTarget.checked })}
      />
    </ActionDialog>
  );
}
