import { describe, expect, it } from 'vitest';
import type { ProviderLine } from '../api/providers';
import { searchProviders } from './search';

const provider = (name: string, more: Partial<ProviderLine> = {}): ProviderLine => ({
  id: name, name, type: 'openstack', status: 'active', regions: [], capacity: {}, projects: 1, notFresh: 0, held: 0, ...more,
});

const ELBA = provider('ELBA', {
  heardAt: '2026-01-02T00:00:00Z', capacity: { cores: { limit: 10, used: 4, free: 6 } },
  regions: [{ id: 'r', name: 'RegionOne', location: { id: 'l', site: 'Portoferraio', country: 'Italy', latitude: 42.8, longitude: 10.3 } }],
});
const ISCHIA = provider('ISCHIA', { heardAt: '2026-01-01T00:00:00Z', status: 'limited', notFresh: 3, capacity: { cores: { limit: -1, used: 4, free: -1 } } });
const CAPRI = provider('CAPRI', { type: 'kubernetes', held: 1 });
const ALL = [ISCHIA, CAPRI, ELBA];

const names = (state: Parameters<typeof searchProviders>[1]) => searchProviders(ALL, state).map(({ name }) => name);

describe('The list of providers', () => {
  it('is in the order of names unless another is asked for', () => {
    expect(names({})).toEqual(['CAPRI', 'ELBA', 'ISCHIA']);
    expect(names({ sort: 'read' })).toEqual(['CAPRI', 'ISCHIA', 'ELBA']);
    expect(names({ sort: 'nonsense', down: true })).toEqual(['ISCHIA', 'ELBA', 'CAPRI']);
  });

  it('takes no limit for more than any number, and unknown for less', () => {
    expect(names({ sort: 'free', down: true })).toEqual(['ISCHIA', 'ELBA', 'CAPRI']);
  });

  it('is searched by name, type, region and place, without regard to capitals', () => {
    expect(names({ q: 'portofer' })).toEqual(['ELBA']);
    expect(names({ q: 'KUBER' })).toEqual(['CAPRI']);
    expect(names({ q: 'regionone' })).toEqual(['ELBA']);
    expect(names({ q: 'nowhere' })).toEqual([]);
  });

  it('is narrowed by status, by type, and to what is not fresh or held', () => {
    expect(names({ only: { status: 'limited' } })).toEqual(['ISCHIA']);
    expect(names({ only: { type: 'kubernetes' } })).toEqual(['CAPRI']);
    expect(names({ only: { fresh: 'not' } })).toEqual(['CAPRI', 'ISCHIA']);
  });
});
