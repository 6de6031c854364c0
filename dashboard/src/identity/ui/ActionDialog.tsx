import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { toast } from '../../shell/toasts';
import styles from './ActionDialog.module.css';
import { Refusal } from './Refusal';

interface ActionDialogProps<R> {
  readonly title: string;
  /** What the button does, in a word or two. */
  readonly submit: string;
  readonly danger?: boolean;
  /** Must be typed before the button works: for what cannot be undone. */
  readonly typed?: string;
  /** Whether the fields are filled in. */
  readonly ready?: boolean;
  readonly run: () => Promise<R>;
  /** Said when it worked. */
  readonly done?: string;
  readonly onDone?: (result: R) => void | Promise<void>;
  readonly onClose: () => void;
  /** What is asked for anew when it worked: the first part of the queries' keys. */
  readonly renews?: string;
  readonly children?: ReactNode;
}

/** Asks before something is done, with the fields that it needs. A refusal is shown in place, and nothing typed is lost. */
export function ActionDialog<R>(
  { title, submit, danger = false, typed, ready = true, run, done, onDone, onClose, renews = 'identity', children }: ActionDialogProps<R>,
) {
  const queries = useQueryClient();
  const [confirmation, setConfirmation] = useState('');
  const action = useMutation({
    mutationFn: run,
    onSuccess: async (result) => {
      if (done) {
        toast('good', done);
      }
      onClose();
      // First away from the page, then renew: what was deleted must not be asked for again.
      await onDone?.(result);
      void queries.invalidateQueries({ queryKey: [renews] });
    },
  });
  const able = ready && (typed === undefined || confirmation.trim() === typed);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (able && !action.isPending) {
      action.mutate();
    }
  };
  return (
    // Composed by hand: the whole Modal brings a second banner landmark.
    <Modal.Root opened onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={styles.body ?? ''}>
          <Modal.Title className={styles.title ?? ''}>{title}</Modal.Title>
          <form onSubmit={send} noValidate>
            <div className={styles.fields}>
              {children}
              {typed !== undefined && (
                <TextInput
                  label={`Type ${typed} to confirm`} value={confirmation} autoComplete="off" data-autofocus
                  onChange={(event) => setConfirmation(event.currentTarget.value)}
                />
              )}
              {action.isError && <Refusal error={action.error} />}
            </div>
            <div className={styles.actions}>
              <Button
                variant="default" onClick={onClose}
                {...(danger && typed === undefined && !children ? { 'data-autofocus': true } : {})}
              >
                Cancel
              </Button>
              <Button type="submit" loading={action.isPending} disabled={!able} {...(danger ? { color: 'red.8' } : {})}>
                {submit}
              </Button>
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
