import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { IconShield } from '../icons';
import { useMe } from '../session/me';
import { session } from '../session/session';
import { Blank } from '../shell/Blank';
import { Page } from '../shell/Page';
import { ADMINISTRATION } from './sectionPages';
import { Section } from './ui/Section';

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
  return <Section label="Administration" pages={ADMINISTRATION} />;
}
