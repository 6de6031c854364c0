import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, button, carla, dialog, last, launch, open, screenshot, visit } from './harness.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

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
    // Of a client that was just disabled the token settings are not there any more.
    visit(browser, { before: carla, expectErrors: ['404'] }, async (page, world) => {
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

  it('have tokens whose lives and looks are changed, each only if it was', () =>
    visit(browser, { before: carla }, async (page, world) => {
      await open(page, '/ui/admin/clients/portal', 'Survey portal');
      await page.getByText('WLCG, for the grid').waitFor();
      await button(page, 'Change').click();
      await dialog(page).getByLabel('Access tokens last').fill('15 min');
      assert.ok(await button(dialog(page), 'Save').isDisabled());
      await dialog(page).getByLabel('Access tokens last').fill('900');
      await dialog(page).getByText('This is 15 min').waitFor();
      await dialog(page).getByLabel('Refresh tokens last').fill('0');
      await button(dialog(page), 'Save').click();
      await page.getByText('without end, a new one at each use').waitFor();
      assert.deepEqual(world.done.map(({ path }) => path), ['/iam/api/clients/portal'], 'the looks were not touched');
      assert.equal(last(world).body.access_token_validity_seconds, 900);
      assert.equal(last(world).body.client_name, 'Survey portal', 'what the panel does not show goes back as it came');
      await button(page, 'Change').click();
      await dialog(page).getByLabel('Profile').selectOption('');
      await dialog(page).getByLabel('Signed with').selectOption('ES256');
      await button(dialog(page), 'Save').click();
      await dialog(page).waitFor({ state: 'detached' });
      await page.getByText('ES256', { exact: true }).waitFor();
      assert.deepEqual(last(world).body, { signingAlgorithm: 'ES256', profile: null });
      assert.equal(world.done.length, 2);
    }));

  it('of the product keep their lives, and what was typed is not lost', () =>
    visit(browser, { before: carla, expectErrors: ['409'] }, async (page) => {
      await open(page, '/ui/admin/clients/dashboard', 'Arcipelago dashboard');
      await button(page, 'Change').click();
      assert.ok(await dialog(page).getByLabel('Refresh tokens stay the same').isDisabled(), 'a public client rotates');
      await dialog(page).getByLabel('Access tokens last').fill('60');
      await button(dialog(page), 'Save').click();
      await dialog(page).getByRole('alert').getByText('follows the configuration').waitFor();
      assert.equal(await dialog(page).getByLabel('Access tokens last').inputValue(), '60');
      await dialog(page).getByLabel('Access tokens last').fill('3600');
      await dialog(page).getByLabel('Profile').selectOption('kc');
      await button(dialog(page), 'Save').click();
      await page.getByText('Keycloak, roles').waitFor();
    }));

  it('that are disabled keep their tokens’ looks to themselves, and the lives can be changed', () =>
    visit(browser, { before: carla }, async (page) => {
      await open(page, '/ui/admin/clients/batch', 'Batch system');
      await page.getByText('Told while the client is enabled').waitFor();
      await button(page, 'Change').click();
      await dialog(page).getByText('while the client is enabled').waitFor();
      assert.equal(await dialog(page).getByLabel('Profile').count(), 0);
      await dialog(page).getByLabel('May ask about all tokens').check();
      await button(dialog(page), 'Save').click();
      await page.getByText('of all tokens').waitFor();
    }));

  it('show their owner how long tokens last, and ask for nothing that is the administrators’', () =>
    visit(browser, {}, async (page) => {
      const asked = [];
      page.on('request', (request) => asked.push(request.url()));
      await open(page, '/ui/account/clients/portal', 'Survey portal');
      await page.getByText('30 d, a new one at each use').waitFor();
      await page.getByRole('list', { name: 'Owners of Survey portal' }).waitFor();
      assert.equal(await button(page, 'Change').count(), 0);
      assert.ok(!asked.some((url) => url.includes('token-settings')));
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

describe('Capability sets', () => {
  it('are made, changed with a word on what it means, and removed after a question', () =>
    visit(browser, { before: carla, expectErrors: ['400'] }, async (page, world) => {
      await open(page, '/ui/admin/groups/g-bio', 'bio');
      await page.getByText('The group has no set.').waitFor();
      await button(page, 'New set').click();
      assert.ok(await button(dialog(page), 'Save').isDisabled(), 'a set holds something');
      await dialog(page).getByLabel('Scopes').fill('openid');
      await button(dialog(page), 'Save').click();
      await dialog(page).getByRole('alert').getByText('such as storage.read:/data').waitFor();
      assert.equal(await dialog(page).getByLabel('Scopes').inputValue(), 'openid');
      await dialog(page).getByLabel('Scopes').fill('storage.read:/bio compute.create\ncompute.create');
      await button(dialog(page), 'Save').click();
      const set = page.getByRole('list', { name: 'Capabilities of bio' });
      await set.getByText('storage.read:/bio').waitFor();
      assert.deepEqual(last(world).body, { scopes: ['storage.read:/bio', 'compute.create'] });
      await button(page, 'Change the set').click();
      assert.ok(await button(dialog(page), 'Save').isDisabled(), 'nothing is changed yet');
      await dialog(page).getByLabel('Scopes').fill('compute.create compute.read');
      await page.getByRole('group', { name: 'Members gain' }).getByText('compute.read').waitFor();
      await page.getByRole('group', { name: 'Members lose' }).getByText('storage.read:/bio').waitFor();
      await button(dialog(page), 'Save').click();
      await set.getByText('compute.read').waitFor();
      await button(page, 'Remove the set').click();
      await button(dialog(page), 'Cancel').click();
      assert.ok(world.capabilities.has('g-bio'), 'nothing happens before the answer');
      await button(page, 'Remove the set').click();
      await button(dialog(page), 'Remove').click();
      await page.getByText('The group has no set.').waitFor();
      assert.equal(last(world).method, 'DELETE');
    }));

  it('are the administrators’: a manager of the group neither sees nor asks for them', () =>
    visit(browser, {}, async (page) => {
      const asked = [];
      page.on('request', (request) => asked.push(request.url()));
      await open(page, '/ui/account/groups/g-survey', 'astro/survey');
      await page.getByRole('list', { name: 'Managers of astro/survey' }).waitFor();
      assert.equal(await page.getByRole('heading', { name: 'Capability set' }).count(), 0);
      assert.ok(!asked.some((url) => url.includes('capabilities')));
    }));

  it('that cannot be read are not offered for a change, and are tried again on request', () =>
    visit(browser, { before: (world) => { carla(world); world.failing = /capabilities$/; }, expectErrors: ['503'] }, async (page, world) => {
      await open(page, '/ui/admin/groups/g-survey', 'astro/survey');
      await page.getByText('The service is not ready').waitFor();
      assert.equal(await button(page, 'New set').count(), 0, 'a set that is there would be overwritten');
      world.failing = undefined;
      await button(page, 'Try again').click();
      await page.getByText('storage.read:/survey').waitFor();
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
