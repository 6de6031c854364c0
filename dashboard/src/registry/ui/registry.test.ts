import { describe, expect, it } from 'vitest';
import type { ProviderLine } from '../api/providers';
import { frameOf, projection, spotsOf } from '../map/places';
import { amountViews } from './amounts';
import { summaryOf } from './freshness';
import { nameOf, nameOfHold } from './words';

describe('Amounts', () => {
  it('come in the order that people ask for, with what is free', () => {
    const views = amountViews({
      weird_thing: { limit: 3, used: 0 }, gigabytes: { limit: 2048, used: 1548 }, ram: { limit: 65536, used: 57344 }, cores: { limit: 20, used: 20 },
    });
    expect(views.map(({ label, text, percent, level }) => [label, text, percent, level])).toEqual([
      ['vCPU', '0 of 20 free', 100, 'full'],
      ['RAM', '8 of 64 GiB free', 88, 'tight'],
      ['Storage', '500 GiB of 2 TiB free', 76, 'fine'],
      ['Weird thing', '3 of 3 free', 0, 'fine'],
    ]);
  });

  it('never take unknown for nothing, nor for no limit', () => {
    const text = (amount: object) => amountViews({ cores: amount })[0];
    expect(text({ limit: -1, used: 3 })).toMatchObject({ text: '3 used, no limit', percent: undefined });
    expect(text({ limit: -1 })?.text).toBe('no limit');
    expect(text({ limit: 8 })).toMatchObject({ text: '8 in all, use unknown', percent: undefined });
    expect(text({ limit: null, used: 5 })?.text).toBe('5 used, limit unknown');
    expect(text({ perUser: 2 })).toMatchObject({ text: 'limit unknown', note: 'at most 2 for one person' });
    expect(text({ limit: 8, used: 1, perUser: -1 })?.note).toBeUndefined();
  });

  it('bear a limit below the use', () => {
    expect(amountViews({ cores: { limit: 2, used: 5 } })[0]).toMatchObject({ text: '0 of 2 free', percent: 100, level: 'full' });
  });
});

describe('Freshness', () => {
  const at = (goodAt: string | null, outcome: 'ok' | 'failed' | 'skipped', held = false) => ({ outcome, triedAt: '2026-01-03T00:00:00Z', goodAt, held });

  it('tells the oldest good reading of what is read at all', () => {
    expect(summaryOf({ a: at('2026-01-02T00:00:00Z', 'ok'), b: at('2026-01-01T00:00:00Z', 'failed', true), c: at(null, 'skipped') })).toEqual({
      parts: 2, notFresh: 1, held: 1, oldestGood: '2026-01-01T00:00:00Z',
    });
  });

  it('tells that a part was never read', () => {
    expect(summaryOf({ a: at('2026-01-02T00:00:00Z', 'ok'), b: at(null, 'failed') }).oldestGood).toBeNull();
    expect(summaryOf({}).oldestGood).toBeUndefined();
  });
});

it('names facets, services and kinds', () => {
  expect([nameOf('block-storage-quota'), nameOf('security_groups'), nameOf('flavors')]).toEqual(['Block storage quota', 'Security groups', 'Flavors']);
});

it('names what a held loss is of', () => {
  expect([['tier1', 'flavors'], ['', 'identity'], ['tier1', 'identity']].map(([region = '', facet = '']) => nameOfHold({ region, facet }))).toEqual([
    'Flavors in tier1', 'Projects', 'Region tier1',
  ]);
});

describe('The map', () => {
  const provider = (name: string, latitude?: number, longitude?: number): ProviderLine => ({
    id: name, name, type: 'openstack', capacity: {},
    regions: [{ id: name, name: 'one', ...(latitude === undefined || longitude === undefined ? {} : { location: { id: name, site: `SITE-${name}`, country: 'Italy', latitude, longitude } }) }],
  });

  it('has one spot for what is near, and keeps what has no place', () => {
    const { spots, nowhere } = spotsOf([provider('BARI', 41.11, 16.88), provider('RECAS', 41.12, 16.85), provider('ROMA', 41.9, 12.5), provider('LOST')]);
    expect(spots.map(({ name, regions }) => [name, regions.length])).toEqual([['SITE-BARI, SITE-RECAS', 2], ['SITE-ROMA', 1]]);
    expect(nowhere.map((it) => it.provider.name)).toEqual(['LOST']);
  });

  it('shows Italy, and grows to whatever is outside', () => {
    const italy = frameOf([{ latitude: 41, longitude: 16 }]);
    expect(frameOf([])).toEqual(italy);
    const wide = frameOf([{ latitude: 52.5, longitude: 13.4 }, { latitude: 41, longitude: 16 }, { latitude: 28, longitude: -16 }]);
    expect(wide).toEqual({ ...italy, north: 54.5, south: 26, west: -18 });
  });

  it('puts the west left, the north up, and keeps the scale in both directions', () => {
    const { point, width, height } = projection(frameOf([]));
    const [west, north] = point(6, 47.3);
    const [east, south] = point(19.2, 36);
    expect([west, north, east, south]).toEqual([0, 0, width, height]);
    expect(height / width).toBeCloseTo(11.3 / (13.2 * Math.cos((41.65 * Math.PI) / 180)), 2);
  });
});
