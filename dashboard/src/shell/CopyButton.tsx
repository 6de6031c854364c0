import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { IconCheck, IconCopy } from '../icons';
import { toast } from './toasts';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for the button's name: "the address". */
  readonly what: string;
  /** Shows this text on the button; without it, the button is an icon. */
  readonly label?: string;
}

const CONFIRM_MS = 1_500;

export function CopyButton({ value, what, label }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => {
        setCopied(true);
        setTimeout(() => setCopied(false), CONFIRM_MS);
      },
      () => toast('bad', 'The browser did not allow copying. Select the text and copy it by hand.'),
    );
  };
  const icon = copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />;
  if (label) {
    return (
      <Button variant="default" size="xs" leftSection={icon} onClick={copy} aria-label={`Copy ${what}`}>
        {copied ? 'Copied' : label}
      </Button>
    );
  }
  return (
    <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
      <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={`Copy ${what}`}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
