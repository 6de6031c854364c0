import { ActionIcon, Progress, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DeploymentSummary } from '../api/types';
import { ServiceIcon } from '../catalogue/ServiceIcon';
import { formatAge, formatDateTime } from '../format/format';
import { useNow } from '../format/useNow';
import { IconTrash } from '../icons';
import { CardTable } from '../shell/CardTable';
import titles from '../shell/itemTitle.module.css';
import { DeleteDialog } from './DeleteDialog';
import styles from './DeploymentsTable.module.css';
import { EndpointLink } from './EndpointLink';
import { StatusTag } from './StatusTag';
import { isSettled, titleOf } from './status';

interface DeploymentsTableProps {
  readonly deployments: readonly DeploymentSummary[];
  /** Whether owner and group are shown: in lists that hold other people's. */
  readonly withOwner: boolean;
}

/** Deployments with their states; each may be deleted from here. */
export function DeploymentsTable({ deployments, withOwner }: DeploymentsTableProps) {
  const now = useNow();
  const [deleting, setDeleting] = useState<DeploymentSummary>();
  return (
    <>
      <CardTable label="Deployments" className={styles.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Deployment</Table.Th>
            <Table.Th>Status</Table.Th>
            {withOwner && <Table.Th>Owner</Table.Th>}
            {withOwner && <Table.Th>Group</Table.Th>}
            <Table.Th>Site</Table.Th>
            <Table.Th>Age</Table.Th>
            <Table.Th>Address</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deployments.map((deployment) => (
            <Table.Tr key={deployment.id}>
              <Table.Td className={styles.what}>
                <ServiceIcon name={deployment.icon} small />
                <span>
                  <Link to="/deployments/$id" params={{ id: deployment.id }} className={titles.title}>
                    {titleOf(deployment)}
                  </Link>
                  <Text size="sm" c="dimmed">
                    {deployment.serviceName}
                  </Text>
                </span>
              </Table.Td>
              <Table.Td data-label="Status">
                <StatusTag status={deployment.status} reason={deployment.statusReason} />
                {!isSettled(deployment.status) && (
                  <Progress
                    value={deployment.progress} size={4} mt={6} maw={110} color="lagoon.6"
                    aria-label={`Progress of ${titleOf(deployment)}: ${deployment.progress} %`}
                  />
                )}
              </Table.Td>
              {withOwner && <Table.Td data-label="Owner">{deployment.owner.name}</Table.Td>}
              {withOwner && <Table.Td data-label="Group">{deployment.group}</Table.Td>}
              <Table.Td data-label="Site">
                {deployment.provider ?? <Text span c="dimmed">not chosen yet</Text>}
                {deployment.region && (
                  <Text size="sm" c="dimmed" className={styles.region}>
                    {deployment.region}
                  </Text>
                )}
              </Table.Td>
              <Table.Td data-label="Age" title={formatDateTime(deployment.createdAt)} className={styles.age}>
                {formatAge(deployment.createdAt, now)}
              </Table.Td>
              <Table.Td data-label="Address">
                {deployment.endpoint ? <EndpointLink address={deployment.endpoint} /> : <span aria-label="none">–</span>}
              </Table.Td>
              <Table.Td className={styles.actions}>
                {deployment.actions.includes('delete') && (
                  <Tooltip label="Delete">
                    <ActionIcon
                      variant="subtle" color="gray" size="lg" aria-label={`Delete ${titleOf(deployment)}`}
                      onClick={() => setDeleting(deployment)}
                    >
                      <IconTrash size={18} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </CardTable>
      {deleting && <DeleteDialog deployment={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}
