import { Button, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../session/me';
import { plural } from '../../format/format';
import { ADMINISTRATOR, setAdministrator, setService, type Person } from '../api/people';
import { readFactorsOf, resetApp, resetPasskeys } from '../api/self';
import { ActionDialog } from '../ui/ActionDialog';
import { Facts } from '../ui/Facts';
import { Panel } from '../ui/Panel';

/** What the account may do, and the way back in for somebody who lost the second factor. */
export function SecurityPanel({ person }: { person: Person }) {
  const { subject } = useMe();
  const factors = useQuery({ queryKey: ['identity', 'factors', person.id], queryFn: ({ signal }) => readFactorsOf(person.id, signal) });
  const app = factors.data?.authenticatorAppActive ?? false;
  const passkeys = factors.data?.passkeys?.length ?? 0;
  const isSelf = person.id === subject;
  const [asking, setAsking] = useState<'administrator' | 'service' | 'app' | 'passkeys'>();
  const close = () => setAsking(undefined);
  const administrator = person.authorities.includes(ADMINISTRATOR);
  return (
    <Panel
      title="Rights and sign-in"
      // One's own are changed on one's own pages, with a code.
      actions={!isSelf && (
        <>
          {app && <Button size="xs" variant="default" onClick={() => setAsking('app')}>Reset the app</Button>}
          {passkeys > 0 && <Button size="xs" variant="default" onClick={() => setAsking('passkeys')}>Remove the passkeys</Button>}
        </>
      )}
    >
      <Switch
        label="Administrator" description="May see and change everything here, with tokens that ask for the administrators’ scopes."
        checked={administrator} disabled={isSelf} onChange={() => setAsking('administrator')}
      />
      <Switch
        label="Service account" description="For programs: it signs no use policy."
        checked={person.service} onChange={() => setAsking('service')}
      />
      {factors.data && (
        <Facts
          facts={[
            ['Authenticator app', app ? `on, ${plural(factors.data.recoveryCodesLeft ?? 0, 'recovery code')} left` : 'off'],
            ['Passkeys', passkeys === 0 ? 'none' : String(passkeys)],
          ]}
        />
      )}
      {asking === 'administrator' && (
        <ActionDialog
          title={administrator ? `Take the administration from ${person.name}?` : `Make ${person.name} an administrator?`}
          submit={administrator ? 'Take away' : 'Make administrator'} danger onClose={close}
          run={() => setAdministrator(person.id, !administrator)}
          done={administrator ? `${person.name} is no administrator any more` : `${person.name} is an administrator`}
        >
          <Text>
            {administrator
              ? 'The person leaves the administrators’ groups. Tokens with their scopes stop working at once.'
              : 'The person joins the administrators’ group: all accounts, groups, clients and keys are open to them.'}
          </Text>
        </ActionDialog>
      )}
      {asking === 'service' && (
        <ActionDialog
          title={person.service ? `${person.name} is a person?` : `${person.name} is a program?`} submit="Change" onClose={close}
          run={() => setService(person.id, !person.service)} done="The kind of account is changed"
        >
          <Text>{person.service ? 'From now on the account must sign the use policy.' : 'The account will not be asked to sign the use policy.'}</Text>
        </ActionDialog>
      )}
      {(asking === 'app' || asking === 'passkeys') && (
        <ActionDialog
          title={asking === 'app' ? `Reset the authenticator app of ${person.name}?` : `Remove the passkeys of ${person.name}?`}
          submit={asking === 'app' ? 'Reset' : 'Remove'} danger onClose={close}
          run={() => (asking === 'app' ? resetApp(person.id) : resetPasskeys(person.id))}
          done={asking === 'app' ? `${person.name} can set up a new app` : `${person.name} has no passkeys any more`}
        >
          <Text>
            {asking === 'app' ? 'The app’s codes and the recovery codes stop working. ' : 'They no longer open the account. '}
            Be sure that it is this person who asks: until they set up something new, the first factor alone opens the account.
          </Text>
        </ActionDialog>
      )}
    </Panel>
  );
}
