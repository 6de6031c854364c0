import { askService, part } from '../../api/ask';
import type {
  Agreement, Amounts, Downtime, FreshnessOf, Maybe, PageOf, Place, ProviderStatus, ProviderType, Quotas, Ref, ServiceEndpoint, Trust,
} from './shared';

const API = '/registry/v2';

/** What one page of a list may hold at most. */
const LARGEST_PAGE = 200;

export interface RegionLine {
  readonly id: string;
  readonly name: string;
  readonly location?: Maybe<Place>;
}

/** A provider in the list. What people without an account may not know is absent for them. */
export interface ProviderLine {
  readonly id: string;
  readonly name: string;
  readonly type: ProviderType;
  readonly status?: Maybe<ProviderStatus>;
  readonly isPublic?: Maybe<boolean>;
  readonly generation?: Maybe<number>;
  readonly changedAt?: Maybe<string>;
  /** When the reading that was last taken in was begun. */
  readonly heardAt?: Maybe<string>;
  readonly regions: readonly RegionLine[];
  readonly capacity: Amounts;
  readonly projects?: Maybe<number>;
  /** How many facets failed or were forbidden when they were last read. */
  readonly notFresh?: Maybe<number>;
  /** How many losses wait for a person's word. */
  readonly held?: Maybe<number>;
}

export interface GroupLine {
  readonly id: string;
  readonly name: string;
  readonly agreements: readonly Agreement[];
}

export interface Issuer {
  readonly trust: Trust;
  readonly groups: readonly GroupLine[];
}

export interface ProjectInRegion {
  readonly region: Ref;
  readonly capacity: Quotas;
  readonly freshness: FreshnessOf;
}

export interface Project {
  readonly id: string;
  readonly nativeId: string;
  readonly name: string;
  readonly description: string;
  readonly agreement?: Maybe<Agreement>;
  readonly regions: readonly ProjectInRegion[];
}

export interface Region {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly overbookingCpu: number;
  readonly overbookingRam: number;
  readonly bandwidthIn: number;
  readonly bandwidthOut: number;
  readonly location?: Maybe<Place>;
  readonly services: readonly ServiceEndpoint[];
  readonly capacity: Amounts;
  readonly flavors: number;
  readonly images: number;
  readonly networks: number;
}

/** Losses that are held back until a person speaks. */
export interface Hold {
  /** Empty for the provider as a whole. */
  readonly region: string;
  readonly facet: string;
  readonly known: number;
  readonly lost: number;
  readonly since: string;
  readonly release?: Maybe<{ readonly by: string; readonly why: string; readonly at: string }>;
}

export interface Finding {
  readonly severity: 'WARNING' | 'REJECTED';
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

/** What an administrator said of a provider; absent: its feed decides. */
export interface ProviderSettings {
  readonly status?: Maybe<ProviderStatus>;
  readonly description?: Maybe<string>;
  readonly supportEmails?: Maybe<readonly string[]>;
  readonly isPublic?: Maybe<boolean>;
}

/** All of one provider. Settings, holds and findings are for administrators. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly type: ProviderType;
  readonly status: ProviderStatus;
  readonly declaredStatus: ProviderStatus;
  readonly description: string;
  readonly isPublic: boolean;
  readonly supportEmails: readonly string[];
  readonly endpoint: string;
  readonly generation: number;
  readonly changedAt: string;
  readonly heardAt: string;
  readonly identityProviders: readonly Issuer[];
  readonly regions: readonly Region[];
  readonly projects: readonly Project[];
  readonly downtimes: readonly Downtime[];
  readonly settings?: Maybe<ProviderSettings>;
  readonly holds?: Maybe<readonly Hold[]>;
  readonly findings?: Maybe<readonly Finding[]>;
}

/** A provider as it was for a while. Actor and reason are for administrators. */
export interface Generation {
  readonly generation: number;
  /** The federation's version that it made. */
  readonly version: number;
  readonly at: string;
  readonly actor?: Maybe<string>;
  readonly reason?: Maybe<string>;
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
}

export interface ItemChange {
  readonly kind: string;
  readonly id: string;
  readonly what: 'added' | 'changed' | 'ended';
  /** The steps that lead to the item. */
  readonly key: readonly string[];
  /** As it is after the change, or was before it ended. */
  readonly item: unknown;
}

interface Changes {
  readonly changes: readonly { readonly version: number; readonly items: readonly ItemChange[] }[];
}

/** All providers that the person may see. There are hundreds at most, so they are searched here. */
export async function allProviders(signal: AbortSignal): Promise<readonly ProviderLine[]> {
  const found: ProviderLine[] = [];
  for (let page = 0, pages = 1; page < pages; page++) {
    const answer = await askService<PageOf<ProviderLine>>('GET', `${API}/providers`, { query: { page, size: LARGEST_PAGE }, signal });
    found.push(...answer.content);
    pages = answer.page.totalPages;
  }
  return found;
}

export function readProvider(id: string, signal: AbortSignal): Promise<Provider> {
  return askService('GET', `${API}/providers/${part(id)}`, { signal });
}

/** A page, counted from 1, of a provider's generations; the last one first. */
export function readHistory(id: string, page: number, size: number, signal: AbortSignal): Promise<PageOf<Generation>> {
  return askService('GET', `${API}/providers/${part(id)}/history`, { query: { page: page - 1, size }, signal });
}

/** What one generation changed, as far as the person may see it. */
export async function readChanges(id: string, version: number, signal: AbortSignal): Promise<readonly ItemChange[]> {
  const { changes } = await askService<Changes>('GET', `${API}/providers/${part(id)}/changes`, { query: { since: version - 1, limit: 1 }, signal });
  return changes.filter((change) => change.version === version).flatMap(({ items }) => items);
}
