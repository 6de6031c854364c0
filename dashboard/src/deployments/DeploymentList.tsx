import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { plural } from '../format/format';
import { IconRocket, IconSearch } from '../icons';
import { Blank } from '../shell/Blank';
import { ErrorPanel } from '../shell/ErrorPanel';
import { ListFoot, StaleNote } from '../shell/ListFoot';
import { DeploymentsTable } from './DeploymentsTable';
import { deploymentsQuery, PAGE_SIZE, type ListFilter } from './queries';

interface DeploymentListProps {
  readonly filter: ListFilter;
  readonly filtered: boolean;
  readonly onPage: (page: number) => void;
  readonly onClear: () => void;
}

/** One page of deployments, renewed every few seconds while it is looked at. */
export function DeploymentList({ filter, filtered, onPage, onClear }: DeploymentListProps) {
  const list = useQuery(deploymentsQuery(filter));
  if (list.isError && !list.data) {
    return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.isPending) {
    return <Skeleton height={320} radius="lg" role="status" aria-label="Loading the deployments" />;
  }
  const { content, totalElements } = list.data;
  if (content.length === 0 && filtered) {
    return (
      <Blank icon={IconSearch} title="No deployment matches" text="Nothing fits the filters.">
        <Button variant="default" onClick={onClear}>
          Clear the filters
        </Button>
      </Blank>
    );
  }
  if (content.length === 0) {
    return (
      <Blank
        icon={IconRocket} title="No deployments yet"
        text="Pick a service from the catalogue; it is set up on one of your group's sites in a few minutes."
      >
        <Button component={Link} to="/catalogue">
          Go to the catalogue
        </Button>
      </Blank>
    );
  }
  return (
    <>
      {list.isError && <StaleNote />}
      <DeploymentsTable deployments={content} withOwner={filter.scope !== 'mine'} />
      <ListFoot
        count={plural(totalElements, 'deployment')} pages={Math.ceil(totalElements / PAGE_SIZE)} page={filter.page + 1}
        onPage={(page) => onPage(page - 1)}
      />
    </>
  );
}
