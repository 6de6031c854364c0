import { formatAge, formatDateTime } from '../../format/format';
import { useNow } from '../../format/useNow';
import {
  IconAlertTriangle, IconBan, IconCalendarOff, IconCircleCheck, IconCircleDashed, IconCircleMinus, IconCircleX, IconPlayerPause, IconTool,
} from '../../icons';
import { Tag } from '../../shell/Tag';
import type { Agreement, Outcome, ProviderStatus } from '../api/shared';
import { OUTCOMES, STANDINGS, STATUSES } from './words';

const STATUS_LOOKS = {
  active: { tone: 'good', icon: IconCircleCheck },
  limited: { tone: 'warn', icon: IconAlertTriangle },
  maintenance: { tone: 'warn', icon: IconTool },
  removed: { tone: 'quiet', icon: IconCircleMinus },
} as const;

export function StatusTag({ status }: { status: ProviderStatus }) {
  const { label, about } = STATUSES[status];
  return <Tag {...STATUS_LOOKS[status]} title={about}>{label}</Tag>;
}

const OUTCOME_LOOKS = {
  ok: { tone: 'good', icon: IconCircleCheck },
  failed: { tone: 'bad', icon: IconCircleX },
  forbidden: { tone: 'warn', icon: IconBan },
  skipped: { tone: 'quiet', icon: IconCircleDashed },
} as const;

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  return <Tag {...OUTCOME_LOOKS[outcome]}>{OUTCOMES[outcome]}</Tag>;
}

const STANDING_LOOKS = {
  current: { tone: 'good', icon: IconCircleCheck },
  expired: { tone: 'bad', icon: IconCalendarOff },
  'not-yet': { tone: 'quiet', icon: IconCircleDashed },
} as const;

export function StandingTag({ standing }: { standing: Agreement['standing'] }) {
  return <Tag {...STANDING_LOOKS[standing]}>{STANDINGS[standing]}</Tag>;
}

/** Losses that wait for a person's word. */
export function HeldTag({ children }: { children: string }) {
  return <Tag tone="warn" icon={IconPlayerPause} title="So much was missing that it is kept until an administrator says that it is right">{children}</Tag>;
}

/** How long ago something was; exactly when, on pointing at it. */
export function Age({ at }: { at: string | null | undefined }) {
  const now = useNow();
  return at ? <time dateTime={at} title={formatDateTime(at)}>{formatAge(at, now)}</time> : <span>never</span>;
}
