import { describe, expect, it } from 'vitest';
import { pageOf } from './pageOf';
import { listState } from './listState';

describe('A list’s state in the URL', () => {
  it('keeps what it understands', () => {
    const state = { q: 'ada', page: 3, sort: 'email', down: true, only: { status: 'APPROVED' } };
    expect(listState(state)).toEqual(state);
  });

  it('leaves out the rest', () => {
    expect(listState({ q: '', page: 1, down: 'yes', only: { status: '', other: 7 }, sort: 9 })).toEqual({});
    expect(listState({ page: 'two', only: 'all', q: ['a'] })).toEqual({});
    expect(listState({ page: 2.5 })).toEqual({});
  });
});

describe('A list that comes whole', () => {
  const letters = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];

  it('is cut into pages', () => {
    expect(pageOf(letters, 2, 2, (text) => [text], '')).toEqual({ total: 5, items: ['gamma', 'delta'] });
    expect(pageOf(letters, 9, 2, (text) => [text], '').items).toEqual([]);
  });

  it('is searched without regard to capitals', () => {
    expect(pageOf(letters, 1, 10, (text) => [text], ' ETA ')).toEqual({ total: 1, items: ['beta'] });
  });
});
