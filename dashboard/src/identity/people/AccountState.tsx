import { IconBan, IconCircleCheck } from '../../icons';
import { Tag } from '../../shell/Tag';

export function AccountState({ active }: { active: boolean }) {
  return active ? <Tag tone="good" icon={IconCircleCheck}>Active</Tag> : <Tag tone="bad" icon={IconBan}>Suspended</Tag>;
}
