import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './CardTable.module.css';

interface CardTableProps {
  /** What it lists. */
  readonly label: string;
  readonly busy?: boolean;
  /** For what is particular to one table. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/**
 * A table on wide screens, cards on narrow ones; one structure for both. Cells with `data-label`
 * are named by it on a card.
 */
export function CardTable({ label, busy = false, className = '', children }: CardTableProps) {
  return (
    <div className={styles.frame}>
      <Table
        verticalSpacing="sm" horizontalSpacing="md" className={`${styles.table} ${className}`} aria-label={label}
        aria-busy={busy}
      >
        {children}
      </Table>
    </div>
  );
}
