import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './ActionDialog.module.css';

interface PickerDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog in which things are done one by one, until it is closed. */
export function PickerDialog({ title, onClose, children }: PickerDialogProps) {
  return (
    <Modal.Root opened onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={styles.body ?? ''}>
          <Modal.Title className={styles.title ?? ''}>{title}</Modal.Title>
          <div className={styles.fields}>{children}</div>
          <div className={styles.actions}>
            <Button variant="default" onClick={onClose}>Close</Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
