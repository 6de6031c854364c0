import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ErrorPanel } from '../../shell/ErrorPanel';
import { Page } from '../../shell/Page';
import { deploymentQuery } from '../queries';
import { DeploymentDetail } from './DeploymentDetail';

export function DeploymentPage() {
  const { id } = useParams({ from: '/deployments/$id' });
  const deployment = useQuery(deploymentQuery(id));
  if (deployment.data) {
    return <DeploymentDetail key={id} deployment={deployment.data} />;
  }
  return (
    <Page title="Deployment" trail={<Link to="/deployments" className="text-link">My deployments</Link>}>
      {deployment.isError ? (
        <ErrorPanel error={deployment.error} what="This deployment" onRetry={() => void deployment.refetch()} />
      ) : (
        <Skeleton height={420} radius="lg" role="status" aria-label="Loading the deployment" />
      )}
    </Page>
  );
}
