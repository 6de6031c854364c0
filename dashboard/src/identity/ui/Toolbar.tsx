import type { ReactNode } from 'react';
import styles from './Toolbar.module.css';

/** What narrows a list. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.toolbar} role="search" aria-label={label}>
      {children}
    </div>
  );
}
