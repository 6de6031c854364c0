import type { Status } from '../api/types';
import { Tag } from '../shell/Tag';
import { STATUSES } from './status';

export function StatusTag({ status, reason }: { status: Status; reason?: string | undefined }) {
  const { label, ...look } = STATUSES[status];
  return (
    <Tag {...look} {...(reason ? { title: reason } : {})}>
      {label}
    </Tag>
  );
}
