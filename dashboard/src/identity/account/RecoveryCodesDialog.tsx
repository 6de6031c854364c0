import { Button, Checkbox, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { download } from '../../deployments/detail/download';
import { IconDownload, IconPrinter } from '../../icons';
import { CopyButton } from '../../shell/CopyButton';
import dialog from '../ui/ActionDialog.module.css';
import rows from '../ui/rows.module.css';
import styles from './Factor.module.css';

interface RecoveryCodesDialogProps {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** The codes for the day when the phone is lost. They are told this once. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const [stored, setStored] = useState(false);
  const text = `Arcipelago recovery codes, each good for one sign-in\n\n${codes.join('\n')}\n`;
  return (
    <Modal.Root opened onClose={onClose} closeOnClickOutside={false} closeOnEscape={false}>
      <Modal.Overlay />
      <Modal.Content data-print>
        <Modal.Body className={dialog.body ?? ''}>
          <Modal.Title className={dialog.title ?? ''}>Your recovery codes</Modal.Title>
          <div className={dialog.fields}>
            <Text>
              Each of them signs you in once, in place of the app. Keep them where your phone is not. They are not shown again.
            </Text>
            <ul className={styles.codes} aria-label="Recovery codes">
              {codes.map((code) => <li key={code}>{code}</li>)}
            </ul>
            <div className={rows.buttons}>
              <Button
                size="xs" variant="default" leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() => download('arcipelago-recovery-codes.txt', text)}
              >
                Download
              </Button>
              <Button
                size="xs" variant="default" leftSection={<IconPrinter size={16} aria-hidden />}
                onClick={() => window.print()}
              >
                Print
              </Button>
              <CopyButton value={codes.join('\n')} what="the recovery codes" label="Copy" />
            </div>
            <Checkbox
              label="I have stored the codes" checked={stored}
              onChange={({ currentTarget }) => setStored(currentTarget.checked)}
            />
          </div>
          <div className={dialog.actions}>
            <Button disabled={!stored} onClick={onClose}>Done</Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
