import { IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2 } from '../../icons';
import { Tag } from '../../shell/Tag';
import type { JoinStatus, RegistrationStatus } from '../api/requests';

const STATES = {
  NEW: { label: 'E-mail not confirmed', tone: 'warn', icon: IconCircleDashed },
  CONFIRMED: { label: 'Waiting', tone: 'busy', icon: IconLoader2 },
  PENDING: { label: 'Waiting', tone: 'busy', icon: IconLoader2 },
  APPROVED: { label: 'Approved', tone: 'good', icon: IconCircleCheck },
  REJECTED: { label: 'Rejected', tone: 'bad', icon: IconCircleX },
} as const;

export function RequestState({ status }: { status: JoinStatus | RegistrationStatus }) {
  const { label, ...look } = STATES[status];
  return <Tag {...look}>{label}</Tag>;
}
