import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible, assertFits, button, carla, checkPage, dialog, last, launch, open, screenshot, SIZES, visit } from './harness.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const id = (world, name) => world.registry.providers.find((provider) => provider.name === name).id;

/** The key of a provider's page in every world. */
const ELBA = '/ui/providers/656c62612e2e2e2e2e2e2e2e2e2e2e2e';
const ISCHIA = '/ui/providers/6973636869612e2e2e2e2e2e2e2e2e2e';

const nadia = (world) => (world.person = 'nadia');
const failing = (pattern) => (world) => (world.failing = pattern);

describe('The registry’s pages look right in both themes and sizes', () => {
  const pages = [
    { name: 'providers', path: '/ui/providers', heading: 'Providers', ready: (page) => page.getByRole('table', { name: 'providers' }).waitFor() },
    { name: 'providers-map', path: '/ui/providers?view=map', heading: 'Providers', ready: (page) => page.getByRole('list', { name: 'Places' }).waitFor() },
    { name: 'provider', path: ELBA, heading: 'ELBA', ready: (page) => page.getByText('New switches').waitFor() },
    { name: 'provider-projects', path: `${ISCHIA}?tab=projects`, heading: 'ISCHIA', ready: (page) => page.getByText('What was read, part by part').click() },
    { name: 'provider-trust', path: `${ELBA}?tab=trust`, heading: 'ELBA' },
    { name: 'provider-history', path: `${ELBA}?tab=history`, heading: 'ELBA', person: carla, ready: (page) => page.getByLabel('What generation 25 changed').click().then(() => page.getByRole('list', { name: 'Changed items' }).waitFor()) },
    { name: 'provider-feed', path: `${ISCHIA}?tab=feed`, heading: 'ISCHIA', person: carla, ready: (page) => page.getByText('ischia.yaml').waitFor() },
    { name: 'usable', path: '/ui/usable', heading: 'What my group can use', ready: (page) => page.getByText('3 flavors').first().click() },
    { name: 'usable-empty', path: '/ui/usable', heading: 'What my group can use', person: nadia, ready: (page) => page.getByText('You are in no group yet').waitFor() },
    { name: 'providers-error', path: '/ui/providers', heading: 'Providers', person: failing(/v2\/providers$/), expectErrors: ['503'], ready: (page) => button(page, 'Try again').waitFor() },
  ];
  for (const page of pages) {
    it(page.name, () => checkPage(browser, page));
  }
});

describe('The providers', () => {
  it('are found, narrowed, sorted, and this stays in the address', () =>
    visit(browser, {}, async (page) => {
      await open(page, '/ui/catalogue', 'Catalogue');
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Providers' }).click();
      const names = () => page.locator('tbody td:first-child a').allTextContents();
      await page.getByRole('link', { name: 'ELBA' }).waitFor();
      assert.deepEqual(await names(), ['CAPRI', 'ELBA', 'ISCHIA']);
      await page.getByRole('button', { name: 'Capacity' }).click();
      await page.getByRole('button', { name: 'Capacity' }).click();
      await page.waitForURL(/down=true/);
      assert.deepEqual(await names(), ['ISCHIA', 'ELBA', 'CAPRI']);
      await page.getByLabel('Name, region or place').fill('casami');
      await page.getByRole('link', { name: 'ELBA' }).waitFor({ state: 'detached' });
      assert.deepEqual(await names(), ['ISCHIA']);
      await page.reload();
      await page.getByRole('link', { name: 'ISCHIA' }).waitFor();
      assert.deepEqual(await names(), ['ISCHIA']);
      await page.getByLabel('Status').selectOption('maintenance');
      await page.getByText('Nothing matches').waitFor();
      await button(page, 'Show all providers').click();
      await page.getByRole('link', { name: 'CAPRI' }).waitFor();
      await page.getByLabel('Only with something not fresh').check();
      await page.getByRole('link', { name: 'CAPRI' }).waitFor({ state: 'detached' });
      assert.deepEqual(await names(), ['ISCHIA']);
      await page.getByText('2 parts not fresh').waitFor();
    }));

  it('stand on a map that needs nothing from elsewhere, and in a list beside it', () =>
    visit(browser, {}, async (page, world) => {
      const elsewhere = [];
      page.on('request', (request) => request.url().startsWith(world.origin) || elsewhere.push(request.url()));
      await open(page, '/ui/providers', 'Providers');
      await page.getByText('Map', { exact: true }).click();
      const places = page.getByRole('list', { name: 'Places' });
      await places.getByRole('link', { name: 'ELBA' }).waitFor();
      assert.equal(await page.locator('svg circle').count(), 2);
      await places.getByText('Without a place').waitFor();
      // Elba lies west and north of Ischia.
      const [elba, ischia] = await Promise.all(['Portoferraio', 'Casamicciola'].map((site) => page.locator(`svg g:has(title:text-is("${site}")) circle`).boundingBox()));
      assert.ok(elba.x < ischia.x && elba.y < ischia.y);
      await page.locator('svg g').first().click();
      assert.equal(await places.locator('[data-lit]').count(), 1);
      await places.getByRole('link', { name: 'ELBA' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'ELBA' }).waitFor();
      assert.deepEqual(elsewhere, []);
    }));

  it('are none for somebody in no group, who is told why', () =>
    visit(browser, { before: nadia }, async (page) => {
      await open(page, '/ui/providers', 'Providers');
      await page.getByText('No provider to see').waitFor();
    }));

  it('come back after a fault, on request', () =>
    visit(browser, { before: failing(/v2\/providers$/), expectErrors: ['503'] }, async (page, world) => {
      await open(page, '/ui/providers', 'Providers');
      await page.getByText('The service is starting').waitFor();
      world.failing = undefined;
      await button(page, 'Try again').click();
      await page.getByRole('link', { name: 'ELBA' }).waitFor();
    }));
});

