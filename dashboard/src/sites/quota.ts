import type { Quota } from '../api/types';
import { formatGib, formatMib, formatNumber } from '../format/format';

/** A quota ready to be drawn. `percent` is undefined when there is no limit. */
export interface QuotaView {
  readonly resource: Quota['resource'];
  readonly label: string;
  /** Such as `6 of 16 free`. */
  readonly text: string;
  readonly percent: number | undefined;
  readonly level: 'fine' | 'tight' | 'full';
}

const ORDER: Quota['resource'][] = ['vcpus', 'ramMib', 'servers', 'volumeGib', 'volumes', 'floatingIps'];

/** What people never ask for by name: shown only when it runs short. */
const BENEATH: Quota['resource'][] = ['networks', 'subnets', 'routers', 'ports', 'securityGroups'];

const LABELS: Record<Quota['resource'], string> = {
  vcpus: 'vCPU',
  ramMib: 'RAM',
  servers: 'Servers',
  volumes: 'Volumes',
  volumeGib: 'Storage',
  floatingIps: 'Floating IPs',
  networks: 'Networks',
  subnets: 'Subnets',
  routers: 'Routers',
  ports: 'Ports',
  securityGroups: 'Security groups',
};

const TIGHT_PERCENT = 80;

/** The quotas in the order that people ask for them. */
export function quotaViews(quotas: readonly Quota[]): QuotaView[] {
  const inOrder = (order: Quota['resource'][]) =>
    order.flatMap((resource) => quotas.filter((quota) => quota.resource === resource)).map(viewOf);
  return [...inOrder(ORDER), ...inOrder(BENEATH).filter(({ level }) => level !== 'fine')];
}

function viewOf({ resource, limit, used }: Quota): QuotaView {
  const show = formatterOf(resource);
  const label = LABELS[resource];
  if (limit < 0) {
    return { resource, label, text: `${show(used)} used, no limit`, percent: undefined, level: 'fine' };
  }
  const percent = limit === 0 ? 100 : Math.min(100, Math.round((used / limit) * 100));
  return {
    resource,
    label,
    text: `${withoutUnitOf(show(limit), show(Math.max(0, limit - used)))} of ${show(limit)} free`,
    percent,
    level: used >= limit ? 'full' : percent >= TIGHT_PERCENT ? 'tight' : 'fine',
  };
}

/** `8` for `8 GiB` beside `64 GiB`: the unit is said once. */
function withoutUnitOf(other: string, text: string): string {
  const unit = / [A-Za-z]+$/.exec(other)?.[0];
  return unit !== undefined && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
}

function formatterOf(resource: Quota['resource']): (value: number) => string {
  switch (resource) {
    case 'ramMib':
      return formatMib;
    case 'volumeGib':
      return formatGib;
    case 'vcpus':
    case 'servers':
    case 'volumes':
    case 'floatingIps':
    case 'networks':
    case 'subnets':
    case 'routers':
    case 'ports':
    case 'securityGroups':
      return formatNumber;
  }
}
