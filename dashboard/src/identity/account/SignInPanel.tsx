import { Button, Text } from '@mantine/core';
import { formatDateTime } from '../../format/format';
import { IconShieldLock } from '../../icons';
import { methodNames, TWO_FACTORS } from '../../session/proof';
import { session } from '../../session/session';
import { Tag } from '../../shell/Tag';
import { Facts } from '../ui/Facts';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';

/** How the sign-in of this page was made, and the way to a fresher or a stronger one. */
export function SignInPanel() {
  const { proof } = session;
  const strong = proof.context === TWO_FACTORS;
  return (
    <Panel title="This sign-in">
      <div>
        {strong ? <Tag tone="good" icon={IconShieldLock}>Two factors</Tag> : <Tag tone="warn" icon={IconShieldLock}>One factor</Tag>}
      </div>
      <Facts
        facts={[
          ['When', proof.at === undefined ? 'Not told' : formatDateTime(proof.at)],
          ['With', methodNames(proof).join(', ') || 'Not told'],
          ['Assurance', strong || proof.context === undefined ? undefined : <span className={rows.code}>{proof.context}</span>],
        ]}
      />
      <Text size="sm" c="dimmed">Some changes want a sign-in that is fresh or was made with a second factor. You come back to this page.</Text>
      <div className={rows.buttons}>
        <Button variant="default" onClick={() => void session.confirm({ maxAge: 0 })}>Confirm it’s you</Button>
        {!strong && (
          <Button variant="default" onClick={() => void session.confirm({ context: TWO_FACTORS })}>Use a second factor</Button>
        )}
      </div>
    </Panel>
  );
}
