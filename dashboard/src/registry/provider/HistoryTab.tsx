import { Skeleton, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { formatDateTime, formatNumber, plural } from '../../format/format';
import { IconHistory } from '../../icons';
import { Loaded } from '../../identity/ui/Loaded';
import rows from '../../identity/ui/rows.module.css';
import { Blank } from '../../shell/Blank';
import { CardTable } from '../../shell/CardTable';
import { ListFoot, StaleNote } from '../../shell/ListFoot';
import { readChanges, readHistory, type Generation, type Provider } from '../api/providers';
import { Age } from '../ui/tags';
import { nameOf } from '../ui/words';
import styles from './HistoryTab.module.css';

const SIZE = 20;

/** So many changed items are listed at once; the rest on demand. */
const FEW = 50;

/** How the provider became what it is: each generation, and what it changed. */
export function HistoryTab({ provider }: { provider: Provider }) {
  const { page = 1 } = useSearch({ from: '/providers/$id' });
  const navigate = useNavigate({ from: '/providers/$id' });
  const query = useQuery({
    queryKey: ['registry', 'history', provider.id, page], queryFn: ({ signal }) => readHistory(provider.id, page, SIZE, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={query} what="The history">
      {({ content, page: { totalElements, totalPages } }) =>
        content.length === 0 ? (
          <Blank icon={IconHistory} title="No history" text="Nothing has been changed since the provider was first read." />
        ) : (
          <>
            {query.isError && <StaleNote />}
            <CardTable label="Generations" busy={query.isPlaceholderData} className={styles.table}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Generation</Table.Th>
                  <Table.Th>When</Table.Th>
                  <Table.Th>Changes</Table.Th>
                  {content.some(({ actor }) => actor) && <Table.Th>By</Table.Th>}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {content.map((generation) => <GenerationRow key={generation.version} provider={provider.id} generation={generation} />)}
              </Table.Tbody>
            </CardTable>
            <ListFoot
              count={plural(totalElements, 'generation')} pages={totalPages} page={page}
              onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }), replace: true })}
            />
          </>
        )}
    </Loaded>
  );
}

function GenerationRow({ provider, generation }: { provider: string; generation: Generation }) {
  const { generation: number, version, at, actor, reason, added, changed, ended } = generation;
  const [open, setOpen] = useState(false);
  const counts = ([[added, 'added'], [changed, 'changed'], [ended, 'ended']] as const).filter(([count]) => count > 0);
  return (
    <Table.Tr>
      <Table.Td fw={600}>{formatNumber(number)}</Table.Td>
      <Table.Td data-label="When"><span title={formatDateTime(at)}><Age at={at} /></span></Table.Td>
      <Table.Td>
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className="text-link" aria-label={`What generation ${number} changed`}>
            {counts.map(([count, what]) => `${formatNumber(count)} ${what}`).join(', ') || 'Nothing in the items'}
          </summary>
          {open && <ChangedItems provider={provider} version={version} />}
        </details>
      </Table.Td>
      {actor && (
        <Table.Td data-label="By">
          <span>{actor}{reason && <Text span size="sm" c="dimmed" display="block">{reason}</Text>}</span>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function ChangedItems({ provider, version }: { provider: string; version: number }) {
  const query = useQuery({
    queryKey: ['registry', 'changes', provider, version], queryFn: ({ signal }) => readChanges(provider, version, signal), staleTime: Infinity,
  });
  const [all, setAll] = useState(false);
  if (query.isError) {
    return <Text role="alert" c="var(--mantine-color-error)">{asProblem(query.error).message}</Text>;
  }
  if (query.isPending) {
    return <Skeleton height={48} mt="xs" role="status" aria-label="Loading the changes" />;
  }
  if (query.data.length === 0) {
    return <Text size="sm" c="dimmed">Nothing that you may see.</Text>;
  }
  return (
    <ul className={styles.items} aria-label="Changed items">
      {(all ? query.data : query.data.slice(0, FEW)).map((item) => (
        <li key={`${item.kind}/${item.id}`}>
          <details>
            <summary>
              {nameOf(item.kind)} <span className={rows.code}>{item.key.at(-1) ?? item.id}</span> {item.what}
            </summary>
            <pre className={rows.pre} tabIndex={0}>{JSON.stringify(item.item, null, 2)}</pre>
          </details>
        </li>
      ))}
      {!all && query.data.length > FEW && (
        <li>
          <button type="button" className={styles.more} onClick={() => setAll(true)}>Show all {formatNumber(query.data.length)}</button>
        </li>
      )}
    </ul>
  );
}
