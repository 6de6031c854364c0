import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deployments } from './data.mjs';
import { assertAccessible, checkPage, launch, open, screenshot, SIZES, visit } from './harness.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const ids = deployments().map(({ id }) => id);
const carla = (world) => (world.person = 'carla');

/** Every page: how to reach it, and when it is there. */
const PAGES = [
  { name: 'catalogue', path: '/ui/catalogue', heading: 'Catalogue', ready: (page) => page.getByText('Jupyter notebooks').waitFor() },
  { name: 'deploy-site', path: '/ui/catalogue/web-service/deploy', heading: 'Deploy Web service', ready: (page) => page.getByRole('radio', { name: 'ELBA' }).waitFor() },
  { name: 'deploy-configure', path: '/ui/catalogue/web-service/deploy?step=configure', heading: 'Deploy Web service', ready: (page) => page.getByRole('tab', { name: 'Advanced' }).waitFor() },
  { name: 'deploy-advanced', path: '/ui/catalogue/web-service/deploy?step=configure', heading: 'Deploy Web service', ready: (page) => page.getByRole('tab', { name: 'Advanced' }).click() },
  { name: 'deploy-review', path: '/ui/catalogue/web-service/deploy?step=configure', heading: 'Deploy Web service', ready: review },
  { name: 'deployments', path: '/ui/deployments', heading: 'My deployments', ready: (page) => page.getByText('Protein folding').or(page.getByText('Survey portal 2')).first().waitFor() },
  { name: 'delete', path: '/ui/deployments', heading: 'My deployments', ready: async (page) => {
    await page.getByRole('button', { name: 'Delete Survey portal 2' }).click();
    await page.getByRole('dialog').getByText('This cannot be undone.').waitFor();
  } },
  { name: 'detail-progress', path: `/ui/deployments/${ids[0]}`, heading: 'Light curves', ready: (page) => page.getByText('web server is running').waitFor() },
  { name: 'detail-overview', path: `/ui/deployments/${ids[1]}`, heading: 'Survey portal 2', ready: async (page) => {
    await page.getByRole('button', { name: 'Show the credentials' }).click();
    await page.getByText('ssh -i').waitFor();
  } },
  { name: 'detail-resources', path: `/ui/deployments/${ids[1]}?tab=resources`, heading: 'Survey portal 2', ready: (page) => page.getByText('arc-portal-ip').waitFor() },
  { name: 'detail-attempts', path: `/ui/deployments/${ids[2]}?tab=attempts`, heading: 'Notebook server', ready: (page) => page.getByText('Attempt 2 on ISCHIA').waitFor() },
  { name: 'detail-template', path: `/ui/deployments/${ids[1]}?tab=template`, heading: 'Survey portal 2', ready: (page) => page.getByText('tosca_simple_yaml_1_3').waitFor() },
  { name: 'sites', path: '/ui/sites', heading: 'Sites', ready: (page) => page.getByText('3 flavors').first().click() },
  { name: 'admin', path: '/ui/admin/deployments', heading: 'All deployments', person: carla, ready: (page) => page.getByText('Protein folding').waitFor() },
  { name: 'not-found', path: '/ui/no-such-page', heading: 'Page not found' },
  { name: 'no-deployment', path: '/ui/deployments/7c9e6679-7425-40de-944b-000000009999', heading: 'Deployment', expectErrors: ['404'], ready: (page) => page.getByText('does not exist').waitFor() },
  { name: 'forbidden', path: '/ui/admin/deployments', heading: 'All deployments', expectErrors: ['403'], ready: (page) => page.getByText('You may not see this').waitFor() },
  { name: 'no-group', path: '/ui/catalogue', heading: 'Catalogue', person: (world) => (world.person = 'nadia'), ready: (page) => page.getByText('You are in no group yet').waitFor() },
  { name: 'signed-out', path: '/ui/?state=signed-out', heading: 'You are signed out' },
];

