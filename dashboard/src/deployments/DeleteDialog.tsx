import { Button, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { body, orchestrator } from '../api/client';
import { asProblem } from '../api/problem';
import type { Deployment, DeploymentSummary } from '../api/types';
import { plural } from '../format/format';
import { IconTrash } from '../icons';
import { toast } from '../shell/toasts';
import styles from './DeleteDialog.module.css';
import { titleOf } from './status';

interface DeleteDialogProps {
  readonly deployment: DeploymentSummary | Deployment;
  readonly onClose: () => void;
}

/** Asks before something is destroyed, and says what. */
export function DeleteDialog({ deployment, onClose }: DeleteDialogProps) {
  const queries = useQueryClient();
  const title = titleOf(deployment);
  const remove = useMutation({
    mutationFn: () => body(orchestrator.DELETE('/deployments/{id}', { params: { path: { id: deployment.id } } })),
    onSuccess: (deleted) => {
      queries.setQueryData(['deployment', deleted.id], deleted);
      void queries.invalidateQueries({ queryKey: ['deployments'] });
      toast('good', `${title} is being deleted`);
      onClose();
    },
    onError: (error) => {
      const problem = asProblem(error);
      const id = problem.requestId ? ` Request id ${problem.requestId}.` : '';
      toast('bad', `${title} was not deleted: ${problem.message}${id}`);
    },
  });
  return (
    // Composed by hand: the whole Modal brings a second banner landmark.
    <Modal.Root opened onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={styles.body ?? ''}>
          <Modal.Title className={styles.title ?? ''}>Delete {title}?</Modal.Title>
          <Text mt="sm">{whatIsLost(deployment)}</Text>
          <Text mt="sm" fw={600}>
            This cannot be undone.
          </Text>
          <div className={styles.actions}>
            <Button variant="default" onClick={onClose} data-autofocus>
              Keep it
            </Button>
            <Button
              color="red.8" loading={remove.isPending} leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => remove.mutate()}
            >
              Delete
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function whatIsLost(deployment: DeploymentSummary | Deployment): string {
  const where = deployment.provider ? ` on ${deployment.provider}` : '';
  if (!('resources' in deployment)) {
    return `Its servers, volumes with all data, networks and addresses${where} are destroyed.`;
  }
  const live = deployment.resources.filter(({ state }) => state !== 'deleted' && state !== 'planned');
  const count = (kind: string, one: string) => {
    const found = live.filter((resource) => resource.kind === kind).length;
    return found > 0 ? [plural(found, one)] : [];
  };
  const parts = [
    ...count('server', 'server'), ...count('volume', 'volume'), ...count('floating-ip', 'floating IP'),
    ...count('network', 'network'),
  ];
  return parts.length > 0
    ? `Destroyed${where}: ${parts.join(', ')}, with all data on them.`
    : `Whatever it has${where} is removed; at the moment it holds no servers and no volumes.`;
}
