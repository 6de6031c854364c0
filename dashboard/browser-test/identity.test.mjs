import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { button, carla, checkPage, dialog, last, launch, open, visit } from './harness.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const shown = (text) => (page) => page.getByText(text).first().waitFor();
const opened = (name) => async (page) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await dialog(page).waitFor();
};

/** Every page: how to reach it, and when it is there. */
const PAGES = [
  { name: 'people', path: '/ui/admin/people', heading: 'People', person: carla, ready: shown('alice@example.org') },
  { name: 'people-none', path: '/ui/admin/people?q=zzz', heading: 'People', person: carla, ready: shown('Nothing matches') },
  { name: 'person-new', path: '/ui/admin/people', heading: 'People', person: carla, ready: opened('New person') },
  { name: 'person', path: '/ui/admin/people/a1', heading: 'Alice Astro', person: carla, ready: shown('Survey portal') },
  { name: 'person-suspend', path: '/ui/admin/people/a1', heading: 'Alice Astro', person: carla, ready: opened('Suspend') },
  { name: 'person-delete', path: '/ui/admin/people/a1', heading: 'Alice Astro', person: carla, ready: opened('Delete') },
  { name: 'person-group', path: '/ui/admin/people/a1', heading: 'Alice Astro', person: carla, ready: async (page) => {
    await opened('Add to a group')(page);
    await dialog(page).getByText('The southern survey').waitFor();
  } },
  { name: 'person-gone', path: '/ui/admin/people/nobody', heading: 'Person', person: carla, expectErrors: ['404'], ready: shown('does not exist') },
  { name: 'registrations', path: '/ui/admin/registrations', heading: 'Registrations', person: carla, ready: shown('Renata Rossi') },
  { name: 'registration-approve', path: '/ui/admin/registrations', heading: 'Registrations', person: carla, ready: opened('Approve Rolf Richter') },
  { name: 'registration-reject', path: '/ui/admin/registrations', heading: 'Registrations', person: carla, ready: opened('Reject Renata Rossi') },
  { name: 'groups', path: '/ui/admin/groups', heading: 'Groups', person: carla, ready: shown('The southern survey') },
  { name: 'groups-found', path: '/ui/admin/groups?q=sur', heading: 'Groups', person: carla, ready: shown('astro/survey/north') },
  { name: 'group', path: '/ui/admin/groups/g-astro', heading: 'astro', person: carla, ready: shown('Given0 Family 00') },
  { name: 'capabilities', path: '/ui/admin/groups/g-survey', heading: 'astro/survey', person: carla, ready: capabilities },
  { name: 'group-requests', path: '/ui/admin/group-requests', heading: 'Group requests', person: carla, ready: shown('Bruno Bio') },
  { name: 'certificate-requests', path: '/ui/admin/certificate-requests', heading: 'Certificate requests', person: carla, ready: shown('CN=Bruno Bio') },
  { name: 'clients', path: '/ui/admin/clients', heading: 'Clients', person: carla, ready: shown('Batch system') },
  { name: 'client-new', path: '/ui/admin/clients', heading: 'Clients', person: carla, ready: opened('New client') },
  { name: 'client', path: '/ui/admin/clients/portal', heading: 'Survey portal', person: carla, ready: shown('Alice Astro') },
  { name: 'client-tokens', path: '/ui/admin/clients/portal', heading: 'Survey portal', person: carla, ready: opened('Change') },
  { name: 'scopes', path: '/ui/admin/scopes', heading: 'Scopes', person: carla, ready: shown('storage.read:/') },
  { name: 'scope-policies', path: '/ui/admin/scope-policies', heading: 'Scope policies', person: carla, ready: shown('The survey reads its own files') },
  { name: 'scope-policy', path: '/ui/admin/scope-policies', heading: 'Scope policies', person: carla, ready: opened('Edit The survey reads its own files') },
  { name: 'scopes-explained', path: '/ui/admin/scope-policies', heading: 'Scope policies', person: carla, ready: explain },
  { name: 'exchange-policies', path: '/ui/admin/exchange-policies', heading: 'Exchange policies', person: carla, ready: shown('orchestrator') },
  { name: 'exchange-policy', path: '/ui/admin/exchange-policies', heading: 'Exchange policies', person: carla, ready: opened('New policy') },
  { name: 'aup', path: '/ui/admin/aup', heading: 'Use policy', person: carla, ready: shown('365 days') },
  { name: 'aup-edit', path: '/ui/admin/aup', heading: 'Use policy', person: carla, ready: opened('Edit') },
  { name: 'keys', path: '/ui/admin/keys', heading: 'Signing keys', person: carla, ready: shown('rs-2026-08') },
  { name: 'audit', path: '/ui/admin/audit', heading: 'Audit log', person: carla, ready: (page) => page.getByText('All of it').first().click() },
  { name: 'administration-refused', path: '/ui/admin/people', heading: 'Administration', ready: shown('You may not see this') },
  { name: 'profile', path: '/ui/account/profile', heading: 'Profile', ready: shown('alice@example.org') },
  { name: 'sign-in', path: '/ui/account/security', heading: 'Sign-in', ready: (page) => button(page, 'Set up').waitFor() },
  { name: 'step-up', path: '/ui/account/security', heading: 'Sign-in', person: (world) => world.passkeyOwners.add('a1'), expectErrors: ['403'], ready: async (page) => {
    await button(page, 'Set up').click();
    await page.getByRole('alert').getByText('a sign-in with your second factor').waitFor();
  } },
  { name: 'password', path: '/ui/account/security', heading: 'Sign-in', ready: opened('Change the password') },
  { name: 'factor', path: '/ui/account/security', heading: 'Sign-in', ready: opened('Set up') },
  { name: 'identities', path: '/ui/account/identities', heading: 'Linked identities', ready: shown('CN=Alice Astro,O=Example,C=IT') },
  { name: 'certificate-ask', path: '/ui/account/identities', heading: 'Linked identities', ready: opened('Ask for one') },
  { name: 'my-groups', path: '/ui/account/groups', heading: 'My groups', ready: shown('Ask again when the survey begins.') },
  { name: 'managed-group', path: '/ui/account/groups/g-survey', heading: 'astro/survey', ready: shown('Alice Astro') },
  { name: 'managed-requests', path: '/ui/account/group-requests', heading: 'Group requests', ready: shown('Bruno Bio') },
  { name: 'my-clients', path: '/ui/account/clients', heading: 'My clients', ready: shown('Survey portal') },
  { name: 'own-client', path: '/ui/account/clients/portal', heading: 'Survey portal', ready: shown('Alice Astro') },
  { name: 'allowed-sites', path: '/ui/account/sites', heading: 'Sites I allowed', ready: shown('Survey portal') },
];

