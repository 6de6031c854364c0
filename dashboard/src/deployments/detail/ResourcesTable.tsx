import { Table, Text } from '@mantine/core';
import type { Resource } from '../../api/types';
import { IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX, IconLoader2 } from '../../icons';
import { Tag } from '../../shell/Tag';
import { kindLabel } from '../kinds';
import type { Look } from '../status';
import styles from './panels.module.css';

const STATES: Record<Resource['state'], Look> = {
  planned: { label: 'planned', tone: 'quiet', icon: IconCircleDashed },
  creating: { label: 'creating', tone: 'busy', icon: IconLoader2, spin: true },
  ready: { label: 'ready', tone: 'good', icon: IconCircleCheck },
  deleting: { label: 'deleting', tone: 'busy', icon: IconLoader2, spin: true },
  deleted: { label: 'deleted', tone: 'quiet', icon: IconCircleMinus },
  failed: { label: 'failed', tone: 'bad', icon: IconCircleX },
};

/** Every object on the site that belongs to the deployment. */
export function ResourcesTable({ resources }: { resources: readonly Resource[] }) {
  if (resources.length === 0) {
    return <Text c="dimmed">Nothing has been created yet.</Text>;
  }
  return (
    <div className={styles.frame} tabIndex={0} role="group" aria-label="Resources, scrollable">
      <Table verticalSpacing="sm" horizontalSpacing="md" miw={720} aria-label="Resources">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Kind</Table.Th>
            <Table.Th>Name</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Detail</Table.Th>
            <Table.Th>Id on the site</Table.Th>
            <Table.Th ta="right">Attempt</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {resources.map((resource) => {
            const { label, ...look } = STATES[resource.state];
            return (
              <Table.Tr key={resource.id}>
                <Table.Td>{kindLabel(resource.kind)}</Table.Td>
                <Table.Td>
                  {resource.name}
                  <div className={styles.muted}>
                    {resource.node}
                    {resource.index !== undefined && resource.index > 0 && `, number ${resource.index + 1}`}
                  </div>
                </Table.Td>
                <Table.Td>
                  <Tag {...look}>{label}</Tag>
                </Table.Td>
                <Table.Td>{resource.detail}</Table.Td>
                <Table.Td className={styles.muted}>{resource.cloudId}</Table.Td>
                <Table.Td ta="right">{resource.attempt}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
