import { IconBan, IconCircleCheck } from '../../icons';
import { Tag } from '../../shell/Tag';

export function RuleTag({ rule }: { rule: 'PERMIT' | 'DENY' }) {
  return rule === 'PERMIT' ? <Tag tone="good" icon={IconCircleCheck}>Permits</Tag> : <Tag tone="bad" icon={IconBan}>Denies</Tag>;
}
