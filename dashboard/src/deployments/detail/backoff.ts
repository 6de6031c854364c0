const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/**
 * How long to wait before try number `failures` + 1: doubling up to 20 s, of which `random` (0 to 1)
 * takes away up to a half, so that many pages do not come back at the same moment.
 */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(full * (1 - random / 2));
}
