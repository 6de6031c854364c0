import { askService, part } from '../../api/ask';
import type { Downtime, ProviderStatus } from './shared';

/** What administrators may change; a null takes their word back, so that the feed decides again. */
export interface SettingsPatch {
  readonly status?: ProviderStatus | null;
  readonly description?: string | null;
  readonly supportEmails?: readonly string[] | null;
  readonly isPublic?: boolean | null;
  /** Kept with the change. */
  readonly why: string;
}

export interface DowntimeRequest {
  readonly severity: Downtime['severity'];
  /** ISO 8601. */
  readonly start: string;
  readonly end: string;
  readonly description: string;
}

/** What a removal takes with it. */
export interface Removal {
  readonly name: string;
  /** How many of each kind. */
  readonly items: Readonly<Record<string, number>>;
  readonly note: string;
}

const at = (provider: string) => `/registry/v2/providers/${part(provider)}`;

export function changeProvider(id: string, patch: SettingsPatch): Promise<unknown> {
  return askService('PATCH', at(id), { json: patch });
}

export function declareDowntime(id: string, downtime: DowntimeRequest): Promise<unknown> {
  return askService('POST', `${at(id)}/downtimes`, { json: downtime });
}

/** Ends a downtime now; one that has not begun is taken back. */
export function endDowntime(id: string, downtime: string): Promise<unknown> {
  return askService('DELETE', `${at(id)}/downtimes/${part(downtime)}`);
}

/** Lets a held loss happen at the next reading, if it has not grown until then. */
export function releaseHold(id: string, region: string, facet: string, why: string): Promise<unknown> {
  return askService('POST', `${at(id)}/releases`, { json: { region, facet, why } });
}

/** What would go with the provider; removes nothing. */
export function previewRemoval(id: string, signal: AbortSignal): Promise<Removal> {
  return askService('DELETE', at(id), { query: { dryRun: true }, signal });
}

export function removeProvider(id: string, why: string): Promise<unknown> {
  return askService('DELETE', at(id), { query: { why } });
}
