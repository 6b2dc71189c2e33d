// What a browser test needs: the built program with a demo city of its own, and pages that complain by themselves.
//
//   import { open, serve, inspect } from './support.mjs';
//   const app = serve();                                   // once in a file; started before its tests, stopped after them
//   test('A school asks for an interpreter', async (t) => {
//     const page = await open(t, app, { device: 'phone' });  // or 'desktop'; javaScript: false for readers without scripts
//     await page.goto('/');
//     await inspect(page, 'start');                         // accessible, not wider than a small phone, and a screenshot
//   });
//
// Every page fails its test on an error in the console, on an exception, and on any request to another host.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
/** The program under test. */
export const program = resolve(root, process.env.TEST_PROGRAM ?? 'target/debug/passgenau');
const screenshots = resolve(root, 'target/screenshots');
const logs = resolve(root, 'target/browser-logs');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const DEVICES = {
  desktop: { viewport: { width: 1280, height: 900 } },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};
/** The narrowest window a page must fit into: a small phone, or 1280 pixels enlarged to 400 %. */
const NARROWEST = 320;
const START_SECONDS = 90;
// Without these Chromium asks its maker's servers for this and that; our pages are the only ones it ever opens.
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--lang=de-DE',
];

/**
 * The program on a free port with a demo city of its own, and a browser, for all tests of this file.
 * `app.url`: its address; `app.output`: what it has printed so far, the demo password too; kept in target/browser-logs/;
 * `app.folder`: where it runs; `app.env`: the settings it runs with, at first perhaps as a function of `app`.
 * `engine: 'postgres'` needs the cluster that tests/support/with_postgres.py starts.
 */
export function serve({ command = ['demo'], env = {}, engine = 'sqlite' } = {}) {
  const app = { url: '', output: '', folder: '', browser: undefined, process: undefined, command, env };
  before(async () => {
    if (engine === 'postgres') {
      app.env = { ...env, PASSGENAU_DATABASE_URL: newDatabase(), PASSGENAU_SECRET_KEY: randomBytes(32).toString('base64') };
    }
    // The browser keeps the real clock (see run.mjs).
    const { LD_PRELOAD, FAKETIME, ...own } = process.env;
    app.browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS, headless: true, env: own });
    await start(app);
  }, { timeout: (START_SECONDS + 30) * 1000 });
  after(async () => {
    mkdirSync(logs, { recursive: true });
    writeFileSync(join(logs, `${basename(process.argv[1])}.log`), app.output);
    await app.browser?.close();
    await stop(app);
    if (app.folder) rmSync(app.folder, { recursive: true, force: true });
  });
  return app;
}

/** Whether the clock of the program can be set, see run.mjs. */
export const clockCanBeSet = () => Boolean(process.env.FAKETIME);

