import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconAdjustments, IconPlus } from '../../icons';
import { Page } from '../../shell/Page';
import { PAGE_SIZE } from '../api/http';
import {
  changeScopePolicy, createScopePolicy, removeScopePolicy, scopePolicies, type ScopePolicy,
} from '../api/rules';
import { ActionDialog } from '../ui/ActionDialog';
import { DataList, type Column } from '../ui/DataList';
import { pageOf } from '../ui/pageOf';
import rows from '../ui/rows.module.css';
import { useListState } from '../ui/useListState';
import { ExplainDialog } from './ExplainDialog';
import { RuleTag } from './RuleTag';
import { ScopePolicyDialog } from './ScopePolicyDialog';

const MATCHES = { EQ: 'exactly', REGEXP: 'expressions', PATH: 'and the paths below' } as const;

type Asked = { what: 'create' | 'explain' } | { what: 'edit' | 'delete'; policy: ScopePolicy };

/** Who gets which scopes: those for a person decide first, then those for groups, then the others. */
export function ScopePoliciesPage() {
  const control = useListState();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const list = useQuery({
    queryKey: ['identity', 'scope-policies'], queryFn: ({ signal }) => scopePolicies(signal),
    select: (all) => pageOf(all, control.page, PAGE_SIZE, () => [''], ''),
  });
  const columns: readonly Column<ScopePolicy>[] = [
    { label: 'Policy', role: 'name', cell: ({ id, description }) => <Text fw={600}>{description || `Policy ${id}`}</Text> },
    { label: 'Rule', cell: ({ rule }) => <RuleTag rule={rule} /> },
    { label: 'For', cell: (policy) => <span>{forWhom(policy)}</span> },
    { label: 'Scopes', wide: true, cell: ({ scopes, matchingPolicy }) =>
      scopes && scopes.length > 0 ? (
        <div>
          {scopes.map((scope) => <div key={scope} className={rows.code}>{scope}</div>)}
          {matchingPolicy !== 'EQ' && <Text size="sm" c="dimmed">{MATCHES[matchingPolicy]}</Text>}
        </div>
      ) : <span>All</span> },
    { label: 'Actions', role: 'actions', cell: (policy) => (
      <div className={rows.buttons}>
        <Button
          size="xs" variant="default" aria-label={`Edit ${nameOf(policy)}`}
          onClick={() => setAsked({ what: 'edit', policy })}
        >
          Edit
        </Button>
        <Button
          size="xs" variant="default" aria-label={`Delete ${nameOf(policy)}`}
          onClick={() => setAsked({ what: 'delete', policy })}
        >
          Delete
        </Button>
      </div>
    ) },
  ];
  return (
    <Page
      title="Scope policies" lead="Who gets which scopes. Policies for a person decide first, then those for groups, then those for everybody; at each level, denying wins."
      actions={
        <>
          <Button variant="default" onClick={() => setAsked({ what: 'explain' })}>Explain</Button>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAsked({ what: 'create' })}>
            New policy
          </Button>
        </>
      }
    >
      <DataList
        one="policy" many="policies" columns={columns} list={list} keyOf={({ id }) => String(id)} control={control}
        empty={{ icon: IconAdjustments, title: 'No policies', text: 'Nothing narrows the scopes that people get.' }}
      />
      {asked?.what === 'explain' && <ExplainDialog onClose={close} />}
      {asked?.what === 'create' && <ScopePolicyDialog title="New scope policy" run={createScopePolicy} onClose={close} />}
      {asked?.what === 'edit' && (
        <ScopePolicyDialog
          title={nameOf(asked.policy)} policy={asked.policy} onClose={close}
          run={(changed) => changeScopePolicy({ ...changed, id: asked.policy.id })}
        />
      )}
      {asked?.what === 'delete' && (
        <ActionDialog
          title={`Delete ${nameOf(asked.policy)}?`} submit="Delete" danger onClose={close}
          run={() => removeScopePolicy(asked.policy.id)} done="The policy was deleted"
        >
          <Text>What it decided is decided by the other policies from the next token on.</Text>
        </ActionDialog>
      )}
    </Page>
  );
}

function nameOf({ id, description }: ScopePolicy): string {
  return description || `policy ${id}`;
}

function forWhom({ account, group }: ScopePolicy): string {
  if (account) {
    return account.username ?? account.name ?? account.uuid;
  }
  return group ? `group ${group.name ?? group.uuid}` : 'everybody';
}