async function review(page) {
  await page.getByRole('tab', { name: 'Service' }).click();
  await page.getByLabel('Page title').fill('Survey of the southern sky');
  await page.getByRole('textbox', { name: 'Administrator password' }).fill('correct horse');
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('heading', { name: 'What will be created' }).waitFor();
}

describe('Every page is accessible, keeps to the policy and fits', () => {
  for (const page of PAGES) {
    it(page.name, () => checkPage(browser, page));
  }
});

describe('Session', () => {
  it('signs in with PKCE, comes back to the page asked for, and keeps no token outside memory', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/sites?group=bio', 'Sites');
      assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/ui/sites?group=bio');
      assert.equal(world.signIns, 1);
      const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie);
      for (const token of world.tokens.keys()) {
        assert.ok(!stored.includes(token), 'the access token is in the browser storage');
      }
    }));

  it('signs in again by redirect after a reload and stays on the page', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/deployments?status=CREATE_COMPLETE', 'My deployments');
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'My deployments' }).waitFor();
      assert.equal(world.signIns, 2);
      assert.match(page.url(), /status=CREATE_COMPLETE/);
    }));

  it('signs in again when the service refuses the token, and comes back', () =>
    visit(browser, { expectErrors: ['401'] }, async (page, world) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      world.refuseTokens = 1;
      await page.getByRole('link', { name: 'Sites' }).click();
      await page.getByRole('heading', { name: 'ELBA' }).waitFor();
      assert.equal(world.signIns, 2);
      assert.match(page.url(), /\/ui\/sites/);
    }));

  it('does not circle when every token is refused', () =>
    visit(browser, { expectErrors: ['401'], before: (world) => (world.refuseTokens = 1_000) }, async (page, world) => {
      await page.goto('/ui/sites');
      await page.getByText('Signing in did not last').waitFor();
      assert.ok(world.signIns <= 5, `${world.signIns} sign-ins`);
    }));

  it('refuses a return whose state it never gave', () =>
    visit(browser, {}, async (page, world) => {
      await page.goto('/ui/callback?code=stolen&state=forged');
      await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
      assert.equal(world.signIns, 1, 'a sign-in of its own, not the forged one');
    }));

  it('signs out at the identity provider', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      await page.getByRole('button', { name: 'Account of Alice Astro' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
      assert.equal(world.signedOutWith.get('post_logout_redirect_uri'), `${world.origin}/ui/`);
      assert.ok(world.signedOutWith.get('id_token_hint'));
    }));

  it('hides the administrators’ page from others, and the service refuses it', () =>
    visit(browser, {}, async (page) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      assert.equal(await page.getByRole('link', { name: 'All deployments' }).count(), 0);
    }));

  it('keeps the chosen group in the URL and from page to page', () =>
    visit(browser, {}, async (page) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      await page.getByRole('button', { name: 'Group: astro. Change group' }).click();
      await page.getByRole('menuitem', { name: 'bio' }).click();
      await page.waitForURL(/group=bio/);
      await page.getByRole('link', { name: 'Sites' }).click();
      await page.getByText('Where bio may deploy').waitFor();
      assert.match(page.url(), /group=bio/);
    }));

  it('changes the theme and remembers it', () =>
    visit(browser, {}, async (page) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      await page.getByRole('button', { name: 'Use the dark theme' }).click();
      await page.reload();
      await page.getByRole('button', { name: 'Use the light theme' }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme), 'dark');
    }));
});

