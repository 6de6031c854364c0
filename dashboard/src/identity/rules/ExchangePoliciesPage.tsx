import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconArrowsExchange, IconPlus } from '../../icons';
import { Page } from '../../shell/Page';
import { PAGE_SIZE } from '../api/http';
import {
  createExchangePolicy, exchangePolicies, removeExchangePolicy, type ClientMatch, type ExchangeParty,
  type ExchangePolicy,
} from '../api/rules';
import { ActionDialog } from '../ui/ActionDialog';
import { DataList, type Column } from '../ui/DataList';
import { pageOf } from '../ui/pageOf';
import rows from '../ui/rows.module.css';
import { useListState } from '../ui/useListState';
import { RuleTag } from './RuleTag';

const nameOf = ({ id, description }: ExchangePolicy) => description || `policy ${id}`;

/** Which client may exchange a token that another one got. Without a policy that permits it, none may. */
export function ExchangePoliciesPage() {
  const control = useListState();
  const [asked, setAsked] = useState<ExchangePolicy | 'create'>();
  const close = () => setAsked(undefined);
  const list = useQuery({
    queryKey: ['identity', 'exchange-policies'], queryFn: ({ signal }) => exchangePolicies(signal),
    select: (all) => pageOf(all, control.page, PAGE_SIZE, () => [''], ''),
  });
  const columns: readonly Column<ExchangePolicy>[] = [
    { label: 'Policy', role: 'name', cell: (policy) => <Text fw={600}>{nameOf(policy)}</Text> },
    { label: 'Rule', cell: ({ rule }) => <RuleTag rule={rule} /> },
    { label: 'Token issued to', cell: ({ originClient }) => <Party party={originClient} /> },
    { label: 'Exchanged by', cell: ({ destinationClient }) => <Party party={destinationClient} /> },
    { label: 'Scopes', cell: ({ scopePolicies: rules = [] }) =>
      rules.length === 0 ? <span>–</span> : (
        <div>
          {rules.map((rule) => (
            <div key={`${rule.rule} ${rule.type} ${rule.matchParam}`}>
              {rule.rule === 'PERMIT' ? 'permits' : 'denies'} <span className={rows.code}>{rule.matchParam}</span>
            </div>
          ))}
        </div>
      ) },
    { label: 'Actions', role: 'actions', cell: (policy) => (
      <Button size="xs" variant="default" aria-label={`Delete ${nameOf(policy)}`} onClick={() => setAsked(policy)}>
        Delete
      </Button>
    ) },
  ];
  return (
    <Page
      title="Exchange policies" lead="Which client may exchange a token that another one got for one of its own."
      actions={<Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAsked('create')}>New policy</Button>}
    >
      <DataList
        one="policy" many="policies" columns={columns} list={list} keyOf={({ id }) => String(id)} control={control}
        empty={{ icon: IconArrowsExchange, title: 'No policies', text: 'Without a policy that permits it, no client exchanges tokens.' }}
      />
      {asked === 'create' && <CreateDialog onClose={close} />}
      {asked !== undefined && asked !== 'create' && (
        <ActionDialog
          title={`Delete ${nameOf(asked)}?`} submit="Delete" danger onClose={close} run={() => removeExchangePolicy(asked.id)}
          done="The policy was deleted"
        >
          <Text>{asked.rule === 'PERMIT' ? 'Exchanges that no other policy permits fail from now on.' : 'Exchanges that another policy permits work from now on.'}</Text>
        </ActionDialog>
      )}
    </Page>
  );
}

function Party({ party: { type, matchParam } }: { party: ExchangeParty }) {
  return type === 'ANY' ? <span>any client</span> : <span>{type === 'BY_ID' ? '' : 'clients with '}<span className={rows.code}>{matchParam}</span></span>;
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const [description, setDescription] = useState('');
  const [rule, setRule] = useState<ExchangePolicy['rule']>('PERMIT');
  const [origin, setOrigin] = useState<ExchangeParty>({ type: 'BY_ID', matchParam: '' });
  const [destination, setDestination] = useState<ExchangeParty>({ type: 'BY_ID', matchParam: '' });
  const whole = ({ type, matchParam }: ExchangeParty) => type === 'ANY' || (matchParam ?? '').trim() !== '';
  return (
    <ActionDialog
      title="New exchange policy" submit="Save" ready={whole(origin) && whole(destination)} done="The policy is saved" onClose={onClose}
      run={() => createExchangePolicy({ description: description.trim(), rule, originClient: sent(origin), destinationClient: sent(destination) })}
    >
      <TextInput
        label="Description" value={description} maxLength={512}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <NativeSelect
        label="Rule" value={rule} onChange={({ currentTarget }) => setRule(currentTarget.value as ExchangePolicy['rule'])}
        data={[{ value: 'PERMIT', label: 'Permits' }, { value: 'DENY', label: 'Denies' }]}
      />
      <PartyFields label="The token was issued to" value={origin} onChange={setOrigin} />
      <PartyFields label="It is exchanged by" value={destination} onChange={setDestination} />
    </ActionDialog>
  );
}

function sent({ type, matchParam }: ExchangeParty): ExchangeParty {
  return type === 'ANY' ? { type } : { type, matchParam: (matchParam ?? '').trim() };
}

function PartyFields({ label, value, onChange }: { label: string; value: ExchangeParty; onChange: (party: ExchangeParty) => void }) {
  return (
    <div className={rows.row}>
      <NativeSelect
        label={label} value={value.type} className={rows.grow ?? ''}
        onChange={({ currentTarget }) => onChange({ ...value, type: currentTarget.value as ClientMatch })}
        data={[{ value: 'BY_ID', label: 'one client' }, { value: 'BY_SCOPE', label: 'clients with a scope' }, { value: 'ANY', label: 'any client' }]}
      />
      {value.type !== 'ANY' && (
        <TextInput
          aria-label={`${label}: ${value.type === 'BY_ID' ? 'client id' : 'scope'}`} placeholder={value.type === 'BY_ID' ? 'client id' : 'scope'}
          className={rows.grow ?? ''} value={value.matchParam ?? ''} onChange={({ currentTarget }) => onChange({ ...value, matchParam: currentTarget.value })}
        />
      )}
    </div>
  );
}
