import { Progress } from '@mantine/core';
import type { Quota } from '../api/types';
import styles from './QuotaBars.module.css';
import { quotaViews } from './quota';

const COLORS = { fine: 'lagoon.6', tight: 'yellow.7', full: 'red.7' } as const;

/** What is left of each quota, as text and as a bar. */
export function QuotaBars({ quotas }: { quotas: readonly Quota[] }) {
  return (
    <dl className={styles.bars}>
      {quotaViews(quotas).map(({ resource, label, text, percent, level }) => (
        <div key={resource} className={styles.bar}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value} data-level={level}>
            {text}
            <Progress
              size={6} radius="xl" mt={4} value={percent ?? 0} color={COLORS[level]}
              aria-label={`${label}: ${percent === undefined ? 'no limit' : `${percent} % used`}`}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}