describe('Deploying', () => {
  it('works with the keyboard alone', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      await page.getByText('Jupyter notebooks').waitFor();
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'Skip to the content');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Web service');
      await page.keyboard.press('Enter');
      await page.getByRole('radio', { name: 'ELBA' }).waitFor();
      assert.equal(await focused(page), 'Deploy Web service', 'the focus goes to the new heading');
      await tabTo(page, 'site-any');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(page), 'site-ELBA-RegionOne');
      await tabTo(page, 'Continue');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Server');
      await page.keyboard.press('ArrowRight');
      await tabTo(page, 'input-page_title');
      await page.keyboard.type('Survey');
      await tabTo(page, 'input-admin_password');
      await page.keyboard.type('correct horse');
      await tabTo(page, 'Review');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'What will be created' }).waitFor();
      await tabTo(page, 'Deploy');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Web service' }).waitFor();
      const [made] = world.creations;
      assert.deepEqual(made.placement, { provider: 'ELBA', region: 'RegionOne' });
      assert.deepEqual(made.inputs, {
        flavor: 'small', servers: 1, storage: '20 GB', page_title: 'Survey', admin_password: 'correct horse', https: true,
        ratio: 0.5, open_ports: [80, 443], labels: { project: 'survey' },
      });
      assert.match(made.requestId, /^[0-9a-f-]{36}$/);
    }));

  it('starts one deployment however often the button is pressed', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/catalogue/web-service/deploy?step=configure', 'Deploy Web service');
      await review(page);
      world.slowMs = 300;
      await page.getByRole('button', { name: 'Deploy', exact: true }).dblclick();
      await page.getByRole('heading', { level: 1, name: 'Survey portal' }).or(page.getByRole('tab', { name: 'Log' })).first().waitFor();
      assert.equal(world.created.size, 1);
    }));

  it('marks what is wrong in the field’s own tab, before the service is asked', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/catalogue/web-service/deploy?step=configure', 'Deploy Web service');
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await page.getByText('Page title is needed').waitFor();
      assert.equal(await focused(page), 'input-page_title');
      assert.equal(world.plans.length, 0);
      await assertAccessible(page, 'the form with errors');
      await screenshot(page, 'deploy-errors');
    }));

  it('shows the service’s complaints at their fields and loses nothing that was typed', () =>
    visit(browser, { expectErrors: ['422'], before: (world) => (world.refuseInputs = [{ path: 'storage', message: 'At most 500 GB in this group' }, { path: 'topology_template', message: 'Too many nodes' }]) }, async (page, world) => {
      await open(page, '/ui/catalogue/web-service/deploy?step=configure', 'Deploy Web service');
      await page.getByRole('tab', { name: 'Service' }).click();
      await page.getByLabel('Page title').fill('Kept');
      await page.getByRole('textbox', { name: 'Administrator password' }).fill('correct horse');
      await page.getByRole('button', { name: 'Review', exact: true }).click();
      await page.getByText('At most 500 GB in this group').waitFor();
      await page.getByText('topology_template: Too many nodes').waitFor();
      await page.getByRole('tab', { name: 'Service' }).click();
      assert.equal(await page.getByLabel('Page title').inputValue(), 'Kept');
      world.refuseInputs = undefined;
      await page.reload();
      await page.getByRole('tab', { name: 'Service' }).click();
      assert.equal(await page.getByLabel('Page title').inputValue(), 'Kept', 'the draft survives a reload');
      assert.equal(await page.getByRole('textbox', { name: 'Administrator password' }).inputValue(), '', 'a secret does not');
    }));

  it('goes back to the form with the browser’s back button', () =>
    visit(browser, {}, async (page) => {
      await open(page, '/ui/catalogue/web-service/deploy?step=configure', 'Deploy Web service');
      await review(page);
      await page.goBack();
      await page.getByRole('tab', { name: 'Service' }).click();
      assert.equal(await page.getByLabel('Page title').inputValue(), 'Survey of the southern sky');
    }));
});

