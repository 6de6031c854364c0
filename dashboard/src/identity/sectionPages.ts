import {
  IconAdjustments, IconApps, IconArrowsExchange, IconCertificate, IconFileCertificate, IconFileText, IconHistory, IconInbox, IconKey, IconLink, IconShieldLock,
  IconSitemap, IconUserCircle, IconUserPlus, IconUsers, IconUsersGroup, IconWorld,
} from '../icons';
import type { SectionPage } from './ui/Section';

/** The pages of the administration, in the order of its navigation. */
export const ADMINISTRATION: readonly SectionPage[] = [
  { to: '/admin/people', label: 'People', icon: IconUsers },
  { to: '/admin/registrations', label: 'Registrations', icon: IconUserPlus },
  { to: '/admin/groups', label: 'Groups', icon: IconSitemap },
  { to: '/admin/group-requests', label: 'Group requests', icon: IconInbox },
  { to: '/admin/certificate-requests', label: 'Certificate requests', icon: IconFileCertificate },
  { to: '/admin/clients', label: 'Clients', icon: IconApps },
  { to: '/admin/scopes', label: 'Scopes', icon: IconKey },
  { to: '/admin/scope-policies', label: 'Scope policies', icon: IconAdjustments },
  { to: '/admin/exchange-policies', label: 'Exchange policies', icon: IconArrowsExchange },
  { to: '/admin/aup', label: 'Use policy', icon: IconFileText },
  { to: '/admin/keys', label: 'Signing keys', icon: IconCertificate },
  { to: '/admin/audit', label: 'Audit log', icon: IconHistory },
];

/** Everybody's own pages; those who manage a group also find the requests for it. */
export function accountPages(decides: boolean): readonly SectionPage[] {
  return [
    { to: '/account/profile', label: 'Profile', icon: IconUserCircle },
    { to: '/account/security', label: 'Sign-in', icon: IconShieldLock },
    { to: '/account/identities', label: 'Linked identities', icon: IconLink },
    { to: '/account/groups', label: 'My groups', icon: IconUsersGroup },
    ...(decides ? [{ to: '/account/group-requests', label: 'Group requests', icon: IconInbox } as const] : []),
    { to: '/account/clients', label: 'My clients', icon: IconApps },
    { to: '/account/sites', label: 'Sites I allowed', icon: IconWorld },
  ];
}
