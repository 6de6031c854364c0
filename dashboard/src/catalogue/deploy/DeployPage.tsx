import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useActiveGroup } from '../../session/activeGroup';
import { ErrorPanel } from '../../shell/ErrorPanel';
import { NoGroup } from '../../shell/NoGroup';
import { Page } from '../../shell/Page';
import { serviceQuery } from '../queries';
import { DeployWizard } from './DeployWizard';

export function DeployPage() {
  const { service: id } = useParams({ from: '/catalogue/$service/deploy' });
  const group = useActiveGroup();
  const service = useQuery({ ...serviceQuery(group ?? '', id), enabled: group !== undefined });
  return (
    <Page
      title={service.data ? `Deploy ${service.data.name}` : 'Deploy'}
      lead={service.data?.description}
      trail={<Link to="/catalogue" className="text-link">Catalogue</Link>}
    >
      {!group ? (
        <NoGroup />
      ) : service.isError ? (
        <ErrorPanel error={service.error} what="This service" onRetry={() => void service.refetch()} />
      ) : service.isPending ? (
        <Skeleton height={420} radius="lg" role="status" aria-label="Loading the form" />
      ) : (
        // Another group or version is another form.
        <DeployWizard key={`${group}/${service.data.version}`} group={group} service={service.data} />
      )}
    </Page>
  );
}