describe('One provider', () => {
  it('tells what is stale since when and why, and what nobody else may see stays away', () =>
    visit(browser, {}, async (page, world) => {
      const asked = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await open(page, '/ui/providers', 'Providers');
      await page.getByRole('link', { name: 'ISCHIA' }).click();
      await page.getByText('the last reading could not see everything').waitFor();
      assert.equal(await page.getByRole('tab', { name: /^Feed/ }).count(), 0);
      for (const name of ['Edit', 'Remove', 'Declare a downtime']) {
        assert.equal(await button(page, name).count(), 0, name);
      }
      await page.getByRole('tab', { name: /^Projects/ }).click();
      await page.getByText('2 of 7 parts not fresh').waitFor();
      await page.getByText('What was read, part by part').click();
      const parts = page.getByRole('table', { name: 'Parts of astro-project in tier1' });
      const row = (name) => parts.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
      await row('Flavors').getByText('Nova answered 503 three times. Losses are held back').waitFor();
      await row('Flavors').getByText('2 d ago').waitFor();
      await row('Images').getByText('Forbidden').waitFor();
      await row('Images').getByText('never').waitFor();
      await page.getByText('8 in all, use unknown').waitFor();
      await page.getByText('at most 16 for one person').waitFor();
      await page.getByRole('tab', { name: 'Groups and agreements' }).click();
      await page.getByRole('list', { name: 'Groups of https://iam.example/' }).getByText('Expired').waitFor();
      // The address of the administrators' tab leads to what everybody may see.
      await page.goto(`/ui/providers/${id(world, 'ISCHIA')}?tab=feed`);
      await page.getByRole('heading', { name: 'Region tier1' }).waitFor();
      assert.ok(!asked.some((path) => path.startsWith('/feeder/')), 'the feeder is not asked for people who may not see it');
    }));

  it('has a history with what each generation changed, page by page', () =>
    visit(browser, {}, async (page) => {
      await open(page, ELBA, 'ELBA');
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByLabel('What generation 25 changed').click();
      const items = page.getByRole('list', { name: 'Changed items' });
      await items.getByText('m1.small', { exact: true }).waitFor();
      await items.getByText('Flavor').click();
      await items.getByText('"ramMib": 2048').waitFor();
      assert.equal(await page.getByText('feeder', { exact: true }).count(), 0, 'who did it is for administrators');
      await button(page, 'Page 2').click();
      await page.waitForURL(/page=2/);
      await page.getByLabel('What generation 5 changed').waitFor();
      await page.getByText('25 generations').waitFor();
    }));

  it('that one may not see does not exist', () =>
    visit(browser, { before: nadia, expectErrors: ['404'] }, async (page) => {
      await page.goto(ELBA);
      await page.getByText('This provider does not exist').waitFor();
    }));

  it('keeps what it shows when a part fails', () =>
    visit(browser, { before: failing(/history$/), expectErrors: ['503'] }, async (page, world) => {
      await open(page, `${ELBA}?tab=history`, 'ELBA');
      await page.getByText('The service is starting').waitFor();
      world.failing = undefined;
      await button(page, 'Try again').click();
      await page.getByLabel('What generation 25 changed').waitFor();
    }));
});

