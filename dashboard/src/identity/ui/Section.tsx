import { Link, Outlet, useLocation, type LinkProps } from '@tanstack/react-router';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import styles from './Section.module.css';

export interface SectionPage {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly icon: Icon;
}

interface SectionProps {
  /** The name of the navigation, such as `Administration`. */
  readonly label: string;
  readonly pages: readonly SectionPage[];
}

/** Pages that belong together: their own navigation beside them, above them on a phone. */
export function Section({ label, pages }: SectionProps) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // On a phone the names are wider than the screen.
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <div className={styles.section}>
      <nav ref={nav} aria-label={label} className={styles.nav}>
        <ul className={styles.list}>
          {pages.map(({ to, label: name, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                search={(before: { group?: string }) => (before.group === undefined ? {} : { group: before.group })}
                activeOptions={{ includeSearch: false }} className={styles.link}
              >
                <Icon size={18} stroke={1.8} aria-hidden />
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.page}>
        <Outlet />
      </div>
    </div>
  );
}