describe('Deployments', () => {
  it('filters, turns pages and keeps both in the URL', () =>
    visit(browser, { before: carla }, async (page) => {
      await open(page, '/ui/admin/deployments', 'All deployments');
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.waitForURL(/page=2/);
      await page.getByLabel('Status').selectOption({ label: 'Failed' });
      await page.waitForURL((url) => url.search.includes('CREATE_FAILED') && !url.search.includes('page='));
      await page.getByText('1 deployment', { exact: true }).waitFor();
      await page.getByLabel('Group', { exact: true }).fill('nobody');
      await page.getByText('No deployment matches').waitFor();
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await page.getByText('Protein folding').waitFor();
    }));

  it('asks before it deletes, and says so when it has', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, `/ui/deployments/${ids[1]}`, 'Survey portal 2');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByText('Destroyed on ELBA: 1 server, 1 volume, 1 floating IP').waitFor();
      await page.getByRole('button', { name: 'Keep it' }).click();
      assert.equal(world.deployments[1].status, 'CREATE_COMPLETE');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('status').getByText('Survey portal 2 is being deleted').waitFor();
      assert.equal(world.deployments[1].status, 'DELETE_IN_PROGRESS');
    }));

  it('reconnects to a stream that breaks and shows every line once', () =>
    visit(browser, { before: (world) => (world.dropStreams = 1) }, async (page, world) => {
      await open(page, `/ui/deployments/${ids[0]}`, 'Light curves');
      await page.getByText('web server is running').waitFor();
      assert.equal(await page.locator('[role=log] > div').count(), 12);
      assert.deepEqual(world.streams, [0, 5]);
      await page.getByLabel('Source', { exact: true }).selectOption('site');
      assert.equal(await page.locator('[role=log] > div').count(), 2);
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Follow' }).waitFor();
    }));

  it('keeps the private key masked until asked, and copies it', () =>
    visit(browser, {}, async (page) => {
      await open(page, `/ui/deployments/${ids[1]}`, 'Survey portal 2');
      await page.getByRole('button', { name: 'Show the credentials' }).click();
      await page.getByText('ssh -i').waitFor();
      assert.ok(!(await page.content()).includes('bm90IGEgcmVhbCBr'));
      await page.getByRole('button', { name: 'Copy the private key' }).click();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /bm90IGEgcmVhbCBr/);
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Private key', exact: true }).click()]);
      assert.match(saved.suggestedFilename(), /^arcipelago-7c9e6679\.key$/);
      await page.getByRole('button', { name: 'Show the key' }).click();
      await page.getByText('bm90IGEgcmVhbCBr').waitFor();
    }));

  it('offers the catalogue to those who have nothing yet', () =>
    visit(browser, { before: (world) => (world.emptyDeployments = true) }, async (page) => {
      await open(page, '/ui/deployments', 'My deployments');
      await page.getByText('No deployments yet').waitFor();
      await screenshot(page, 'deployments-empty');
      await page.getByRole('link', { name: 'Go to the catalogue' }).click();
      await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
    }));
});

describe('Faults', () => {
  it('says what failed with the request id, and tries again on request', () =>
    visit(browser, { expectErrors: ['503'], before: (world) => (world.failCatalogue = true) }, async (page, world) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      await page.getByText('The catalogue is not ready').waitFor();
      await page.getByText('req-7f3a').waitFor();
      await screenshot(page, 'catalogue-failed');
      await assertAccessible(page, 'the failed catalogue');
      world.failCatalogue = false;
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('Jupyter notebooks').waitFor();
    }));

  it('shows placeholders while it waits', () =>
    visit(browser, {}, async (page, world) => {
      await open(page, '/ui/sites', 'Sites');
      await page.getByRole('heading', { name: 'ELBA' }).waitFor();
      world.slowMs = 1_500;
      await page.getByRole('link', { name: 'Catalogue', exact: true }).click();
      await page.getByLabel('Loading the catalogue').waitFor();
      await screenshot(page, 'catalogue-loading');
      await page.getByText('Jupyter notebooks').waitFor();
    }));
});

/** What has the focus: its id, or its name. */
function focused(page) {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.id && element.id !== 'content' && !element.id.startsWith('mantine-') ? element.id : (element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '');
  });
}

async function tabTo(page, wanted) {
  for (let presses = 0; presses < 60; presses++) {
    if ((await focused(page)) === wanted) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  assert.fail(`60 presses of Tab did not reach ${wanted}; the focus is on ${await focused(page)}`);
}
