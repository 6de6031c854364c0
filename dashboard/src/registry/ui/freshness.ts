import type { FreshnessOf } from '../api/shared';

/** How fresh the facets of a project in a region are, taken together. */
export interface FreshnessSummary {
  readonly parts: number;
  /** Failed or forbidden when last tried; what was read before is shown. */
  readonly notFresh: number;
  readonly held: number;
  /** When the part that was not read well for the longest time was last read well; null if it never was. */
  readonly oldestGood: string | null | undefined;
}

/** What is not read at all, such as the parts of a Kubernetes provider, is not counted. */
export function summaryOf(freshness: FreshnessOf): FreshnessSummary {
  const tried = Object.values(freshness).filter(({ outcome }) => outcome !== 'skipped');
  const good = tried.map(({ goodAt }) => goodAt ?? null);
  return {
    parts: tried.length,
    notFresh: tried.filter(({ outcome }) => outcome !== 'ok').length,
    held: Object.values(freshness).filter(({ held }) => held).length,
    oldestGood: good.includes(null) ? null : good.sort((one, other) => (one ?? '').localeCompare(other ?? ''))[0],
  };
}
