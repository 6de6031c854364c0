import { expect, it } from 'vitest';
import { listSearch } from './listSearch';

it('reads what a list can show', () => {
  expect(listSearch({ scope: 'group', status: 'CREATE_FAILED', deleted: true, page: 3, ofGroup: 'bio' })).toEqual({
    scope: 'group', status: 'CREATE_FAILED', deleted: true, page: 3, ofGroup: 'bio',
  });
});

it('leaves out what it does not understand', () => {
  expect(listSearch({ scope: 'all', status: 'toString', deleted: 'yes', page: -1, ofGroup: 7 })).toEqual({});
  expect(listSearch({ page: 1.5 })).toEqual({});
});
