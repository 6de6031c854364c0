import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, checkPage, launch, open, screenshot, visit } from './harness.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const carla = (world) => (world.person = 'carla');
const dialog = (page) => page.getByRole('dialog');
const button = (page, name) => page.getByRole('button', { name, exact: true });
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
  { name: 'group-requests', path: '/ui/admin/group-requests', heading: 'Group requests', person: carla, ready: shown('Bruno Bio') },
  { name: 'certificate-requests', path: '/ui/admin/certificate-requests', heading: 'Certificate requests', person: carla, ready: shown('CN=Bruno Bio') },
  { name: 'clients', path: '/ui/admin/clients', heading: 'Clients', person: carla, ready: shown('Batch system') },
  { name: 'client-new', path: '/ui/admin/clients', heading: 'Clients', person: carla, ready: opened('New client') },
  { name: 'client', path: '/ui/admin/clients/portal', heading: 'Survey portal', person: carla, ready: shown('Alice Astro') },
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

/** The last change that the service saw. */
const last = (world) => world.done.at(-1);

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
      await page.getByText('Renata Rossi').waitFor({ state: 'hidden' });
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
      await page.getByText('CN=Bruno Bio,O=Example,C=IT').waitFor({ state: 'hidden' });
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

describe('Clients', () => {
  it('get a new secret that is shown once', () =>
    visit(browser, { before: carla }, async (page) => {
      await open(page, '/ui/admin/clients/portal', 'Survey portal');
      await button(page, 'New secret').click();
      await button(dialog(page), 'Make a new secret').click();
      await page.getByLabel('Client secret', { exact: true }).getByText('brand-new-secret-4711').waitFor();
      await screenshot(page, 'client-secret-desktop-light');
      await assertAccessible(page, 'the new secret');
      await button(page, 'Copy client secret').click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'brand-new-secret-4711');
      await page.keyboard.press('Escape');
      await dialog(page).waitFor();
      await button(dialog(page), 'I have stored it').click();
      await dialog(page).waitFor({ state: 'detached' });
      assert.ok(!(await page.content()).includes('brand-new-secret-4711'));
      const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
      assert.ok(!kept.includes('brand-new-secret-4711'));
    }));

  it('are changed without losing what the form does not show, disabled and deleted', () =>
    visit(browser, { before: carla }, async (page, world) => {
      world.clients.find(({ client_id }) => client_id === 'portal').tos_uri = 'https://portal.example.org/terms';
      await open(page, '/ui/admin/clients/portal', 'Survey portal');
      await button(page, 'Edit').click();
      await dialog(page).getByLabel('Redirect addresses').fill('https://a.example/cb\nhttps://b.example/cb');
      await button(dialog(page), 'Save').click();
      await page.getByText('https://b.example/cb').waitFor();
      assert.deepEqual(last(world).body.redirect_uris, ['https://a.example/cb', 'https://b.example/cb']);
      assert.equal(last(world).body.tos_uri, 'https://portal.example.org/terms');
      assert.equal(last(world).body.client_secret, undefined);
      await button(page, 'Disable').click();
      await button(dialog(page), 'Disable').click();
      await page.getByText('Disabled', { exact: true }).waitFor();
      await button(page, 'Delete').click();
      await page.getByLabel('Type Survey portal to confirm').fill('Survey portal');
      await button(dialog(page), 'Delete').click();
      await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
    }));

  it('are registered by everybody, who sees the secret once', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/clients', 'My clients');
      await button(page, 'Register a client').click();
      await dialog(page).getByLabel('Name', { exact: false }).first().fill('My plotter');
      assert.ok(await button(dialog(page), 'Register').isDisabled(), 'a code needs a redirect address');
      await dialog(page).getByLabel('Redirect addresses').fill('http://127.0.0.1/cb');
      await button(dialog(page), 'Register').click();
      await page.getByText('first-secret-of-the-client').waitFor();
      await button(dialog(page), 'I have stored it').click();
      await page.getByRole('heading', { level: 1, name: 'My plotter' }).waitFor();
      assert.equal(last(world).path, '/iam/api/client-registration');
    }));
});

describe('Rules', () => {
  it('for scopes can be set for a group', () =>
    visit(browser, { before: carla }, async (page, world) => {
      await open(page, '/ui/admin/scope-policies', 'Scope policies');
      await button(page, 'New policy').click();
      await dialog(page).getByLabel('Description').fill('No computing for bio');
      await dialog(page).getByLabel('Rule').selectOption('DENY');
      await dialog(page).getByLabel('For', { exact: true }).selectOption('group');
      assert.ok(await button(dialog(page), 'Save').isDisabled());
      await button(page, 'Choose bio').click();
      await dialog(page).getByLabel('Scopes').fill('compute.create compute.read');
      await button(dialog(page), 'Save').click();
      await page.getByText('No computing for bio').waitFor();
      const { rule, group, account, scopes } = last(world).body;
      assert.deepEqual({ rule, group, account, scopes }, { rule: 'DENY', group: { uuid: 'g-bio' }, account: null, scopes: ['compute.create', 'compute.read'] });
    }));

  it('of use are not touched by a slip', () =>
    visit(browser, { before: carla }, async (page, world) => {
      await open(page, '/ui/admin/aup', 'Use policy');
      await button(page, 'Make everybody sign again').click();
      assert.ok(await button(dialog(page), 'Make everybody sign').isDisabled());
      await page.getByLabel('Type everybody to confirm').fill('everybody');
      await button(dialog(page), 'Make everybody sign').click();
      await page.getByText('Everybody has to sign the use policy again').waitFor();
      assert.equal(world.signatures.size, 0);
    }));

  it('reserved scopes stay, and the service’s reason is shown', () =>
    visit(browser, { before: carla, expectErrors: ['409'] }, async (page) => {
      await open(page, '/ui/admin/scopes', 'Scopes');
      await button(page, 'Delete iam:admin.read').click();
      await button(dialog(page), 'Delete').click();
      await dialog(page).getByText('it stays as it is').waitFor();
    }));
});

