import { Button } from '@mantine/core';
import rows from '../ui/rows.module.css';

interface DecisionButtonsProps {
  /** Who asks, and for what, for the buttons' names. */
  readonly what: string;
  readonly approving?: boolean;
  readonly onApprove: () => void;
  readonly onReject: () => void;
}

export function DecisionButtons({ what, approving = false, onApprove, onReject }: DecisionButtonsProps) {
  return (
    <div className={rows.buttons}>
      <Button size="xs" loading={approving} aria-label={`Approve ${what}`} onClick={onApprove}>Approve</Button>
      <Button size="xs" variant="default" aria-label={`Reject ${what}`} onClick={onReject}>Reject</Button>
    </div>
  );
}