async function capabilities(page) {
  await button(page, 'Change the set').click();
  await dialog(page).getByLabel('Scopes').fill('storage.read:/survey\nstorage.modify:/survey/out');
  await page.getByRole('group', { name: 'Members lose' }).getByText('compute.create').waitFor();
}

async function explain(page) {
  await button(page, 'Explain').click();
  await button(page, 'Choose Bruno Bio').click();
  await dialog(page).getByLabel('Client id').fill('portal');
  await dialog(page).getByLabel('Scopes').fill('openid storage.read:/');
  await button(dialog(page), 'Explain').click();
  await dialog(page).getByText('The client is not registered for the scope').waitFor();
}

describe('Every page of identity is accessible, keeps to the policy and fits', () => {
  for (const page of PAGES) {
    it(page.name, () => checkPage(browser, page));
  }
});

/** The interface answers so for those who have not signed the use policy. */
const UNSIGNED = { expectErrors: ['404'] };

describe('The administrators’ scopes', () => {
  it('are not asked for before somebody comes to the administration, and then with one more round', () =>
    visit(browser, { before: carla }, async (page, world) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      assert.deepEqual([...world.granted.values()], [['openid', 'profile', 'email']]);
      await page.getByRole('link', { name: 'Administration' }).click();
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      assert.equal(world.signIns, 2);
      assert.ok([...world.granted.values()].at(-1).includes('iam:admin.write'));
      await page.getByRole('link', { name: 'Audit log' }).click();
      await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
      assert.equal(world.signIns, 2, 'from page to page the token stays');
    }));

  it('open nothing to others: no link, and the pages say so without asking in circles', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/admin/keys', 'Administration');
      await page.getByText('You may not see this').waitFor();
      assert.equal(await page.getByRole('link', { name: 'Administration' }).count(), 0);
      assert.equal(world.signIns, 1);
    }));
});

