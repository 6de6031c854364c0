import { Button, Text } from '@mantine/core';
import { IconExternalLink } from '../../icons';
import { session } from '../../session/session';
import { Page } from '../../shell/Page';
import { Panel, Panels } from '../ui/Panel';
import rows from '../ui/rows.module.css';
import { FactorPanel } from './FactorPanel';
import { PasswordPanel } from './PasswordPanel';
import { SignInPanel } from './SignInPanel';

/** How the person proves who they are. */
export function SecurityPage() {
  return (
    <Page title="Sign-in" lead="How you prove that it is you.">
      <Panels>
        <SignInPanel />
        <PasswordPanel />
        <FactorPanel />
        <Panel title="Passkeys">
          <Text c="dimmed">
            A passkey signs you in with your device’s fingerprint reader, face recognition or PIN, or with a security key. It
            cannot be phished. Passkeys are set up on the identity service’s own page.
          </Text>
          <div className={rows.buttons}>
            <Button
              component="a" variant="default" href={`${session.settings.issuer}/passkeys`}
              rightSection={<IconExternalLink size={16} aria-hidden />}
            >
              Manage passkeys
            </Button>
          </div>
        </Panel>
      </Panels>
    </Page>
  );
}
