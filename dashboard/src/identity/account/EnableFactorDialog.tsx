import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../../shell/CopyButton';
import { enableFactor, type EnabledFactor, type FactorSecret } from '../api/self';
import { ActionDialog } from '../ui/ActionDialog';
import styles from './Factor.module.css';

interface EnableFactorDialogProps {
  readonly secret: FactorSecret;
  readonly onDone: (enabled: EnabledFactor | undefined) => void;
  readonly onClose: () => void;
}

/** Shows the secret to the app, and has the app prove that it knows it. */
export function EnableFactorDialog({ secret: { secret, dataUri }, onDone, onClose }: EnableFactorDialogProps) {
  const [code, setCode] = useState('');
  return (
    <ActionDialog
      title="Set up the authenticator app" submit="Turn on" ready={/^\d{6,8}$/.test(code.replaceAll(' ', ''))}
      run={() => enableFactor(code.replaceAll(' ', ''))} done="The authenticator app is on" onDone={onDone} onClose={onClose}
    >
      <Text>1. Scan this picture with the app.</Text>
      <img
        src={dataUri} alt="QR code with the secret for the app" className={styles.picture} width={200} height={200}
      />
      <div>
        <Text size="sm" c="dimmed">Or type the secret into the app:</Text>
        <div className={styles.secret}>
          <code>{secret}</code>
          <CopyButton value={secret} what="the secret" />
        </div>
      </div>
      <TextInput
        label="2. Type the code that the app shows" required autoComplete="one-time-code" inputMode="numeric" value={code} data-autofocus
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
    </ActionDialog>
  );
}