describe('People', () => {
  it('are searched, sorted and paged in the URL', () =>
    visit(browser, { before: carla }, async (page) => {
      await open(page, '/ui/admin/people', 'People');
      await page.getByText('28 people').waitFor();
      await page.getByRole('button', { name: 'Page 2' }).click();
      await page.waitForURL(/page=2/);
      await page.getByText('Nadia Nuova').waitFor();
      await page.getByRole('textbox', { name: /Name, user name/ }).fill('bru');
      await page.waitForURL(/q=bru/);
      await page.getByText('1 person').waitFor();
      assert.doesNotMatch(page.url(), /page=/, 'a search begins at the first page');
      await page.getByRole('button', { name: 'Clear the search' }).click();
      await button(page, 'E-mail').click();
      await page.waitForURL(/sort=email/);
      await button(page, 'E-mail').click();
      await page.waitForURL(/down=true/);
      await page.getByRole('cell', { name: 'xeno@example.org' }).waitFor();
      await page.reload();
      await page.getByRole('cell', { name: 'xeno@example.org' }).waitFor();
    }));

  it('are suspended after a question, and restored', () =>
    visit(browser, { before: carla, ...UNSIGNED }, async (page, world) => {
      await open(page, '/ui/admin/people/b2', 'Bruno Bio');
      await button(page, 'Suspend').click();
      await button(dialog(page), 'Cancel').click();
      assert.equal(world.done.length, 0, 'nothing happens before the answer');
      await button(page, 'Suspend').click();
      await button(dialog(page), 'Suspend').click();
      await page.getByText('Suspended', { exact: true }).waitFor();
      assert.equal(world.accounts.find(({ id }) => id === 'b2').active, false);
      await button(page, 'Restore').click();
      await button(dialog(page), 'Restore').click();
      await page.getByText('Active', { exact: true }).waitFor();
      assert.deepEqual(last(world).body.operations, [{ op: 'replace', value: { active: true } }]);
    }));

  it('are deleted only when the user name was typed', () =>
    visit(browser, { before: carla, ...UNSIGNED }, async (page, world) => {
      await open(page, '/ui/admin/people/b2', 'Bruno Bio');
      await button(page, 'Delete').click();
      await page.getByLabel('Type bruno to confirm').fill('bru');
      assert.ok(await button(dialog(page), 'Delete').isDisabled());
      await page.keyboard.press('Enter');
      assert.equal(world.done.length, 0);
      await page.getByLabel('Type bruno to confirm').fill('bruno');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      await page.getByText('27 people').waitFor();
      assert.equal(last(world).method, 'DELETE');
    }));

  it('lose a client that acts for them, tokens and consent, after a question', () =>
    visit(browser, { before: carla, ...UNSIGNED }, async (page, world) => {
      await open(page, '/ui/admin/people/a1', 'Alice Astro');
      const clients = page.getByRole('list', { name: 'Clients that act for Alice Astro' });
      await clients.getByText('2 grants for openid profile').waitFor();
      await button(clients, 'Take back what Survey portal has').click();
      await button(dialog(page), 'Cancel').click();
      assert.equal(world.done.length, 0, 'nothing happens before the answer');
      await button(clients, 'Take back what Survey portal has').click();
      await button(dialog(page), 'Take back').click();
      await page.getByText('No client acts for this person.').waitFor();
      assert.equal(last(world).method, 'DELETE');
      assert.equal(last(world).path, '/v1/accounts/a1/clients/portal');
    }));

  it('cannot lock themselves out', () =>
    visit(browser, { before: carla, ...UNSIGNED }, async (page) => {
      await open(page, '/ui/admin/people/c3', 'Carla Conti');
      await page.getByRole('heading', { name: 'Rights and sign-in' }).waitFor();
      assert.equal(await button(page, 'Suspend').count(), 0);
      assert.equal(await button(page, 'Delete').count(), 0);
      assert.ok(await page.getByRole('switch', { name: 'Administrator' }).isDisabled());
    }));

  it('are created, and a refusal keeps what was typed', () =>
    visit(browser, { before: carla, expectErrors: ['409', '404'] }, async (page) => {
      await open(page, '/ui/admin/people', 'People');
      await button(page, 'New person').click();
      await dialog(page).getByLabel('User name').fill('alice');
      await page.getByLabel('Given name').fill('Vera');
      await page.getByLabel('Family name').fill('Verdi');
      await dialog(page).getByLabel('E-mail').fill('vera@example.org');
      await button(dialog(page), 'Create').click();
      await dialog(page).getByText('The user name alice is taken').waitFor();
      assert.equal(await page.getByLabel('Family name').inputValue(), 'Verdi');
      await dialog(page).getByLabel('User name').fill('vera');
      await button(dialog(page), 'Create').click();
      await page.getByRole('heading', { level: 1, name: 'Vera Verdi' }).waitFor();
    }));

  it('get groups, labels and an end date', () =>
    visit(browser, { before: carla, ...UNSIGNED }, async (page, world) => {
      await open(page, '/ui/admin/people/b2', 'Bruno Bio');
      await button(page, 'Add to a group').click();
      await dialog(page).getByRole('textbox').fill('north');
      await button(page, 'Add astro/survey/north').click();
      await button(dialog(page), 'Close').click();
      await page.getByRole('list', { name: 'Groups of Bruno Bio' }).getByText('astro/survey/north').waitFor();
      assert.deepEqual(world.accounts.find(({ id }) => id === 'b2').groups, ['g-bio', 'g-north', 'g-survey', 'g-astro']);
      await button(page, 'New label').click();
      await page.getByLabel('Name', { exact: false }).last().fill('reviewed');
      await button(dialog(page), 'Set').click();
      await page.getByText('reviewed').waitFor();
      await button(page, 'Remove the label reviewed').click();
      await page.getByText('The label is removed').waitFor();
      assert.equal(last(world).query.name, 'reviewed');
      await button(page, 'End date').click();
      await page.getByLabel('No end date').uncheck();
      await page.getByLabel('Last day').fill('2030-06-30');
      await button(dialog(page), 'Save').click();
      await page.getByText('30 Jun 2030').waitFor();
    }));
});