/** Stops the program and starts it again at another moment, 'YYYY-MM-DDTHH:MM' by the winter clock of Berlin, with the same data at the same address. */
export async function restart(app, at) {
  await stop(app);
  const seconds = Number.parseInt(process.env.FAKETIME, 10) + Math.round((Date.parse(`${at}:00+01:00`) - Date.now()) / 1000);
  app.env = { ...app.env, FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s` };
  await start(app);
}

/** A new database beside the others of the tests. */
function newDatabase() {
  const url = new URL(process.env.TEST_DATABASE_URL);
  const name = `browser_${randomUUID().replaceAll('-', '')}`;
  const { LD_PRELOAD, FAKETIME, ...own } = process.env;
  execFileSync('psql', ['--quiet', '--no-psqlrc', '--command', `CREATE DATABASE ${name}`, url.href], { env: own });
  url.pathname = `/${name}`;
  return url.href;
}

async function start(app) {
  const { command } = app;
  const port = app.url ? Number(new URL(app.url).port) : await freePort();
  app.url = `http://127.0.0.1:${port}`;
  // The demo keeps its data below the folder it was started in.
  app.folder ||= mkdtempSync(join(tmpdir(), 'passgenau-browser-'));
  // Settings of whoever runs the tests are not the demo's, and our own variable is no setting at all.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('PASSGENAU_')));
  if (typeof app.env === 'function') app.env = app.env(app);
  app.process = spawn(program, command, { cwd: app.folder, env: { ...inherited, PORT: String(port), PASSGENAU_LISTEN: `127.0.0.1:${port}`, ...app.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let ended;
  app.process.on('error', (error) => { ended = error.message; });
  app.process.on('exit', (code, signal) => { ended ??= `it ended with ${signal ?? code}`; });
  for (const stream of [app.process.stdout, app.process.stderr]) stream.on('data', (text) => { app.output += text; });
  for (const deadline = Date.now() + START_SECONDS * 1000; Date.now() < deadline; await sleep(50)) {
    if (ended) throw new Error(`${program} ${command.join(' ')}: ${ended} before it answered\n${app.output}`);
    const answer = await fetch(`${app.url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`${program} ${command.join(' ')} did not answer on ${app.url}/healthz in ${START_SECONDS} s\n${app.output}`);
}

async function stop(app) {
  if (app.process && app.process.exitCode === null && app.process.signalCode === null) {
    const gone = new Promise((done) => app.process.once('exit', done));
    app.process.kill('SIGTERM');
    // The program promises to be gone within ten seconds.
    const inTime = await Promise.race([gone.then(() => true), sleep(12_000, false, { ref: false })]);
    if (!inTime) app.process.kill('SIGKILL');
    assert.ok(inTime, 'the program was still running 12 s after SIGTERM');
  }
}

/**
 * A fresh page with its own cookies, closed after the test.
 * `allow`: a pattern for console messages that belong to the test, for example /status of 403/.
 */
export async function open(t, app, { allow, ...options } = {}) {
  const { page, faults } = await newPage(app, options);
  t.after(async () => {
    await page.context().close();
    assertFaultless(faults, allow);
  });
  return page;
}

/**
 * A browser that stays open for all tests of this file or suite, which is much faster than opening one in each:
 * `const phone = keepOpen(app, { device: 'phone' })`, and in a test `const page = await phone(t, { allow, cookies })`.
 */
export function keepOpen(app, options = {}) {
  let kept;
  after(() => kept?.page.context().close());
  return async (t, { allow, cookies = [] } = {}) => {
    kept ??= await newPage(app, options);
    const { page, faults } = kept;
    await page.context().clearCookies();
    await page.context().addCookies(cookies);
    t.after(() => assertFaultless(faults.splice(0), allow));
    return page;
  };
}

async function newPage(app, { device = 'desktop', javaScript = true, colorScheme = 'light' }) {
  const context = await app.browser.newContext({
    ...DEVICES[device], baseURL: app.url, javaScriptEnabled: javaScript, colorScheme,
    locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  const faults = [];
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => faults.push(`exception: ${error.error().message}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${app.url}/`) && !/^(data|blob|about):/.test(url)) faults.push(`request to another host: ${url}`);
  });
  const page = await context.newPage();
  page.passgenau = { device, javaScript };
  return { page, faults };
}

function assertFaultless(faults, allow) {
  assert.deepEqual(faults.filter((fault) => !allow?.test(fault)), [], 'the pages of this test have faults');
}

/**
 * The checks every page must pass, and a screenshot. Leave out `name` for a page that needs no picture.
 * `dark`: in both themes; `within`: a selector for the part of a long page that is looked at for accessibility.
 */
export async function inspect(page, name, { axe = true, dark = false, within } = {}) {
  await assertFits(page);
  if (axe && page.passgenau.javaScript) await assertAccessible(page, { within });
  if (name) await screenshot(page, name);
  if (!dark) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  // Another theme changes colours and nothing else.
  await assertAccessible(page, { rules: ['color-contrast'], within });
  if (name) await screenshot(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** target/screenshots/NAME-DEVICE.png, the whole page. */
export async function screenshot(page, name) {
  mkdirSync(screenshots, { recursive: true });
  // A frame that nobody has scrolled to yet is painted by nobody: it would be an empty box in the picture.
  for (const frame of await page.locator('iframe').all()) await frame.scrollIntoViewIfNeeded();
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await page.screenshot({ path: join(screenshots, `${name}-${page.passgenau.device}.png`), fullPage: true });
}

/** axe-core finds no fault against WCAG 2.2 A and AA and its best practices. It is a script: pages opened without any cannot be checked. */
export async function assertAccessible(page, { rules, within } = {}) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  // Frames show mails, which are looked at as pages of their own.
  const { violations } = await page.evaluate(([runOnly, part]) => (
    globalThis.axe.run(part ? { include: [[part]] } : document, { runOnly, resultTypes: ['violations'], iframes: false })
  ), [rules ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], within]);
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}`).join('\n')}`);
  assert.equal(found.join('\n'), '', `accessibility of ${page.url()}`);
}

/** Nothing makes the page scroll sideways, neither here nor at the narrowest width. */
export async function assertFits(page) {
  const before = page.viewportSize();
  for (const width of [before.width, NARROWEST]) {
    await page.setViewportSize({ ...before, width });
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= limit) return [];
      const scrolls = (element) => element && (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
      const outside = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > limit + 0.5 && !scrolls(element.parentElement));
      return [`${document.documentElement.scrollWidth} px`, ...outside.slice(-3).map((element) => element.outerHTML.slice(0, 120))];
    });
    assert.deepEqual(wide, [], `${page.url()} is wider than ${width} px`);
  }
  await page.setViewportSize(before);
}

/** Debian's Chromium or what else is there; `make test` installs it. */
export function findBrowser() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch { /* not there */ }
    }
  }
  console.error('test: there is no Chromium on this machine; `make test` installs it or says how.');
  process.exit(1);
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
