import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asProblem } from '../../api/problem';
import { plural } from '../../format/format';
import { IconMapPin, IconRocket, IconSearch } from '../../icons';
import rows from '../../identity/ui/rows.module.css';
import { SearchField } from '../../identity/ui/SearchField';
import { Toolbar } from '../../identity/ui/Toolbar';
import { useListState } from '../../identity/ui/useListState';
import { useActiveGroup } from '../../session/activeGroup';
import { session } from '../../session/session';
import { Blank } from '../../shell/Blank';
import { ErrorPanel } from '../../shell/ErrorPanel';
import { StaleNote } from '../../shell/ListFoot';
import { NoGroup } from '../../shell/NoGroup';
import { Page } from '../../shell/Page';
import { readUsable } from '../api/usable';
import { searchUsable } from './search';
import { UsableCard } from './UsableCard';

/** What the active group can use, and where. */
export function UsablePage() {
  const group = useActiveGroup();
  return (
    <Page
      title="What my group can use" trail={<Link to="/providers" className="text-link">Providers</Link>}
      lead={group && `Where ${group} has a project: flavors, images and networks there, and what is free.`}
      actions={group && <Button component={Link} to="/catalogue" leftSection={<IconRocket size={16} aria-hidden />}>Deploy</Button>}
    >
      {group ? <UsableOf key={group} group={group} /> : <NoGroup />}
    </Page>
  );
}

function UsableOf({ group }: { group: string }) {
  const control = useListState();
  const text = control.state.q ?? '';
  const query = useQuery({
    queryKey: ['registry', 'usable', group], queryFn: ({ signal }) => readUsable(group, session.settings.issuer, signal),
    staleTime: 20_000,
  });
  if (query.isError && !query.data) {
    // The registry knows a group by its agreements only.
    return asProblem(query.error).status === 404 ? (
      <NothingUsable group={group} />
    ) : (
      <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (query.isPending) {
    return <Skeleton height={420} radius="lg" role="status" aria-label="Loading what can be used" />;
  }
  const all = searchUsable(query.data.providers, '');
  const found = searchUsable(query.data.providers, text);
  if (all.length === 0) {
    return <NothingUsable group={group} />;
  }
  return (
    <>
      {query.isError && <StaleNote />}
      <Toolbar label="Search what can be used">
        <SearchField label="Place, flavor, image or network" value={text} onSearch={control.search} />
      </Toolbar>
      {found.length === 0 ? (
        <Blank icon={IconSearch} title="Nothing matches" text="No place, flavor, image or network fits the search.">
          <Button variant="default" onClick={control.clear}>Show everything</Button>
        </Blank>
      ) : (
        <>
          <div className={rows.stack}>
            {found.map((place) => (
              <UsableCard key={`${place.provider.id}/${place.region.id}/${place.project.id}/${text}`} place={place} />
            ))}
          </div>
          <Text role="status" c="dimmed" mt="md">{plural(found.length, 'place')}{found.length < all.length && ` of ${all.length}`}</Text>
        </>
      )}
    </>
  );
}

function NothingUsable({ group }: { group: string }) {
  return (
    <Blank
      icon={IconMapPin} title={`No provider has a project for ${group}`}
      text="A provider opens to a group with a service level agreement. Ask the manager of your community, or an administrator of the federation."
    />
  );
}
