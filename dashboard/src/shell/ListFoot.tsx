import { Pagination } from '@mantine/core';
import styles from './ListFoot.module.css';

interface ListFootProps {
  /** How many there are, such as `3 people`. */
  readonly count: string;
  readonly pages: number;
  /** Counted from 1. */
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** Below a list: how many there are, and the way to the other pages. */
export function ListFoot({ count, pages, page, onPage }: ListFootProps) {
  return (
    <div className={styles.foot}>
      <span className={styles.count}>{count}</span>
      {pages > 1 && (
        <Pagination
          total={pages} value={page} onChange={onPage} getItemProps={(item) => ({ 'aria-label': `Page ${item}` })}
          getControlProps={(which) => ({ 'aria-label': which === 'next' ? 'Next page' : 'Previous page' })}
        />
      )}
    </div>
  );
}

/** Above a list that is shown although it could not be renewed. */
export function StaleNote() {
  return <p role="status" className={styles.stale}>The list could not be renewed; it may be out of date.</p>;
}