describe('Requests', () => {
  it('for an account are rejected with a motivation only', () =>
    visit(browser, { before: carla }, async (page, world) => {
      await open(page, '/ui/admin/registrations', 'Registrations');
      await button(page, 'Reject Renata Rossi').click();
      assert.ok(await button(dialog(page), 'Reject').isDisabled());
      await page.getByLabel('Motivation').fill('Ask your own institute first.');
      await button(dialog(page), 'Reject').click();
      await page.getByText('Renata Rossi', { exact: true }).waitFor({ state: 'hidden' });
      assert.deepEqual(last(world).body, { motivation: 'Ask your own institute first.', doNotSendEmail: false });
      await button(page, 'Approve Rolf Richter').click();
      await dialog(page).getByText('has not been confirmed').waitFor();
      await button(dialog(page), 'Approve').click();
      await page.getByText('Nobody waits').waitFor();
    }));

  it('for a group are decided by its manager, without the administrators’ scopes', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/group-requests', 'Group requests');
      await page.getByText('Bruno Bio').waitFor();
      assert.equal(await page.getByText('Nadia Nuova').count(), 0, 'a request for a group of others');
      assert.equal(await button(page, 'Approve Alice Astro for empty').count(), 0, 'nobody decides their own');
      await button(page, 'Approve Bruno Bio for astro/survey').click();
      await page.getByText('Bruno Bio is in astro/survey').waitFor();
      assert.ok(world.accounts.find(({ id }) => id === 'b2').groups.includes('g-survey'));
      assert.ok([...world.granted.values()].flat().every((scope) => !scope.startsWith('iam:')));
    }));
});

