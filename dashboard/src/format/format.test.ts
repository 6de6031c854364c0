import { expect, it } from 'vitest';
import { formatAge, formatDuration, formatGib, formatMib, plural } from './format';

it('says sizes in the unit that fits', () => {
  expect([512, 2048, 2560, 1024 * 1024].map(formatMib)).toEqual(['512 MiB', '2 GiB', '2.5 GiB', '1 TiB']);
  expect([20, 2048].map(formatGib)).toEqual(['20 GiB', '2 TiB']);
});

it('says durations in one or two units', () => {
  const [second, minute, hour] = [1_000, 60_000, 3_600_000];
  expect([0, 59 * second, minute, 2 * hour, 2 * hour + 5 * minute, 73 * hour].map(formatDuration)).toEqual([
    '0 s', '59 s', '1 min', '2 h', '2 h 5 min', '3 d',
  ]);
});

it('takes a clock that is ahead for now', () => {
  expect(formatAge('2026-01-01T00:00:10Z', Date.parse('2026-01-01T00:00:00Z'))).toBe('just now');
  expect(formatAge('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:03:00Z'))).toBe('3 min ago');
});

it('knows one from many', () => {
  expect([plural(1, 'entry', 'entries'), plural(1200, 'entry', 'entries')]).toEqual(['1 entry', '1,200 entries']);
});
