import { expect, it } from 'vitest';
import { changesIn, formOf } from './settings';

it('sends only what was changed, and null for what is left to the feed again', () => {
  const before = formOf({ status: 'maintenance', supportEmails: ['a@example.org', 'b@example.org'], isPublic: false });
  expect(changesIn(before, before)).toEqual({});
  expect(changesIn(before, { ...before, status: '' })).toEqual({ status: null });
  expect(changesIn(before, { ...before, description: ' New racks ' })).toEqual({ description: 'New racks' });
  expect(changesIn(before, { ...before, supportEmails: 'a@example.org\n b@example.org ' })).toEqual({});
  expect(changesIn(before, { ...before, supportEmails: '', isPublic: 'true' })).toEqual({ supportEmails: null, isPublic: true });
  expect(changesIn(before, { ...before, isPublic: '' })).toEqual({ isPublic: null });
});

it('takes nothing said for nothing said', () => {
  expect(formOf({ status: null })).toEqual({ status: '', description: '', supportEmails: '', isPublic: '' });
});
