import { expect, it } from 'vitest';
import { backoffMs } from './backoff';

it('doubles until 20 s', () => {
  expect([0, 1, 2, 3, 20].map((failures) => backoffMs(failures, 0))).toEqual([500, 1000, 2000, 4000, 20000]);
});

it('takes at most a half away by chance', () => {
  expect(backoffMs(3, 1)).toBe(2000);
  expect(backoffMs(3, 0.5)).toBe(3000);
});
