import { describe, expect, it, vi } from 'vitest';
import { instantOf, timeOf } from './audit';
import { groupOf, lastPart, treeOf } from './groups';
import { problemIn, queryOf, slice } from './http';
import { personOf } from './people';

// Reading answers needs nobody signed in.
vi.mock('../../session/session', () => ({ session: {} }));

const refused = (status: number) => new Response(null, { status });

describe('A refusal', () => {
  it('is told in the service’s words, whichever dialect it speaks', () => {
    expect(problemIn(refused(400), '{"error":"Group is not empty"}').message).toBe('Group is not empty');
    expect(problemIn(refused(400), '{"error":"invalid_request","error_description":"No such scope"}').message).toBe('No such scope');
    expect(problemIn(refused(409), '{"schemas":[],"status":"409","detail":"Taken"}').message).toBe('Taken');
    expect(problemIn(refused(403), '{"title":"Forbidden","detail":"Not yours","requestId":"r1"}')).toMatchObject({ message: 'Not yours', requestId: 'r1' });
  });

  it('is told at all when the body is something else', () => {
    for (const body of ['', '<html>', 'null', '[]', '7']) {
      expect(problemIn(refused(502), body)).toMatchObject({ status: 502, title: 'The service failed' });
    }
  });
});

it('leaves out of an address what is not given', () => {
  expect(queryOf({ filter: undefined, q: '', page: 0, name: 'a&b' })).toBe('?page=0&name=a%26b');
  expect(queryOf()).toBe('');
  expect(slice(3, 20)).toEqual({ startIndex: 41, count: 20 });
});

describe('A person', () => {
  it('is complete for administrators', () => {
    const person = personOf({
      id: 'a', userName: 'ada', name: { givenName: 'Ada', familyName: 'Byron', formatted: 'Ada Byron' }, active: true,
      emails: [{ value: 'old@x' }, { value: 'ada@x', primary: true }], groups: [{ value: 'g', display: 'astro' }],
      'urn:indigo-dc:scim:schemas:IndigoUser': {
        authorities: ['ROLE_ADMIN'], endTime: '2031-01-01T00:00:00Z', managedGroups: [{ value: 'h', display: 'bio' }],
        certificates: [{ display: 'grid', subjectDn: 'CN=Ada', issuerDn: 'CN=CA' }],
      },
    });
    expect(person).toMatchObject({
      name: 'Ada Byron', email: 'ada@x', groups: [{ id: 'g', name: 'astro' }], managed: [{ id: 'h', name: 'bio' }],
      authorities: ['ROLE_ADMIN'], certificates: [{ label: 'grid', subject: 'CN=Ada', issuer: 'CN=CA' }], sshKeys: [],
    });
  });

  it('has a name whatever the service tells', () => {
    expect(personOf({ id: 'a', userName: 'ada', active: false })).toMatchObject({ name: 'ada', email: '', groups: [], labels: [], service: false });
  });
});

describe('Groups', () => {
  const group = (id: string, name: string, parent?: string) =>
    groupOf({ id, displayName: name, 'urn:indigo-dc:scim:schemas:IndigoGroup': { parentGroup: parent ? { value: parent, display: '' } : null } });

  it('stand below their parents, by name', () => {
    const tree = treeOf([group('3', 'a/z/y', '2'), group('4', 'b'), group('1', 'a'), group('2', 'a/z', '1'), group('5', 'a/b', '1')]);
    const names = (branches: typeof tree): unknown[] => branches.map(({ group: { name }, below }) => [name, ...names(below)]);
    expect(names(tree)).toEqual([['a', ['a/b'], ['a/z', ['a/z/y']]], ['b']]);
  });

  it('whose parent is not told stand at the top instead of vanishing', () => {
    expect(treeOf([group('2', 'a/z', '1')]).map((branch) => branch.group.name)).toEqual(['a/z']);
  });

  it('are called by the last part of their name', () => {
    expect([lastPart('a/b/c'), lastPart('a')]).toEqual(['c', 'a']);
  });
});

describe('An event', () => {
  it('has a time in either form', () => {
    expect(timeOf({ timestamp: 0 })).toBe('1970-01-01T00:00:00.000Z');
    expect(timeOf({ timestamp: 0, time: '2026-01-01T00:00:00Z' })).toBe('2026-01-01T00:00:00Z');
    expect(timeOf({})).toBeUndefined();
  });

  it('is searched from the start of a day to the end of another', () => {
    const start = instantOf('2026-03-01', 'start') ?? '';
    const end = instantOf('2026-03-01', 'end') ?? '';
    expect(Date.parse(end) - Date.parse(start)).toBe(86_400_000);
    expect([instantOf(undefined, 'start'), instantOf('soon', 'end'), instantOf('2026-13-45', 'start')]).toEqual([undefined, undefined, undefined]);
  });
});
