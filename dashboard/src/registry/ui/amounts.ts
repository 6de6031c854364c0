import { formatGib, formatMib, formatNumber } from '../../format/format';
import { UNLIMITED, type Amount, type Amounts } from '../api/shared';
import { nameOf } from './words';

/** An amount ready to be drawn. `percent` is undefined where no bar can be drawn. */
export interface AmountView {
  readonly resource: string;
  readonly label: string;
  /** Such as `6 of 16 free`. */
  readonly text: string;
  /** What one person may use, if there is such a limit. */
  readonly note: string | undefined;
  readonly percent: number | undefined;
  readonly level: 'fine' | 'tight' | 'full';
}

/** What people ask for first. */
export const MAIN_RESOURCES: readonly string[] = ['cores', 'ram', 'gigabytes'];

const ORDER: readonly string[] = ['cores', 'ram', 'instances', 'gigabytes', 'volumes', 'public_ips', 'networks', 'ports', 'security_groups'];

const LABELS: Readonly<Record<string, string>> = {
  cores: 'vCPU', ram: 'RAM', instances: 'Servers', gigabytes: 'Storage', per_volume_gigabytes: 'Largest volume', public_ips: 'Floating IPs',
  bytes: 'Object storage',
};

const TIGHT_PERCENT = 80;

/** The amounts in the order that people ask for them. */
export function amountViews(amounts: Amounts, wanted?: readonly string[]): AmountView[] {
  const place = (resource: string) => {
    const at = ORDER.indexOf(resource);
    return at < 0 ? ORDER.length : at;
  };
  return Object.entries(amounts)
    .filter(([resource]) => wanted === undefined || wanted.includes(resource))
    .sort(([one], [other]) => place(one) - place(other) || one.localeCompare(other))
    .map(([resource, amount]) => viewOf(resource, amount));
}

function viewOf(resource: string, amount: Amount): AmountView {
  const show = formatterOf(resource);
  const { limit, used, perUser } = amount;
  const base = {
    resource, label: LABELS[resource] ?? nameOf(resource), percent: undefined, level: 'fine' as const,
    note: known(perUser) && perUser !== UNLIMITED ? `at most ${show(perUser)} for one person` : undefined,
  };
  if (!known(limit)) {
    return { ...base, text: known(used) ? `${show(used)} used, limit unknown` : 'limit unknown' };
  }
  if (limit === UNLIMITED) {
    return { ...base, text: known(used) && used !== UNLIMITED ? `${show(used)} used, no limit` : 'no limit' };
  }
  if (!known(used)) {
    return { ...base, text: `${show(limit)} in all, use unknown` };
  }
  const percent = limit === 0 ? 100 : Math.min(100, Math.round((used / limit) * 100));
  return {
    ...base,
    text: `${withoutUnitOf(show(limit), show(Math.max(0, limit - used)))} of ${show(limit)} free`,
    percent,
    level: used >= limit ? 'full' : percent >= TIGHT_PERCENT ? 'tight' : 'fine',
  };
}

/** How much is free, for sorting: more than any number if there is no limit, less than any if it is unknown. */
export function freeOf(amount: Amount | undefined): number {
  const free = amount?.free;
  return !known(free) ? -1 : free === UNLIMITED ? Infinity : free;
}

function known(value: number | null | undefined): value is number {
  return value !== null && value !== undefined;
}

/** `8` for `8 GiB` beside `64 GiB`: the unit is said once. */
function withoutUnitOf(other: string, text: string): string {
  const unit = / [A-Za-z]+$/.exec(other)?.[0];
  return unit !== undefined && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
}

function formatterOf(resource: string): (value: number) => string {
  switch (resource) {
    case 'ram':
      return formatMib;
    case 'gigabytes':
    case 'per_volume_gigabytes':
      return formatGib;
    case 'bytes':
      return (bytes) => formatMib(Math.round(bytes / 1024 / 1024));
    default:
      return formatNumber;
  }
}
