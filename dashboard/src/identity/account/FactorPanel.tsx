import { Button, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '../../format/format';
import { IconBan, IconDeviceMobile, IconShieldLock } from '../../icons';
import { Tag } from '../../shell/Tag';
import { addFactorSecret, disableFactor, readFactors, renewRecoveryCodes, type FactorSecret } from '../api/self';
import { ActionDialog } from '../ui/ActionDialog';
import { Loaded } from '../ui/Loaded';
import { Panel } from '../ui/Panel';
import { Refusal } from '../ui/Refusal';
import rows from '../ui/rows.module.css';
import { EnableFactorDialog } from './EnableFactorDialog';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';

/** The authenticator app: set up, or given up. */
export function FactorPanel() {
  const query = useQuery({ queryKey: ['identity', 'factors'], queryFn: ({ signal }) => readFactors(signal) });
  const [secret, setSecret] = useState<FactorSecret>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [asking, setAsking] = useState<'disable' | 'codes'>();
  const close = () => setAsking(undefined);
  const start = useMutation({
    mutationFn: addFactorSecret, onSuccess: setSecret, gcTime: 0,
  });
  return (
    <Panel title="Authenticator app">
      <Loaded query={query} what="The second factor">
        {(factors) =>
          factors === null ? (
            <Text c="dimmed">This identity service has no second factors.</Text>
          ) : factors.authenticatorAppActive ? (
            <>
              <div><Tag tone="good" icon={IconShieldLock}>On</Tag></div>
              <Text c="dimmed">
                You are asked for a code of your app when you sign in.
                {factors.recoveryCodesLeft !== undefined && ` ${plural(factors.recoveryCodesLeft, 'recovery code')} left.`}
              </Text>
              <div className={rows.buttons}>
                <Button
                  variant="default" leftSection={<IconBan size={16} aria-hidden />}
                  onClick={() => setAsking('disable')}
                >
                  Turn off
                </Button>
                <Button variant="default" onClick={() => setAsking('codes')}>New recovery codes</Button>
              </div>
            </>
          ) : (
            <>
              <div><Tag tone="warn" icon={IconShieldLock}>Off</Tag></div>
              <Text c="dimmed">With an app on your phone as second factor, a stolen password alone opens nothing.</Text>
              <div className={rows.buttons}>
                <Button
                  leftSection={<IconDeviceMobile size={16} aria-hidden />} loading={start.isPending}
                  onClick={() => start.mutate()}
                >
                  Set up
                </Button>
              </div>
              {start.isError && <Refusal error={start.error} />}
            </>
          )
        }
      </Loaded>
      {secret && (
        <EnableFactorDialog
          secret={secret} onClose={() => setSecret(undefined)}
          onDone={(enabled) => setCodes(enabled?.recoveryCodes)}
        />
      )}
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
      {asking === 'disable' && (
        <CodeDialog
          title="Turn the authenticator app off?" submit="Turn off" run={disableFactor} done="The authenticator app is off" onClose={close}
          text="The recovery codes stop working with it. Sites that demand a second factor will refuse you."
        />
      )}
      {asking === 'codes' && (
        <CodeDialog
          title="Make new recovery codes?" submit="Make new codes" run={renewRecoveryCodes} onClose={close}
          text="The codes that you have stop working." onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
        />
      )}
    </Panel>
  );
}

interface CodeDialogProps<R> {
  readonly title: string;
  readonly text: string;
  readonly submit: string;
  readonly run: (code: string) => Promise<R>;
  readonly done?: string;
  readonly onDone?: (result: R) => void;
  readonly onClose: () => void;
}

/** Asks for a code of the app before the app is changed. */
function CodeDialog<R>({ text, run, ...dialog }: CodeDialogProps<R>) {
  const [code, setCode] = useState('');
  return (
    <ActionDialog {...dialog} danger ready={code.trim() !== ''} run={() => run(code.replaceAll(' ', ''))}>
      <Text>{text}</Text>
      <TextInput
        label="Code of the app" required data-autofocus autoComplete="one-time-code" inputMode="numeric" value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
    </ActionDialog>
  );
}
