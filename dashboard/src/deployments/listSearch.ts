import type { Status } from '../api/types';
import { isStatus } from './status';

/** A list's filters as they stand in the URL; what is absent has its default. */
export interface ListSearch {
  readonly scope?: 'group' | undefined;
  readonly status?: Status | undefined;
  readonly deleted?: true | undefined;
  /** 1-based, as people count. */
  readonly page?: number | undefined;
  readonly ofGroup?: string | undefined;
}

/** Reads the filters from a URL, leaving out what it does not understand. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const page = Number(search['page']);
  const ofGroup = search['ofGroup'];
  return {
    ...(search['scope'] === 'group' ? { scope: 'group' } : {}),
    ...(isStatus(search['status']) ? { status: search['status'] } : {}),
    ...(search['deleted'] === true ? { deleted: true } : {}),
    ...(Number.isInteger(page) && page > 1 ? { page } : {}),
    ...(typeof ofGroup === 'string' && ofGroup !== '' ? { ofGroup } : {}),
  };
}