describe('What a group can use', () => {
  it('is told place by place, searched, and leads to a deployment', () =>
    visit(browser, {}, async (page, world) => {
      const asked = [];
      page.on('request', (request) => request.url().includes('/v2/usable') && asked.push(new URL(request.url()).searchParams));
      await open(page, '/ui/providers', 'Providers');
      await page.getByRole('link', { name: 'What astro can use' }).click();
      const elba = page.getByRole('article', { name: 'ELBA, RegionOne, astro-project' });
      await elba.getByText('New switches').waitFor();
      assert.equal(asked[0].get('group'), 'astro');
      assert.equal(asked[0].get('idp'), `${world.origin}/identity`);
      await elba.getByText('2 networks').click();
      await elba.getByRole('list', { name: /^Networks/ }).getByText('hop@jump.elba.example').waitFor();
      await elba.getByText('Default', { exact: true }).waitFor();
      await page.getByText('2 places', { exact: true }).waitFor();
      await page.getByLabel('Place, flavor, image or network').fill('elba gpu');
      await page.getByText('1 place of 2').waitFor();
      await elba.getByText('1 GPU NVIDIA A100').waitFor();
      assert.equal(await elba.getByText('m1.small').count(), 0);
      assert.equal(await elba.getByRole('table', { name: /^Flavors/ }).getByRole('row').count(), 2);
      await page.getByLabel('Place, flavor, image or network').fill('abacus');
      await page.getByText('Nothing matches').waitFor();
      await button(page, 'Show everything').click();
      await elba.waitFor();
      await page.getByRole('link', { name: 'Deploy', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
    }));

  it('is the active group’s, also where nothing was read', () =>
    visit(browser, {}, async (page) => {
      await open(page, '/ui/usable', 'What my group can use');
      await page.getByRole('article', { name: /^ISCHIA/ }).waitFor();
      await button(page, 'Group: astro. Change group').click();
      await page.getByRole('menuitem', { name: 'bio' }).click();
      const capri = page.getByRole('article', { name: /^CAPRI/ });
      await capri.getByText('Not read', { exact: true }).first().waitFor();
      await capri.getByText('No quota is known.').waitFor();
      assert.equal(await page.getByRole('article', { name: /^ISCHIA/ }).count(), 0);
    }));

  it('is nothing for a group that the registry does not know, and a fault is told as one', () =>
    visit(browser, { before: (world) => { carla(world); world.registry.providers = []; }, expectErrors: ['404', '503'] }, async (page, world) => {
      await open(page, '/ui/usable', 'What my group can use');
      await page.getByText('No provider has a project for astro').waitFor();
      world.failing = /usable/;
      await page.reload();
      await page.getByText('The service is starting').waitFor();
    }));
});

describe('Administrators of the registry', () => {
  it('set a provider’s status with a reason, and lose nothing by a refusal', () =>
    visit(browser, { before: carla, expectErrors: ['400'] }, async (page, world) => {
      await open(page, ELBA, 'ELBA');
      await button(page, 'Edit').click();
      assert.ok(await button(dialog(page), 'Save').isDisabled());
      await dialog(page).getByLabel('Status').selectOption('maintenance');
      await dialog(page).getByText('Everybody sees it as in maintenance').waitFor();
      assert.ok(await button(dialog(page), 'Save').isDisabled(), 'a reason is needed');
      await dialog(page).getByLabel('Why').fill('New racks');
      await dialog(page).getByLabel('Support e-mail addresses').fill('nobody');
      await screenshot(page, 'provider-edit-desktop-light');
      await assertAccessible(page, 'the settings');
      await button(dialog(page), 'Save').click();
      await dialog(page).getByText('something that is not an e-mail address').waitFor();
      assert.equal(await dialog(page).getByLabel('Why').inputValue(), 'New racks');
      await dialog(page).getByLabel('Support e-mail addresses').fill('');
      await button(dialog(page), 'Save').click();
      await dialog(page).waitFor({ state: 'detached' });
      assert.deepEqual(last(world).body, { status: 'maintenance', why: 'New racks' }, 'only what was changed');
      await page.getByText('Declared as active.').waitFor();
      await button(page, 'Edit').click();
      await dialog(page).getByLabel('Status').selectOption('');
      await dialog(page).getByLabel('Why').fill('Racks are in');
      await button(dialog(page), 'Save').click();
      await page.getByText('Active. All of it was read.').waitFor();
      assert.deepEqual(last(world).body, { status: null, why: 'Racks are in' });
    }));

  it('declare downtimes and end them', () =>
    visit(browser, { before: carla }, async (page, world) => {
      await open(page, ELBA, 'ELBA');
      await button(page, 'Declare a downtime').click();
      await dialog(page).getByLabel('From').fill('2031-05-02T10:00');
      await dialog(page).getByLabel(/^To/).fill('2031-05-02T09:00');
      await dialog(page).getByText('It must end after it has started').waitFor();
      await dialog(page).getByLabel('What happens').fill('Move to the new hall');
      assert.ok(await button(dialog(page), 'Declare').isDisabled());
      await dialog(page).getByLabel(/^To/).fill('2031-05-03T09:00');
      await button(dialog(page), 'Declare').click();
      await page.getByText('Outage to come').waitFor();
      assert.equal(Date.parse(last(world).body.end) - Date.parse(last(world).body.start), 23 * 3_600_000);
      await button(page, 'End the downtime: Move to the new hall').click();
      await button(dialog(page), 'End it').click();
      await page.getByText('Outage to come').waitFor({ state: 'detached' });
      assert.equal(last(world).method, 'DELETE');
    }));

  it('see why a reading was bad, release a held loss with a reason, and read at once', () =>
    visit(browser, { before: carla }, async (page, world) => {
      await open(page, ISCHIA, 'ISCHIA');
      await page.getByRole('tab', { name: 'Feed (3)' }).click();
      await page.getByText('Partly read').waitFor();
      await page.getByRole('list', { name: 'Findings of ISCHIA' }).getByText('Correct the flavor at the site.').waitFor();
      await button(page, 'Release the held loss: Flavors in tier1').click();
      await dialog(page).getByText('25 of 40').waitFor();
      assert.ok(await button(dialog(page), 'Release').isDisabled());
      await dialog(page).getByLabel('Why').fill('Old flavors were retired');
      await button(dialog(page), 'Release').click();
      await page.getByText('Released by Carla Conti: Old flavors were retired').waitFor();
      assert.deepEqual(last(world).body, { region: 'tier1', facet: 'flavors', why: 'Old flavors were retired' });
      await page.getByRole('tab', { name: 'Feed (2)' }).waitFor();
      await button(page, 'Read now').click();
      await button(dialog(page), 'Read now').click();
      await page.getByText('Being read now').waitFor();
      await page.getByText('Being read now').waitFor({ state: 'detached' });
      assert.equal(last(world).path, '/feeder/v1/providers/ISCHIA/feed');
      // What the reading has changed is shown without being asked for.
      await page.getByRole('tab', { name: 'Feed', exact: true }).waitFor();
      await page.getByText('Nothing was found wrong.').waitFor();
    }));

  it('are told where no file declares a provider, and remove it after its name', () =>
    visit(browser, { before: carla, expectErrors: ['404'] }, async (page, world) => {
      const path = `/ui/providers/${id(world, 'CAPRI')}`;
      await open(page, `${path}?tab=feed`, 'CAPRI');
      await page.getByText('No file declares provider').waitFor();
      assert.equal(await button(page, 'Read now').count(), 0);
      await button(page, 'Remove').click();
      await dialog(page).getByText('take it out of the feeder').waitFor();
      await dialog(page).getByLabel('Why').fill('It has left');
      assert.ok(await button(dialog(page), 'Remove').isDisabled());
      await dialog(page).getByLabel('Type CAPRI to confirm').fill('CAPRI');
      await button(dialog(page), 'Remove').click();
      await page.getByRole('heading', { level: 1, name: 'Providers' }).waitFor();
      await page.getByRole('link', { name: 'ELBA' }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'CAPRI' }).count(), 0);
      assert.deepEqual(last(world).query, { why: 'It has left' });
    }));

  it('see findings and held losses also while the feeder does not answer', () =>
    visit(browser, { before: (world) => { carla(world); world.failing = /^\/feeder/; }, expectErrors: ['503'] }, async (page) => {
      await open(page, `${ISCHIA}?tab=feed`, 'ISCHIA');
      await page.getByText('Flavors in tier1: 25 of 40 missing').waitFor();
      await page.getByText('The service is starting').waitFor();
      assert.equal(await button(page, 'Read now').count(), 0);
    }));

  it('find a navigation that fits every width, with the page they are on in sight', () =>
    visit(browser, { before: carla }, async (page) => {
      await open(page, '/ui/providers', 'Providers');
      const here = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Providers' });
      for (const width of [360, 700, 1_000, 1_240, 1_260, 1_400, 1_500]) {
        await page.setViewportSize({ width, height: 800 });
        await assertFits(page, `the providers at ${width} px`);
        const { x, width: wide } = await here.boundingBox();
        assert.ok(x >= 0 && x + wide <= width, `the link is in sight at ${width} px`);
        assert.equal(await here.getAttribute('aria-current'), 'page');
      }
    }));

  it('find dialogs that fit a phone', () =>
    visit(browser, { before: carla }, async (page) => {
      await page.setViewportSize(SIZES.phone);
      await open(page, ELBA, 'ELBA');
      await button(page, 'Declare a downtime').click();
      await dialog(page).getByLabel('What happens').waitFor();
      await screenshot(page, 'downtime-phone');
      await assertFits(page, 'the downtime on a phone');
    }));
});
