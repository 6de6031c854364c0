import { ask, askText, found, slice, type Found, type ListAnswer } from './http';

/** One line of the audit log. Each type has further members of its own. */
export interface AuditEntry {
  readonly eventId?: string;
  /** ISO 8601. */
  readonly time?: string;
  /** Milliseconds since 1970. */
  readonly timestamp?: number;
  readonly '@type'?: string;
  readonly category?: string;
  readonly principal?: string;
  readonly outcome?: string;
  readonly message?: string;
  readonly [member: string]: unknown;
}

export const CATEGORIES = [
  'ACCOUNT', 'GROUP', 'REGISTRATION', 'MEMBERSHIP', 'AUP', 'CLIENT', 'SCOPE_POLICY', 'TOKEN', 'AUTHENTICATION',
  'AUTHORIZATION', 'NONE',
] as const;

export interface AuditSearch {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly category?: string | undefined;
  readonly type?: string | undefined;
  readonly principal?: string | undefined;
  readonly account?: string | undefined;
  readonly client?: string | undefined;
  readonly outcome?: string | undefined;
  readonly q?: string | undefined;
  readonly page: number;
}

export async function searchAudit({ page, ...query }: AuditSearch, signal: AbortSignal): Promise<Found<AuditEntry>> {
  const answer = await ask<ListAnswer<AuditEntry>>('GET', '/iam/audit', { query: { ...query, ...slice(page) }, signal });
  return found(answer, (entry) => entry);
}

/** The newest of what is found, at most 10,000, one JSON object per line. */
export function exportAudit({ page: _, ...query }: AuditSearch): Promise<string> {
  return askText('GET', '/iam/audit/export', { query: { ...query, format: 'jsonl' } });
}

/** When it happened, as ISO 8601. */
export function timeOf({ time, timestamp }: AuditEntry): string | undefined {
  return time ?? (timestamp === undefined ? undefined : new Date(timestamp).toISOString());
}

/** A day of the search form as the instant at which it starts, or ends, where the person is. */
export function instantOf(day: string | undefined, end: 'start' | 'end'): string | undefined {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    return undefined;
  }
  const at = new Date(`${day}T00:00:00`);
  if (end === 'end') {
    at.setDate(at.getDate() + 1);
  }
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
