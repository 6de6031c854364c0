import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { searchGroups } from '../api/groups';
import type { NewScopePolicy, ScopePolicy } from '../api/rules';
import { ActionDialog } from '../ui/ActionDialog';
import { PersonPicker } from '../ui/PersonPicker';
import rows from '../ui/rows.module.css';
import { SearchPicker } from '../ui/SearchPicker';
import { words } from '../ui/words';

interface ScopePolicyDialogProps {
  readonly title: string;
  readonly policy?: ScopePolicy;
  readonly run: (policy: NewScopePolicy) => Promise<unknown>;
  readonly onClose: () => void;
}

interface Whom {
  readonly kind: 'everybody' | 'group' | 'account';
  readonly id: string;
  readonly name: string;
}

const EVERYBODY: Whom = { kind: 'everybody', id: '', name: '' };
const RESULTS = 20;

export function ScopePolicyDialog({ title, policy, run, onClose }: ScopePolicyDialogProps) {
  const [description, setDescription] = useState(policy?.description ?? '');
  const [rule, setRule] = useState(policy?.rule ?? 'PERMIT');
  const [matching, setMatching] = useState(policy?.matchingPolicy ?? 'EQ');
  const [scopes, setScopes] = useState((policy?.scopes ?? []).join('\n'));
  const [whom, setWhom] = useState(whomOf(policy));
  const send = () =>
    run({
      description: description.trim(), rule, matchingPolicy: matching, scopes: words(scopes),
      account: whom.kind === 'account' ? { uuid: whom.id } : null, group: whom.kind === 'group' ? { uuid: whom.id } : null,
    });
  return (
    <ActionDialog
      title={title} submit="Save" ready={whom.kind === 'everybody' || whom.id !== ''} run={send} done="The policy is saved" onClose={onClose}
    >
      <TextInput
        label="Description" value={description} maxLength={512}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <NativeSelect
        label="Rule" value={rule} onChange={({ currentTarget }) => setRule(currentTarget.value as ScopePolicy['rule'])}
        data={[{ value: 'PERMIT', label: 'Permits' }, { value: 'DENY', label: 'Denies' }]}
      />
      <NativeSelect
        label="For" value={whom.kind} onChange={({ currentTarget }) => setWhom({ ...EVERYBODY, kind: currentTarget.value as Whom['kind'] })}
        data={[{ value: 'everybody', label: 'Everybody' }, { value: 'group', label: 'The members of a group' }, { value: 'account', label: 'A person' }]}
      />
      {whom.kind !== 'everybody' && whom.id !== '' && (
        <div className={rows.lead}>
          <Text>{whom.name}</Text>
          <Button size="compact-sm" variant="default" onClick={() => setWhom({ ...EVERYBODY, kind: whom.kind })}>
            Choose another
          </Button>
        </div>
      )}
      {whom.kind === 'group' && whom.id === '' && (
        <SearchPicker
          label="Name of the group" what="groups" verb="Choose" find={(filter, signal) => searchGroups(filter, 1, RESULTS, signal)}
          keyOf={({ id }) => id} nameOf={({ name }) => name} onPick={({ id, name }) => setWhom({ kind: 'group', id, name })}
        />
      )}
      {whom.kind === 'account' && whom.id === '' && (
        <PersonPicker verb="Choose" onPick={({ id, name }) => setWhom({ kind: 'account', id, name })} />
      )}
      <Textarea
        label="Scopes" description="One per line; none means all" rows={3} value={scopes}
        onChange={({ currentTarget }) => setScopes(currentTarget.value)}
      />
      <NativeSelect
        label="A scope matches" value={matching} onChange={({ currentTarget }) => setMatching(currentTarget.value as ScopePolicy['matchingPolicy'])}
        data={[
          { value: 'EQ', label: 'if it is equal' }, { value: 'PATH', label: 'if it is equal or a path below' },
          { value: 'REGEXP', label: 'if the regular expression matches it' },
        ]}
      />
    </ActionDialog>
  );
}

function whomOf(policy: ScopePolicy | undefined): Whom {
  if (policy?.account) {
    const { uuid, username, name } = policy.account;
    return { kind: 'account', id: uuid, name: username ?? name ?? uuid };
  }
  return policy?.group ? { kind: 'group', id: policy.group.uuid, name: policy.group.name ?? policy.group.uuid } : EVERYBODY;
}
