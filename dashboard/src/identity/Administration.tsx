import { Text } from '@mantine/core';
import { useEffect } from 'react';
import {
  IconAdjustments, IconApps, IconArrowsExchange, IconCertificate, IconFileCertificate, IconFileText, IconHistory, IconInbox, IconKey, IconShield, IconSitemap,
  IconUserPlus, IconUsers,
} from '../icons';
import { useMe } from '../session/me';
import { session } from '../session/session';
import { Blank } from '../shell/Blank';
import { Page } from '../shell/Page';
import { Section, type SectionPage } from './ui/Section';

const PAGES: readonly SectionPage[] = [
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

/**
 * The administration's pages. They need a token with the administrators' scopes, which an ordinary
 * visit does not ask for: coming here from another page takes one round to the identity service.
 */
export function Administration() {
  const { admin } = useMe();
  const { administration } = session;
  const leaving = admin && administration === 'ask';
  useEffect(() => {
    if (leaving) {
      void session.elevate();
    }
  }, [leaving]);
  if (leaving) {
    return <Text role="status" c="dimmed">Opening the administration</Text>;
  }
  if (administration !== 'yes') {
    return (
      <Page title="Administration">
        <Blank
          icon={IconShield} title="You may not see this"
          text="These pages are for administrators. If you have become one just now, sign out and in again."
        />
      </Page>
    );
  }
  return <Section label="Administration" pages={PAGES} />;
}
