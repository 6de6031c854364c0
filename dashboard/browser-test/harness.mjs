// A real browser against the in-memory services, with guards that hold for every test.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { start } from './server.mjs';

/** Where pictures of the pages go; none are taken unless it is set. */
const SCREENSHOTS = process.env.SCREENSHOTS;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WAIT_MS = 20_000;

/** Chromium says so when another program adds a network interface; the dashboard asks again. */
const MACHINE_NOISE = ['net::ERR_NETWORK_CHANGED'];

export const SIZES = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } };

/** A browser and the services that its pages see. Visits come one after the other and share both. */
export async function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  assert.ok(existsSync(executablePath), `No Chromium at ${executablePath}; name another with the variable CHROMIUM`);
  if (SCREENSHOTS) {
    mkdirSync(SCREENSHOTS, { recursive: true });
  }
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  const services = await start();
  const context = await browser.newContext({
    viewport: SIZES.desktop, colorScheme: 'light', reducedMotion: 'reduce', baseURL: services.origin,
    permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true,
  });
  context.setDefaultTimeout(WAIT_MS);
  return {
    context, services,
    close: async () => {
      await browser.close();
      await services.stop();
    },
  };
}

/**
 * Runs one visit: a world and a page of its own, and nothing that a page before it stored. Fails on
 * any violation of the content security policy, any script error and any console error that the
 * visit does not declare.
 */
export async function visit({ context, services }, { expectErrors = [], before = () => {} }, body) {
  const world = services.begin();
  before(world);
  const page = await context.newPage();
  await forget(page, services.origin);
  const complaints = [];
  const said = [];
  page.on('console', (message) => {
    const text = message.text();
    said.push(`${message.type()}: ${text}`);
    if (['error', 'warning'].includes(message.type()) && ![...expectErrors, ...MACHINE_NOISE].some((expected) => text.includes(expected))) {
      complaints.push(`console ${message.type()}: ${text}`);
    }
  });
  page.on('requestfailed', (request) => said.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
  await page.exposeFunction('reportViolation', (what) => complaints.push(`policy violation: ${what}`));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    ),
  );
  try {
    await body(page, world);
    assert.deepEqual(complaints, []);
  } catch (error) {
    throw new Error(`${error.message}\nAt ${page.url()}; the browser said: ${said.join('; ') || 'nothing'}`, { cause: error });
  } finally {
    await Promise.all(context.pages().map((open) => open.close()));
  }
}

/** Empties what the browser stored for the pages; it keeps only its copies of the assets. */
async function forget(page, origin) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,local_storage,indexeddb,service_workers,cache_storage' });
  await devtools.detach();
}

export async function open(page, path, heading) {
  await page.goto(path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/**
 * Waits until no colour is on its way. With reduced motion every element still has a transition, of
 * no length to speak of, so a change of theme goes from parent to child, frame by frame.
 */
function settled(page) {
  return page.evaluate(async (waitMs) => {
    const deadline = performance.now() + waitMs;
    for (let calm = 0; calm < 3 && performance.now() < deadline;) {
      await new Promise(requestAnimationFrame);
      calm = document.getAnimations().some((animation) => animation instanceof CSSTransition) ? 0 : calm + 1;
    }
  }, WAIT_MS);
}

/** Zero axe violations. */
export async function assertAccessible(page, where) {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(AXE);
  }
  const violations = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.replaceAll('\n', ' ')}`).join(' | ')}`);
  });
  assert.deepEqual(violations, [], `axe on ${where}`);
}

/** Nothing is wider than the screen, once the page has followed a change of size. */
export async function assertFits(page, where) {
  const overflow = await page.evaluate(async (waitMs) => {
    const pixels = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const deadline = performance.now() + waitMs;
    while (pixels() > 0 && performance.now() < deadline) {
      await new Promise(requestAnimationFrame);
    }
    return pixels();
  }, WAIT_MS);
  assert.ok(overflow <= 0, `${where} is ${overflow} px wider than the screen`);
}

export async function screenshot(page, name) {
  if (!SCREENSHOTS) {
    return;
  }
  // The defaults would add a style element to the page, which the policy forbids.
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true, caret: 'initial', animations: 'allow' });
}

/** Looks at one page in both themes and both sizes. */
export function checkPage(browser, { name, path, heading, ready, person, expectErrors }) {
  return visit(browser, { before: person, expectErrors }, async (page) => {
    await open(page, path, heading);
    await ready?.(page);
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme });
      await page.locator(`html[data-mantine-color-scheme=${theme}]`).waitFor();
      await screenshot(page, `${name}-desktop-${theme}`);
      await assertAccessible(page, `${name}, ${theme}`);
    }
    await assertFits(page, `${name}, desktop`);
    await page.setViewportSize(SIZES.phone);
    await screenshot(page, `${name}-phone`);
    await assertFits(page, `${name}, phone`);
  });
}

/** The administrator at the screen. */
export const carla = (world) => (world.person = 'carla');

export const dialog = (page) => page.getByRole('dialog');

export const button = (page, name) => page.getByRole('button', { name, exact: true });

/** The last change that the identity service saw. */
export const last = (world) => world.done.at(-1);
