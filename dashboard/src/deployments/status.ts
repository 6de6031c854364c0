import type { Icon } from '@tabler/icons-react';
import type { DeploymentSummary, Phase, Status, Step } from '../api/types';
import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX, IconLoader2 } from '../icons';
import type { Tone } from '../shell/Tag';

/** How a state is called and drawn. */
export interface Look {
  readonly label: string;
  readonly tone: Tone;
  readonly icon: Icon;
  readonly spin?: boolean;
}

export const STATUSES: Record<Status, Look> = {
  CREATE_IN_PROGRESS: { label: 'Creating', tone: 'busy', icon: IconLoader2, spin: true },
  CREATE_COMPLETE: { label: 'Running', tone: 'good', icon: IconCircleCheck },
  CREATE_FAILED: { label: 'Failed', tone: 'bad', icon: IconCircleX },
  DELETE_IN_PROGRESS: { label: 'Deleting', tone: 'busy', icon: IconLoader2, spin: true },
  DELETE_COMPLETE: { label: 'Deleted', tone: 'quiet', icon: IconCircleMinus },
  DELETE_FAILED: { label: 'Delete failed', tone: 'bad', icon: IconAlertCircle },
};

export const PHASES: Record<Phase, string> = {
  validate: 'Check the template',
  place: 'Choose the site',
  provision: 'Create the resources',
  configure: 'Configure the servers',
  verify: 'Check that it works',
  'clean-up': 'Clean up',
  delete: 'Delete the resources',
  done: 'Done',
};

export const STEP_STATES: Record<Step['state'], Look> = {
  waiting: { label: 'waiting', tone: 'quiet', icon: IconCircleDashed },
  running: { label: 'running', tone: 'busy', icon: IconLoader2, spin: true },
  done: { label: 'done', tone: 'good', icon: IconCircleCheck },
  failed: { label: 'failed', tone: 'bad', icon: IconCircleX },
};

/** Whether nothing more happens by itself. */
export function isSettled(status: Status): boolean {
  return status !== 'CREATE_IN_PROGRESS' && status !== 'DELETE_IN_PROGRESS';
}

export function titleOf(deployment: Pick<DeploymentSummary, 'title' | 'serviceName'>): string {
  return deployment.title || deployment.serviceName;
}

export function isStatus(value: unknown): value is Status {
  return typeof value === 'string' && Object.hasOwn(STATUSES, value);
}
