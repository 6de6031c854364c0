import { Button, Text } from '@mantine/core';
import { asProblem } from '../../api/problem';
import { IconShieldLock } from '../../icons';
import { session } from '../../session/session';
import { StepUpNeeded } from '../api/stepUp';
import styles from './Refusal.module.css';

/** Why something was not done; if another sign-in is all that it needs, the way there and back. */
export function Refusal({ error }: { error: unknown }) {
  return (
    <div role="alert" className={styles.refusal}>
      <Text c="var(--mantine-color-error)">{asProblem(error).message}</Text>
      {error instanceof StepUpNeeded && (
        <Button
          variant="default" leftSection={<IconShieldLock size={16} aria-hidden />} onClick={() => void session.confirm(error.wish)}
        >
          Confirm it’s you
        </Button>
      )}
    </div>
  );
}