describe('Certificates', () => {
  it('are asked for without the private key, and linked by an administrator', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/identities', 'Linked identities');
      await button(page, 'Ask for one').click();
      await page.getByRole('textbox', { name: 'Certificate' }).fill('-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----');
      await page.getByText('This holds a private key').waitFor();
      assert.ok(await button(dialog(page), 'Ask').isDisabled());
      await page.getByRole('textbox', { name: 'Certificate' }).fill('-----BEGIN CERTIFICATE-----');
      await button(dialog(page), 'Ask').click();
      await page.getByText('CN=New,C=IT').waitFor();
      world.person = 'carla';
      await open(page, '/ui/admin/certificate-requests', 'Certificate requests');
      await button(page, 'Approve Bruno Bio').click();
      await dialog(page).getByText('Whoever holds its key').waitFor();
      await button(dialog(page), 'Link').click();
      await page.getByText('CN=Bruno Bio,O=Example,C=IT', { exact: true }).waitFor({ state: 'hidden' });
      assert.equal(last(world).path, '/iam/cert_link_requests/k1/approve');
    }));
});

describe('Groups', () => {
  it('are made below another and deleted when they are empty', () =>
    visit(browser, { before: carla, expectErrors: ['400'] }, async (page) => {
      await open(page, '/ui/admin/groups/g-bio', 'bio');
      await button(page, 'New group below').click();
      await dialog(page).getByLabel('Name').fill('yeast');
      await button(dialog(page), 'Create').click();
      await page.getByRole('heading', { level: 1, name: 'bio/yeast' }).waitFor();
      await button(page, 'Delete').click();
      await page.getByLabel('Type yeast to confirm').fill('yeast');
      await button(dialog(page), 'Delete').click();
      await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();
      await page.getByRole('link', { name: 'bio', exact: true }).click();
      await button(page, 'Delete').click();
      await page.getByLabel('Type bio to confirm').fill('bio');
      await button(dialog(page), 'Delete').click();
      await dialog(page).getByText('Group is not empty').waitFor();
    }));

  it('fold, with the keyboard', () =>
    visit(browser, { before: carla }, async (page) => {
      await open(page, '/ui/admin/groups', 'Groups');
      await page.getByRole('link', { name: 'north' }).waitFor();
      await button(page, 'Groups below astro').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'survey' }).waitFor({ state: 'hidden' });
      await page.getByRole('link', { name: 'astro' }).waitFor();
    }));

  it('are run by their managers: members come and go', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/groups/g-survey', 'astro/survey');
      await button(page, 'Add members').click();
      await dialog(page).getByRole('textbox').fill('bruno');
      await button(page, 'Add Bruno Bio').click();
      await button(dialog(page), 'Close').click();
      await button(page, 'Remove Bruno Bio').click();
      await button(dialog(page), 'Remove').click();
      await page.getByText('Bruno Bio is no longer in astro/survey').waitFor();
      assert.equal(last(world).path, '/iam/account/b2/groups/g-survey');
      for (const forbidden of ['Delete', 'Appoint', 'New group below', 'New label']) {
        assert.equal(await button(page, forbidden).count(), 0, forbidden);
      }
    }));
});
