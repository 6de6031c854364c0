import { askService } from '../../api/ask';
import type { Agreement, Downtime, FreshnessOf, Maybe, Place, ProviderStatus, ProviderType, Quotas, ServiceEndpoint, Trust } from './shared';

export interface Flavor {
  readonly id: string;
  readonly nativeId: string;
  readonly name: string;
  readonly description: string;
  readonly vcpus: number;
  readonly ramMib: number;
  readonly diskGib: number;
  readonly swapMib: number;
  readonly ephemeralGib: number;
  readonly gpus: number;
  readonly gpuModel?: Maybe<string>;
  readonly gpuVendor?: Maybe<string>;
  readonly infiniband: boolean;
  readonly localStorage?: Maybe<string>;
  readonly shared: boolean;
}

export interface Image {
  readonly id: string;
  readonly nativeId: string;
  readonly name: string;
  readonly description: string;
  readonly osType?: Maybe<string>;
  readonly osDistro?: Maybe<string>;
  readonly osVersion?: Maybe<string>;
  readonly architecture?: Maybe<string>;
  readonly cudaSupport: boolean;
  readonly gpuDriver: boolean;
  readonly tags: readonly string[];
  readonly shared: boolean;
}

/** A network as one project has it. */
export interface ProjectNetwork {
  readonly network: {
    readonly id: string;
    readonly nativeId: string;
    readonly name: string;
    readonly description: string;
    readonly external: boolean;
    readonly shared: boolean;
    readonly mtu?: Maybe<number>;
    readonly tags: readonly string[];
  };
  readonly isDefault: boolean;
  /** The SSH host through which servers there are reached. */
  readonly proxy?: Maybe<{ readonly host: string; readonly user?: Maybe<string> }>;
}

export interface UsableProject {
  readonly id: string;
  readonly nativeId: string;
  readonly name: string;
  readonly agreement?: Maybe<Agreement>;
  readonly flavors: readonly Flavor[];
  readonly images: readonly Image[];
  readonly networks: readonly ProjectNetwork[];
  readonly quotas: Quotas;
  readonly freshness: FreshnessOf;
}

export interface UsableRegion {
  readonly id: string;
  readonly name: string;
  readonly location?: Maybe<Place>;
  readonly services: readonly ServiceEndpoint[];
  readonly projects: readonly UsableProject[];
}

export interface UsableProvider {
  readonly id: string;
  readonly name: string;
  readonly type: ProviderType;
  readonly status: ProviderStatus;
  readonly description: string;
  readonly supportEmails: readonly string[];
  readonly endpoint: string;
  readonly trust?: Maybe<Trust>;
  readonly downtimes: readonly Downtime[];
  readonly regions: readonly UsableRegion[];
}

/** What a group can use, by provider, region and project. */
export interface Usable {
  readonly group: { readonly id: string; readonly name: string; readonly issuer: string };
  readonly providers: readonly UsableProvider[];
}

/** @param issuer whose group it is, as several issuers may have one of the name */
export function readUsable(group: string, issuer: string, signal: AbortSignal): Promise<Usable> {
  return askService('GET', '/registry/v2/usable', { query: { group, idp: issuer }, signal });
}
