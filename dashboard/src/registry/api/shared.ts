// The parts that answers of the registry have in common. Memory is in MiB, disk in GiB; a limit of
// -1 is none; what is unknown is absent.

/** The shapes leave out what is unknown; some senders write null instead. */
export type Maybe<T> = T | null | undefined;

export const UNLIMITED = -1;

/** A thing that is told of elsewhere. */
export interface Ref {
  readonly id: string;
  readonly name: string;
}

export interface PageOf<T> {
  readonly content: readonly T[];
  /** `number` from 0. */
  readonly page: { readonly number: number; readonly size: number; readonly totalElements: number; readonly totalPages: number };
}

export interface Place {
  readonly id: string;
  readonly site: string;
  readonly country: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** How much there is of something and how much of it is used. */
export interface Amount {
  readonly limit?: Maybe<number>;
  readonly perUser?: Maybe<number>;
  readonly used?: Maybe<number>;
  readonly free?: Maybe<number>;
}

/** By resource, such as `cores`, `ram` and `gigabytes`. */
export type Amounts = Readonly<Record<string, Amount>>;

/** By service, then by resource. */
export type Quotas = Readonly<Record<string, Amounts>>;

export type ProviderType = 'openstack' | 'kubernetes';
export type ProviderStatus = 'active' | 'maintenance' | 'removed' | 'limited';
export type Outcome = 'ok' | 'failed' | 'forbidden' | 'skipped';

/** How fresh one facet is. */
export interface Freshness {
  readonly outcome: Outcome;
  readonly triedAt: string;
  readonly goodAt?: Maybe<string>;
  readonly reason?: Maybe<string>;
  /** Whether losses in it wait for a person's word. */
  readonly held: boolean;
}

/** By facet, such as `flavors`. */
export type FreshnessOf = Readonly<Record<string, Freshness>>;

export interface Downtime {
  readonly id: string;
  readonly severity: 'outage' | 'warning';
  readonly start: string;
  readonly end: string;
  readonly description: string;
}

export interface Agreement {
  readonly id: string;
  readonly documentId: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly standing: 'current' | 'expired' | 'not-yet';
}

export interface Trust {
  readonly id: string;
  readonly endpoint: string;
  readonly groupClaim: string;
  readonly name?: Maybe<string>;
  readonly protocol?: Maybe<string>;
  readonly audience?: Maybe<string>;
}

export interface ServiceEndpoint {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly endpoint: string;
}
