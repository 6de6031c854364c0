import { Text } from '@mantine/core';
import type { Quotas } from '../api/shared';
import { AmountBars } from './AmountBars';
import { nameOf } from './words';
import styles from './QuotaGroups.module.css';

/** The quotas of a project in a region, service by service. */
export function QuotaGroups({ quotas }: { quotas: Quotas }) {
  const services = Object.entries(quotas);
  return services.length === 0 ? (
    <Text c="dimmed" size="sm">No quota is known.</Text>
  ) : (
    <div className={styles.groups}>
      {services.map(([service, amounts]) => (
        <div key={service} role="group" aria-label={`${nameOf(service)}: what is free`}>
          <Text size="sm" fw={600} mb={4}>{nameOf(service)}</Text>
          <AmountBars amounts={amounts} perPerson />
        </div>
      ))}
    </div>
  );
}
