import { Button, PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { session } from '../../session/session';
import { changePassword } from '../api/self';
import { ActionDialog } from '../ui/ActionDialog';
import { Panel } from '../ui/Panel';
import rows from '../ui/rows.module.css';

export function PasswordPanel() {
  const [changing, setChanging] = useState(false);
  return (
    <Panel title="Password">
      <Text c="dimmed">Whoever knows it and has your second factor is you. Use one that you use nowhere else.</Text>
      <div className={rows.buttons}>
        <Button variant="default" onClick={() => setChanging(true)}>Change the password</Button>
      </div>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </Panel>
  );
}

const EYE = { 'aria-label': 'Show or hide the password' };

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const [{ current, wanted, again }, setFields] = useState({ current: '', wanted: '', again: '' });
  const differ = again !== '' && wanted !== again;
  return (
    <ActionDialog
      title="Change the password" submit="Change and sign in again" ready={current !== '' && wanted !== '' && wanted === again}
      // The service ends every sign-in, this one as well.
      run={() => changePassword(current, wanted)} onDone={() => session.signInAgain()} onClose={onClose}
    >
      <Text c="dimmed">Every sign-in ends, here and elsewhere. You then sign in with the new password.</Text>
      <PasswordInput
        label="Current password" required data-autofocus autoComplete="current-password" value={current} visibilityToggleButtonProps={EYE}
        onChange={({ currentTarget }) => setFields({ current: currentTarget.value, wanted, again })}
      />
      <PasswordInput
        label="New password" required autoComplete="new-password" value={wanted} visibilityToggleButtonProps={EYE}
        description="At least 8 characters, with small and capital letters, digits and signs"
        onChange={({ currentTarget }) => setFields({ current, wanted: currentTarget.value, again })}
      />
      <PasswordInput
        label="New password once more" required autoComplete="new-password" value={again} visibilityToggleButtonProps={EYE}
        error={differ && 'This differs from the new password'}
        onChange={({ currentTarget }) => setFields({ current, wanted, again: currentTarget.value })}
      />
    </ActionDialog>
  );
}