describe('The audit log', () => {
  it('is searched by word, category and outcome', () =>
    visit(browser, { before: carla }, async (page) => {
      await open(page, '/ui/admin/audit', 'Audit log');
      await page.getByText('45 events').waitFor();
      await page.getByLabel('Outcome').selectOption('failure');
      await page.getByText('12 events').waitFor();
      const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Download what is found').click()]);
      assert.equal(saved.suggestedFilename(), 'identity-audit.jsonl');
      await page.getByRole('textbox', { name: 'Any word' }).fill('portal');
      await page.getByText('Nothing matches').waitFor();
      await button(page, 'Show all events').click();
      await page.getByText('45 events').waitFor();
    }));
});

describe('My account', () => {
  it('is reached from the menu, and its name can be changed', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      await button(page, 'Account of Alice Astro').click();
      await page.getByRole('menuitem', { name: 'My account' }).click();
      await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor();
      await button(page, 'Edit').click();
      await page.getByLabel('Family name').fill('Astronoma');
      await button(dialog(page), 'Save').click();
      await page.getByText('Astronoma').waitFor();
      assert.deepEqual(last(world).body.operations[0].value, { name: { givenName: 'Alice', familyName: 'Astronoma' } }, 'the address was not changed, so it is not sent');
    }));

  it('changes the password, which stays nowhere', () =>
    visit(browser, { expectErrors: ['400'] }, async (page, world) => {
      await open(page, '/ui/account/security', 'Sign-in');
      await button(page, 'Change the password').click();
      await page.getByLabel('Current password', { exact: false }).first().fill('wrong');
      await page.getByRole('textbox', { name: 'New password', exact: false }).first().fill('New-secret-2');
      await page.getByRole('textbox', { name: 'New password once more' }).fill('New-secret-3');
      await page.getByText('This differs from the new password').waitFor();
      assert.ok(await button(dialog(page), 'Change and sign in again').isDisabled());
      await page.getByRole('textbox', { name: 'New password once more' }).fill('New-secret-2');
      await button(dialog(page), 'Change and sign in again').click();
      await page.getByText('The current password is wrong').waitFor();
      await page.getByLabel('Current password', { exact: false }).first().fill('Old-secret-1');
      await button(dialog(page), 'Change and sign in again').click();
      await dialog(page).waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1, name: 'Sign-in' }).waitFor();
      await button(page, 'Set up').waitFor();
      assert.equal(world.passwords.get('a1'), 'New-secret-2');
      assert.equal(world.signIns, 2);
      assert.ok(!page.url().includes('secret'));
    }));

  it('sets up an authenticator app, shows the recovery codes once, and gives it up', () =>
    visit(browser, { expectErrors: ['400'] }, async (page, world) => {
      await open(page, '/ui/account/security', 'Sign-in');
      await button(page, 'Set up').click();
      const picture = page.getByAltText('QR code with the secret for the app');
      await picture.waitFor();
      assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0), 'the policy lets the picture through');
      await page.getByLabel(/Type the code/).fill('000000');
      await button(dialog(page), 'Turn on').click();
      await dialog(page).getByText('Bad TOTP').waitFor();
      await page.getByLabel(/Type the code/).fill('123 456');
      await button(dialog(page), 'Turn on').click();
      await page.getByText('h7kq-2mzp').waitFor();
      await screenshot(page, 'recovery-codes-desktop-light');
      await assertAccessible(page, 'the recovery codes');
      assert.ok(await button(dialog(page), 'Done').isDisabled(), 'the codes must be stored first');
      const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
      assert.equal(saved.suggestedFilename(), 'arcipelago-recovery-codes.txt');
      await button(page, 'Copy the recovery codes').click();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /c4xt-9wvn/);
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.getByText('h7kq-2mzp').isVisible());
      assert.ok(!(await page.getByRole('heading', { level: 1, includeHidden: true }).isVisible()), 'the codes alone are printed');
      await page.emulateMedia({ media: 'screen' });
      await page.getByLabel('I have stored the codes').check();
      await button(dialog(page), 'Done').click();
      await page.getByText('4 recovery codes left').waitFor();
      assert.ok(!(await page.content()).includes('h7kq-2mzp'));
      await button(page, 'Turn off').click();
      await page.getByLabel('Code of the app').fill('123456');
      await button(dialog(page), 'Turn off').click();
      await button(page, 'Set up').waitFor();
      assert.equal(world.factors.get('a1'), false);
    }));

  it('asks to join a group and withdraws', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/groups', 'My groups');
      await button(page, 'Ask to join').click();
      await button(page, 'Choose astro/survey/north').click();
      await page.getByLabel('A word to those who decide').fill('I observe the north.');
      await button(dialog(page), 'Ask').click();
      await page.getByText('I observe the north.').waitFor();
      assert.deepEqual(last(world).body, { groupName: 'astro/survey/north', notes: 'I observe the north.' });
      await button(page, 'Withdraw the request for empty').click();
      await page.getByText('The request is withdrawn').waitFor();
    }));

  it('revokes what a site was allowed', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/sites', 'Sites I allowed');
      await button(page, 'Revoke Survey portal').click();
      await button(dialog(page), 'Revoke').click();
      await page.getByText('When you sign in to a site').waitFor();
      assert.equal(last(world).path, '/iam/api/approved/portal');
    }));
});
