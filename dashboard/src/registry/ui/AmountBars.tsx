import { Progress } from '@mantine/core';
import type { Amounts } from '../api/shared';
import { amountViews } from './amounts';
import styles from './AmountBars.module.css';

const COLORS = { fine: 'lagoon.6', tight: 'yellow.7', full: 'red.7' } as const;

interface AmountBarsProps {
  readonly amounts: Amounts;
  /** Only these resources; all without it. */
  readonly only?: readonly string[];
  /** Small, for a table's cell. */
  readonly dense?: boolean;
  /** Whether to tell what one person may use; a sum over projects says nothing of that. */
  readonly perPerson?: boolean;
}

/** What is left of each resource, as text and, where its limit and use are known, as a bar. */
export function AmountBars({ amounts, only, dense = false, perPerson = false }: AmountBarsProps) {
  const views = amountViews(amounts, only);
  return views.length === 0 ? (
    <span className={styles.label}>Not known</span>
  ) : (
    <dl className={styles.bars} data-dense={dense || undefined}>
      {views.map(({ resource, label, text, note, percent, level }) => (
        <div key={resource} className={styles.bar}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value} data-level={level}>
            {text}
            {percent !== undefined && (
              <Progress size={dense ? 4 : 6} radius="xl" mt={dense ? 2 : 4} value={percent} color={COLORS[level]} aria-label={`${label}: ${percent} % used`} />
            )}
            {note && perPerson && <span className={styles.note}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
