import { Table } from '@mantine/core';
import { plural } from '../../format/format';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '../../icons';
import { CardTable } from '../../shell/CardTable';
import { Tag } from '../../shell/Tag';
import type { FreshnessOf } from '../api/shared';
import { summaryOf } from './freshness';
import styles from './FreshnessDetails.module.css';
import { Age, HeldTag, OutcomeTag } from './tags';
import { nameOf } from './words';

interface FreshnessDetailsProps {
  readonly freshness: FreshnessOf;
  /** Whose, for the table's name: `project cms in tier1`. */
  readonly of: string;
}

/** How fresh what is shown is: in short, and part by part with reasons on demand. */
export function FreshnessDetails({ freshness, of }: FreshnessDetailsProps) {
  const { parts, notFresh, held, oldestGood } = summaryOf(freshness);
  const all = Object.entries(freshness);
  if (all.length === 0) {
    return null;
  }
  return (
    <div>
      <div className={styles.summary}>
        {parts === 0 ? (
          <Tag tone="quiet" icon={IconCircleDashed}>Not read</Tag>
        ) : notFresh === 0 ? (
          <Tag tone="good" icon={IconCircleCheck}>All parts fresh</Tag>
        ) : (
          <Tag tone="warn" icon={IconAlertTriangle}>{`${notFresh} of ${plural(parts, 'part')} not fresh`}</Tag>
        )}
        {held > 0 && <HeldTag>{plural(held, 'held loss', 'held losses')}</HeldTag>}
        {oldestGood === null ? (
          <span>something was never read well</span>
        ) : oldestGood !== undefined && (
          <span>{notFresh > 0 ? 'oldest good reading ' : 'read '}<Age at={oldestGood} /></span>
        )}
      </div>
      <details className={styles.details}>
        <summary>What was read, part by part</summary>
        <CardTable label={`Parts of ${of}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Part</Table.Th>
              <Table.Th>Last try</Table.Th>
              <Table.Th>Tried</Table.Th>
              <Table.Th>Last good</Table.Th>
              <Table.Th>Reason</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map(([facet, { outcome, triedAt, goodAt, reason, held: isHeld }]) => (
              <Table.Tr key={facet}>
                <Table.Td fw={600}>{nameOf(facet)}</Table.Td>
                <Table.Td data-label="Last try"><OutcomeTag outcome={outcome} /></Table.Td>
                <Table.Td data-label="Tried"><Age at={triedAt} /></Table.Td>
                <Table.Td data-label="Last good"><Age at={goodAt} /></Table.Td>
                <Table.Td data-label="Reason">
                  <span>{[reason, isHeld && 'Losses are held back'].filter(Boolean).join('. ') || '–'}</span>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </CardTable>
      </details>
    </div>
  );
}
