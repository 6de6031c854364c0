import { Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { session } from '../session/session';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Above the title: the way back. */
  readonly trail?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page's frame: heading, document title, actions. The heading takes the focus after navigation. */
export function Page({ title, lead, trail, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${session.organisation.name}`;
  }, [title]);
  return (
    <>
      {trail && <div className={styles.trail}>{trail}</div>}
      <div className={styles.head}>
        <div className={styles.words}>
          <Title order={1} tabIndex={-1} className={styles.title}>
            {title}
          </Title>
          {lead && <div className={styles.lead}>{lead}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </>
  );
}
