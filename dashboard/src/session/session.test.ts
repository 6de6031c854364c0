import { describe, expect, it } from 'vitest';
import { isAdministration, scopesFor } from './adminMode';
import { chooseGroup } from './chooseGroup';
import { PendingSignIns, safeReturn } from './pending';
import { personFrom } from './person';
import { settingsFrom } from './settings';

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('A pending sign-in', () => {
  const pending = { state: 's', nonce: 'n', verifier: 'v', returnTo: '/ui/sites?group=bio#top' };

  it('is good for one return', () => {
    const signIns = new PendingSignIns(storage());
    signIns.put(pending);
    expect(signIns.take('s')).toEqual(pending);
    expect(signIns.take('s')).toBeUndefined();
  });

  it('is found by its own state only', () => {
    const signIns = new PendingSignIns(storage());
    signIns.put(pending);
    expect(signIns.take('other')).toBeUndefined();
    expect(signIns.take('')).toBeUndefined();
  });

  it('returns to our own pages only', () => {
    for (const target of ['//evil.example', 'https://evil.example/ui/', '/uix', '/other', '/ui\\evil', '/ui/callback?code=1', '/ui/?state=signed-out', '']) {
      expect(safeReturn(target)).toBe('/ui/');
    }
    for (const target of ['/ui', '/ui/', '/ui/catalogue/x/deploy?step=review', '/ui?group=a']) {
      expect(safeReturn(target)).toBe(target);
    }
  });

  it('may not leave for a refused token again and again', () => {
    const signIns = new PendingSignIns(storage());
    const allowed = [0, 1_000, 2_000, 3_000, 4_000].map((now) => signIns.mayLeaveAgain(now));
    expect(allowed).toEqual([true, true, true, true, false]);
    expect(signIns.mayLeaveAgain(40_000)).toBe(true);
  });
});

describe('The settings', () => {
  it('follow the page’s own origin unless the file says otherwise', () => {
    expect(settingsFrom({}, 'https://cloud.example')).toMatchObject({ issuer: 'https://cloud.example/identity', clientId: 'dashboard', scopes: 'openid profile email' });
    expect(settingsFrom({ issuer: 'https://iam.example', clientId: 7 }, 'https://cloud.example')).toMatchObject({ issuer: 'https://iam.example', clientId: 'dashboard' });
    expect(settingsFrom(null, 'https://cloud.example').adminGroup).toBe('admins');
  });

  it('name the organisation, or the product', () => {
    expect(settingsFrom({ organisation: { name: 'Isles', logo: true } }, 'https://cloud.example').organisation).toEqual({ name: 'Isles', logo: true });
    expect(settingsFrom({ organisation: { name: 7 } }, 'https://cloud.example').organisation).toEqual({ name: 'Arcipelago', logo: false });
  });
});

describe('A person', () => {
  it('has the name and groups of the claims', () => {
    expect(personFrom({ sub: 'x', name: 'Ada', groups: ['astro', 7], email: 'a@b' })).toEqual({ subject: 'x', name: 'Ada', groups: ['astro'], email: 'a@b' });
  });

  it('is called something whatever the provider sends', () => {
    expect(personFrom({ sub: 'x' })).toMatchObject({ name: 'x', groups: [] });
    expect(personFrom({ sub: 'x', preferred_username: 'ada' }).name).toBe('ada');
  });
});

describe('The active group', () => {
  it('is the one in the URL, else the remembered one, else the first', () => {
    expect(chooseGroup(['a', 'b', 'c'], 'b', 'c', 'admins')).toBe('b');
    expect(chooseGroup(['a', 'b', 'c'], undefined, 'c', 'admins')).toBe('c');
    expect(chooseGroup(['admins', 'a', 'b'], undefined, null, 'admins')).toBe('a');
    expect(chooseGroup(['admins'], undefined, null, 'admins')).toBe('admins');
  });

  it('is never a group that the person is not in', () => {
    expect(chooseGroup(['a'], 'admins', 'gone', 'admins')).toBe('a');
    expect(chooseGroup([], 'a', 'a', 'admins')).toBeUndefined();
  });
});

describe('The administrators’ scopes', () => {
  it('are asked for on the pages of the administration alone', () => {
    const settings = { scopes: 'openid', adminScopes: 'iam:admin.read' };
    expect(scopesFor('/ui/admin/people?q=a', settings)).toBe('openid iam:admin.read');
    for (const address of ['/ui/', '/ui/account/profile', '/ui/admin/deployments', '/ui/admin/deployments?page=2', '/ui/catalogue/admin/people', '/uix/admin/people']) {
      expect(scopesFor(address, settings)).toBe('openid');
    }
    expect(isAdministration('/ui/admin/deployments-of-people')).toBe(true);
  });
});
