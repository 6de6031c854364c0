import { Checkbox, Textarea, Text } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../ui/ActionDialog';

/** Of requests of people with an account. */
export const LONGEST_MOTIVATION = 512;

interface RejectDialogProps {
  readonly title: string;
  /** What happens, and who reads the motivation. */
  readonly text: string;
  readonly longest: number;
  readonly run: (motivation: string, silently: boolean) => Promise<unknown>;
  readonly withSilence?: boolean;
  readonly onClose: () => void;
}

/** A rejection says why. */
export function RejectDialog({ title, text, longest, run, withSilence = false, onClose }: RejectDialogProps) {
  const [motivation, setMotivation] = useState('');
  const [silently, setSilently] = useState(false);
  return (
    <ActionDialog
      title={title} submit="Reject" danger ready={motivation.trim() !== ''} onClose={onClose} done="The request is rejected"
      run={() => run(motivation.trim(), silently)}
    >
      <Text>{text}</Text>
      <Textarea
        label="Motivation" required data-autofocus rows={4} maxLength={longest} value={motivation}
        onChange={({ currentTarget }) => setMotivation(currentTarget.value)}
      />
      {withSilence && (
        <Checkbox
          label="Send no mail" checked={silently} onChange={({ currentTarget }) => setSilently(currentTarget.checked)}
        />
      )}
    </ActionDialog>
  );
}
