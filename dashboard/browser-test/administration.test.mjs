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
