import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, button, dialog, last, launch, open, screenshot, visit } from './harness.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

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

  it('tells how the sign-in was made, and makes a fresh one that comes back to the page', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/security?group=bio', 'Sign-in');
      const panel = page.getByRole('region', { name: 'This sign-in' });
      await panel.getByText('One factor').waitFor();
      await panel.getByText('password').waitFor();
      const before = world.signedIn.auth_time;
      await button(panel, 'Confirm it’s you').click();
      await page.waitForURL(/callback/);
      await page.waitForURL(/\/ui\/account\/security\?group=bio/);
      await panel.getByText('One factor').waitFor();
      assert.ok(world.signedIn.auth_time > before, 'the first factor was shown anew');
      await button(panel, 'Use a second factor').click();
      await panel.getByText('Two factors').waitFor();
      await panel.getByText('code of the app, or recovery code, password').waitFor();
      assert.equal(await button(panel, 'Use a second factor').count(), 0);
      assert.match(page.url(), /\/ui\/account\/security\?group=bio/);
      assert.equal(world.signIns, 3);
    }));

  it('leads to a stronger sign-in where the service wants one, and then does what was refused', () =>
    visit(browser, { before: (world) => world.passkeyOwners.add('a1'), expectErrors: ['403'] }, async (page, world) => {
      await open(page, '/ui/account/security', 'Sign-in');
      await button(page, 'Set up').click();
      await page.getByRole('alert').getByRole('button', { name: 'Confirm it’s you' }).click();
      await page.getByText('Two factors').waitFor();
      await button(page, 'Set up').click();
      await page.getByAltText('QR code with the secret for the app').waitFor();
      assert.equal(world.signIns, 2);
    }));

  it('says why a stronger sign-in was refused', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/account/security', 'Sign-in');
      world.refuseSignIn = 'The account has no second factor';
      await button(page, 'Use a second factor').click();
      await page.getByText('The identity service refused: The account has no second factor').waitFor();
      world.refuseSignIn = undefined;
      await page.getByRole('link', { name: 'Try again' }).click();
      await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
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
