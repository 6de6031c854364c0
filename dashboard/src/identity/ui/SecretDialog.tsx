import { Button, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../shell/CopyButton';
import dialog from './ActionDialog.module.css';
import styles from './SecretDialog.module.css';

interface SecretDialogProps {
  readonly title: string;
  /** Name and value of each secret. */
  readonly secrets: readonly (readonly [name: string, value: string])[];
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** Shows what the service tells this once. Closing forgets it; a click beside the dialog does not close. */
export function SecretDialog({ title, secrets, children, onClose }: SecretDialogProps) {
  return (
    <Modal.Root opened onClose={onClose} closeOnClickOutside={false} closeOnEscape={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={dialog.body ?? ''}>
          <Modal.Title className={dialog.title ?? ''}>{title}</Modal.Title>
          <div className={dialog.fields}>
            <Text>{children}</Text>
            {secrets.map(([name, value]) => (
              <div key={name}>
                <Text size="sm" c="dimmed">{name}</Text>
                <div className={styles.secret}>
                  <code aria-label={name}>{value}</code>
                  <CopyButton value={value} what={name.toLowerCase()} />
                </div>
              </div>
            ))}
          </div>
          <div className={dialog.actions}>
            <Button onClick={onClose}>I have stored it</Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
