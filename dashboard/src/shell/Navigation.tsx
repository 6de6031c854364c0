import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { isAdministration } from '../session/adminMode';
import { useMe } from '../session/me';
import { IconLayoutGrid, IconMapPin, IconShield, IconServer, IconStack2, IconUsers } from '../icons';
import styles from './Navigation.module.css';

const PAGES = [
  { to: '/catalogue', label: 'Catalogue', short: 'Catalogue', icon: IconLayoutGrid, admin: false },
  { to: '/deployments', label: 'My deployments', short: 'Mine', icon: IconStack2, admin: false },
  { to: '/sites', label: 'Sites', short: 'Sites', icon: IconMapPin, admin: false },
  { to: '/providers', label: 'Providers', short: 'Providers', icon: IconServer, admin: false },
  { to: '/admin/deployments', label: 'All deployments', short: 'All', icon: IconUsers, admin: true },
  { to: '/admin/people', label: 'Administration', short: 'Admin', icon: IconShield, admin: true },
] as const;

export function Navigation() {
  const { admin } = useMe();
  const { pathname } = useLocation();
  const here = isAdministration(`/ui${pathname}`) ? '/admin/people' : pathname === '/usable' ? '/providers' : undefined;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the names may be wider than the screen.
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <nav ref={nav} aria-label="Pages" className={styles.nav}>
      <ul className={styles.list}>
        {PAGES.filter((page) => admin || !page.admin).map((page) => (
          <li key={page.to}>
            <Link to={page.to} className={styles.link} aria-label={page.label} {...(page.to === here ? { 'aria-current': 'page' } : {})}>
              <page.icon size={18} stroke={1.8} aria-hidden />
              <span className={styles.long}>{page.label}</span>
              <span className={styles.short}>{page.short}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
