import { Button, NativeSelect, SegmentedControl, Skeleton, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { PAGE_SIZE } from '../../identity/api/http';
import { DataList, type Column } from '../../identity/ui/DataList';
import rows from '../../identity/ui/rows.module.css';
import { SearchField } from '../../identity/ui/SearchField';
import { Toolbar } from '../../identity/ui/Toolbar';
import { useListState } from '../../identity/ui/useListState';
import { plural } from '../../format/format';
import { IconAlertTriangle, IconLayoutGrid, IconSearch, IconServer } from '../../icons';
import { useActiveGroup } from '../../session/activeGroup';
import { Blank } from '../../shell/Blank';
import { ErrorPanel } from '../../shell/ErrorPanel';
import { StaleNote } from '../../shell/ListFoot';
import { Page } from '../../shell/Page';
import { Tag } from '../../shell/Tag';
import { allProviders, type ProviderLine } from '../api/providers';
import { ProviderMap } from '../map/ProviderMap';
import { MAIN_RESOURCES } from '../ui/amounts';
import { AmountBars } from '../ui/AmountBars';
import { Age, HeldTag, StatusTag } from '../ui/tags';
import { STATUSES, TYPES } from '../ui/words';
import styles from './ProvidersPage.module.css';
import { searchProviders } from './search';

const COLUMNS: readonly Column<ProviderLine>[] = [
  { label: 'Provider', role: 'name', sort: 'name', cell: ({ id, name, isPublic }) => (
    <>
      <Link to="/providers/$id" params={{ id }} className={rows.title}>{name}</Link>
      {isPublic === false && <Text size="sm" c="dimmed">not public</Text>}
    </>
  ) },
  { label: 'Type', sort: 'type', cell: ({ type }) => <span>{TYPES[type]}</span> },
  { label: 'Status', sort: 'status', cell: ({ status }) => (status ? <StatusTag status={status} /> : <span>–</span>) },
  { label: 'Last read', sort: 'read', cell: ({ heardAt, notFresh, held }) => (
    <div className={styles.fresh}>
      <Age at={heardAt} />
      {!!notFresh && (
        <Tag tone="warn" icon={IconAlertTriangle} title="The last try failed or was forbidden; what was read before is shown">
          {`${plural(notFresh, 'part')} not fresh`}
        </Tag>
      )}
      {!!held && <HeldTag>{plural(held, 'held loss', 'held losses')}</HeldTag>}
    </div>
  ) },
  { label: 'Regions', cell: ({ regions }) => (
    <div>
      {regions.map(({ id, name, location }) => (
        <div key={id}>{name}{location && <Text span size="sm" c="dimmed"> {location.site}</Text>}</div>
      ))}
    </div>
  ) },
  { label: 'Capacity', sort: 'free', cell: ({ capacity }) => <AmountBars dense amounts={capacity} only={MAIN_RESOURCES} /> },
  { label: 'Projects', sort: 'projects', cell: ({ projects }) => <span>{projects ?? '–'}</span> },
];

const EMPTY = {
  icon: IconServer, title: 'No provider to see',
  text: 'You see the providers that have an agreement with one of your groups. Ask the manager of your community, or an administrator of the federation.',
};

/** The federation's providers, as far as the person may see them. */
export function ProvidersPage() {
  const control = useListState();
  const { view } = useSearch({ from: '/providers' });
  const navigate = useNavigate({ from: '/providers' });
  const group = useActiveGroup();
  const { state } = control;
  const all = useQuery({ queryKey: ['registry', 'providers'], queryFn: ({ signal }) => allProviders(signal), staleTime: 20_000 });
  const list = useQuery({
    queryKey: ['registry', 'providers'], queryFn: ({ signal }) => allProviders(signal), staleTime: 20_000,
    select: (providers) => {
      const found = searchProviders(providers, state);
      return { total: found.length, items: found.slice((control.page - 1) * PAGE_SIZE, control.page * PAGE_SIZE) };
    },
  });
  return (
    <Page
      title="Providers" lead="The clouds of the federation: how they are, where they are and what is free."
      actions={group && (
        <Button component={Link} to="/usable" variant="default" leftSection={<IconLayoutGrid size={16} aria-hidden />}>
          What {group} can use
        </Button>
      )}
    >
      <Toolbar label="Search the providers">
        <SearchField label="Name, region or place" value={state.q ?? ''} onSearch={control.search} />
        <NativeSelect
          aria-label="Status" value={state.only?.['status'] ?? ''} onChange={({ currentTarget }) => control.filter('status', currentTarget.value)}
          data={[{ value: '', label: 'Any status' }, ...Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }))]}
        />
        <NativeSelect
          aria-label="Type" value={state.only?.['type'] ?? ''} onChange={({ currentTarget }) => control.filter('type', currentTarget.value)}
          data={[{ value: '', label: 'Any type' }, ...Object.entries(TYPES).map(([value, label]) => ({ value, label }))]}
        />
        <Switch
          label="Only with something not fresh" className={styles.switch ?? ''} checked={state.only?.['fresh'] !== undefined}
          onChange={({ currentTarget }) => control.filter('fresh', currentTarget.checked ? 'not' : undefined)}
        />
        <SegmentedControl
          aria-label="Show as" value={view ?? 'table'} data={[{ value: 'table', label: 'Table' }, { value: 'map', label: 'Map' }]}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, view: next === 'map' ? 'map' : undefined }), replace: true })}
        />
      </Toolbar>
      {view !== 'map' ? (
        <DataList
          one="provider" many="providers" columns={COLUMNS} list={list} keyOf={({ id }) => id} control={control} usualSort="name" empty={EMPTY}
        />
      ) : all.isError && !all.data ? (
        <ErrorPanel ofGroup={false} error={all.error} onRetry={() => void all.refetch()} />
      ) : all.isPending ? (
        <Skeleton height={420} radius="lg" role="status" aria-label="Loading the providers" />
      ) : all.data.length === 0 ? (
        <Blank {...EMPTY} />
      ) : (
        <>
          {all.isError && <StaleNote />}
          <MapOf found={searchProviders(all.data, state)} onClear={control.clear} />
        </>
      )}
    </Page>
  );
}

function MapOf({ found, onClear }: { found: ProviderLine[]; onClear: () => void }) {
  return found.length > 0 ? (
    <ProviderMap providers={found} />
  ) : (
    <Blank icon={IconSearch} title="Nothing matches" text="No provider fits the search.">
      <Button variant="default" onClick={onClear}>Show all providers</Button>
    </Blank>
  );
}
