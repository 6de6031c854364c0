import { Outlet, useRouter } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { session } from '../session/session';
import { GroupSwitcher } from './GroupSwitcher';
import { Mark } from './Mark';
import { Navigation } from './Navigation';
import styles from './Shell.module.css';
import { ThemeToggle } from './ThemeToggle';
import { ToastRegion } from './ToastRegion';
import { UserMenu } from './UserMenu';

/** What every page has around it. */
export function Shell() {
  useFocusOnNavigation();
  const { organisation } = session;
  return (
    <>
      <a className={styles.skip} href="#content" onClick={focusContent}>
        Skip to the content
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link to="/" className={styles.brand} aria-label={`${organisation.name}, to the catalogue`}>
            <Mark size={32} logo={organisation.logo} />
            <span className={styles.name}>{organisation.name}</span>
          </Link>
          <Navigation />
          <div className={styles.tools}>
            <GroupSwitcher />
            <ThemeToggle />
            <UserMenu />
          </div>
        </div>
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <ToastRegion />
    </>
  );
}

function focusContent(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** Moves the focus to the new page's heading, so that a screen reader says where one has come. */
function useFocusOnNavigation() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) {
          document.querySelector('h1')?.focus();
        }
      }),
    [router],
  );
}
