import { useQuery } from '@tanstack/react-query';
import { IconApps, IconInbox, IconLink, IconShieldLock, IconUserCircle, IconUsersGroup, IconWorld } from '../icons';
import { useMe } from '../session/me';
import { managedQuery } from './account/queries';
import { Section, type SectionPage } from './ui/Section';

const PAGES: readonly SectionPage[] = [
  { to: '/account/profile', label: 'Profile', icon: IconUserCircle },
  { to: '/account/security', label: 'Sign-in', icon: IconShieldLock },
  { to: '/account/identities', label: 'Linked identities', icon: IconLink },
  { to: '/account/groups', label: 'My groups', icon: IconUsersGroup },
  { to: '/account/clients', label: 'My clients', icon: IconApps },
  { to: '/account/sites', label: 'Sites I allowed', icon: IconWorld },
];

const DECIDE: SectionPage = { to: '/account/group-requests', label: 'Group requests', icon: IconInbox };

/** Everybody's own pages; who manages a group also finds the requests for it. */
export function MyAccount() {
  const { subject } = useMe();
  const managed = useQuery(managedQuery(subject));
  const decides = (managed.data?.managedGroups.length ?? 0) > 0;
  return <Section label="My account" pages={decides ? PAGES.toSpliced(4, 0, DECIDE) : PAGES} />;
}
