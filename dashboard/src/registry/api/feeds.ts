import { askService, part } from '../../api/ask';
import type { Finding } from './providers';
import type { Maybe, Outcome } from './shared';

/** One reading of a provider by the feeder. */
export interface Feed {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: 'ok' | 'partial' | 'skipped' | 'failed';
  /** What happened, in a sentence. */
  readonly message: string;
  readonly lastGood?: Maybe<string>;
  readonly changed: number;
  /** Facets that were not read well; the first few. */
  readonly failures: readonly {
    readonly region: string; readonly project: string; readonly facet: string; readonly outcome: Outcome; readonly reason?: Maybe<string>;
  }[];
  readonly findings: readonly Finding[];
}

/** A provider as the feeder has it. */
export interface FedProvider {
  readonly name: string;
  /** The file that declares it; absent if none does any more. */
  readonly file?: Maybe<string>;
  readonly running: boolean;
  readonly nextFeedAt?: Maybe<string>;
  readonly durationMillis?: Maybe<number>;
  readonly lastFeed?: Maybe<Feed>;
}

export function readFeed(provider: string, signal: AbortSignal): Promise<FedProvider> {
  return askService('GET', `/feeder/v1/providers/${part(provider)}`, { signal });
}

/** Reads the provider now; tells whether a reading was running already. */
export function feedNow(provider: string): Promise<{ readonly provider: string; readonly running: boolean }> {
  return askService('POST', `/feeder/v1/providers/${part(provider)}/feed`);
}
