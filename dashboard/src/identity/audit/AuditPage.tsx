import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { download } from '../../deployments/detail/download';
import { formatDateTime } from '../../format/format';
import { IconCircleCheck, IconCircleX, IconDownload, IconHistory } from '../../icons';
import { Page } from '../../shell/Page';
import { Tag } from '../../shell/Tag';
import { toast } from '../../shell/toasts';
import { CATEGORIES, exportAudit, instantOf, searchAudit, timeOf, type AuditEntry } from '../api/audit';
import { DataList, type Column } from '../ui/DataList';
import rows from '../ui/rows.module.css';
import { SearchField } from '../ui/SearchField';
import { Toolbar } from '../ui/Toolbar';
import { useListState, type ListControl } from '../ui/useListState';

const TYPING_PAUSE_MS = 350;

const COLUMNS: readonly Column<AuditEntry>[] = [
  { label: 'What', role: 'name', cell: (entry) => (
    <>
      <Text fw={600}>{entry.message ?? entry['@type']}</Text>
      <Text size="sm" c="dimmed">{[entry['@type'], entry.category].filter(Boolean).join(' · ')}</Text>
      <details>
        <summary className="text-link">All of it</summary>
        <pre className={rows.pre} tabIndex={0}>{JSON.stringify(entry, null, 2)}</pre>
      </details>
    </>
  ) },
  { label: 'Who', cell: ({ principal }) => <span>{principal ?? '–'}</span> },
  { label: 'Outcome', cell: ({ outcome = '' }) =>
    outcome === '' ? <span>–</span> : outcome === 'success' ? (
      <Tag tone="good" icon={IconCircleCheck}>Success</Tag>
    ) : (
      <Tag tone="bad" icon={IconCircleX}>Failure</Tag>
    ) },
  { label: 'When', cell: (entry) => <Moment time={timeOf(entry)} /> },
];

function Moment({ time }: { time: string | undefined }) {
  return time ? <time dateTime={time} title={time}>{formatDateTime(time)}</time> : <span>–</span>;
}

/** What happened, the newest first. */
export function AuditPage() {
  const control = useListState();
  const { q, only = {} } = control.state;
  const { from, to, ...filters } = only;
  const wanted = { ...filters, q, from: instantOf(from, 'start'), to: instantOf(to, 'end'), page: control.page };
  const list = useQuery({
    queryKey: ['identity', 'audit', q, only, control.page],
    queryFn: ({ signal }) => searchAudit(wanted, signal),
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    mutationFn: () => exportAudit(wanted), onSuccess: (lines) => download('identity-audit.jsonl', lines),
    onError: (error) => toast('bad', asProblem(error).message), gcTime: 0,
  });
  return (
    <Page
      title="Audit log" lead="Who did what, the newest first. It holds no secrets."
      actions={
        <Button
          variant="default" loading={save.isPending} leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => save.mutate()}
        >
          Download what is found
        </Button>
      }
    >
      <Toolbar label="Search the audit log">
        <SearchField label="Any word" value={q ?? ''} onSearch={control.search} />
        <NativeSelect
          aria-label="Category" value={only['category'] ?? ''} onChange={({ currentTarget }) => control.filter('category', currentTarget.value)}
          data={[{ value: '', label: 'Any category' }, ...CATEGORIES.map((name) => ({ value: name, label: words(name) }))]}
        />
        <NativeSelect
          aria-label="Outcome" value={only['outcome'] ?? ''} onChange={({ currentTarget }) => control.filter('outcome', currentTarget.value)}
          data={[{ value: '', label: 'Any outcome' }, { value: 'success', label: 'Success' }, { value: 'failure', label: 'Failure' }]}
        />
        <FilterField control={control} name="principal" label="Who did it" />
        <FilterField control={control} name="account" label="Account" />
        <FilterField control={control} name="client" label="Client" />
        <FilterField control={control} name="type" label="Type" />
        <FilterField control={control} name="from" label="From" type="date" />
        <FilterField control={control} name="to" label="To" type="date" />
      </Toolbar>
      <DataList
        one="event" many="events" columns={COLUMNS} list={list} control={control}
        keyOf={({ eventId, ...entry }) => eventId ?? JSON.stringify(entry)}
        empty={{ icon: IconHistory, title: 'Nothing yet', text: 'Sign-ins, changes and refusals will be listed here.' }}
      />
    </Page>
  );
}

function words(category: string): string {
  const text = category.toLowerCase().replaceAll('_', ' ');
  return text === 'aup' ? 'Use policy' : text.charAt(0).toUpperCase() + text.slice(1);
}

interface FilterFieldProps {
  readonly control: ListControl;
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'date';
}

/** A filter that is applied after a short pause in typing. */
function FilterField({ control, name, label, type = 'text' }: FilterFieldProps) {
  const value = control.state.only?.[name] ?? '';
  const [typed, setTyped] = useState(value);
  const [given, setGiven] = useState(value);
  if (value !== given) {
    setGiven(value);
    setTyped(value);
  }
  const apply = useDebouncedCallback((text: string) => control.filter(name, text.trim()), TYPING_PAUSE_MS);
  return (
    <TextInput
      label={label} type={type} size="xs" w={150} value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        apply(currentTarget.value);
      }}
    />
  );
}
