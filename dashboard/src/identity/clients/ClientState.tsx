import { IconBan, IconCircleCheck } from '../../icons';
import { Tag } from '../../shell/Tag';

export function ClientState({ active }: { active: boolean }) {
  return active ? <Tag tone="good" icon={IconCircleCheck}>Enabled</Tag> : <Tag tone="bad" icon={IconBan}>Disabled</Tag>;
}
