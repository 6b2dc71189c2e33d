// Every address of the route table that shows a page, opened by whom it is for: accessible by day and by night, no wider
// than the smallest phone, and small.

import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { eventfulCity } from './city.mjs';
import { bring, takeIn } from './importing.mjs';
import { assertAccessible, assertFits, inspect, keepOpen, open, serve } from './support.mjs';
import { SHORT_PLANS, computePlan, offerMail, openMail, receive, signIn } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
const desktop = keepOpen(app, {});

/** Bytes of HTML a page may have, beside cached styles and fonts. */
const HEAVIEST = 100_000;
/** Routes that show no page of their own: a redirect, and the answer of the city's own login, which does not exist here. */
const NO_PAGE = /^\/(static|healthz|k\/|login$|login\/city\/answer$|office\/take\/\{id\}$)/;
/** A list with a double, a row that waits and a word to be asked about. */
const LIST = ['Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch',
  'Elif;Aydın;aydin@example.org;0151 5550301;Heessen;Sprachmittlung;Türkisch C1;C1',
  'Elif;Aydinn;aydin@example.org;0151 5550302;Mitte;Sprachmittlung;Türkisch C1;B2',
  'Nils;Namenlos;;;Heessen;Sprachmittlung;Klingonisch C1;C1'].join('\n');

/** Files at every stage and a change for many; the addresses of their pages. */
async function prepared(page) {
  const file = async () => {
    await bring(page, 'people', 'Liste.csv', Buffer.from(LIST));
    return new URL(page.url()).pathname;
  };
  await file();
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  await takeIn(page);
  const done = new URL(page.url()).pathname;
  const waits = await file();
  await page.goto('/office/people?state=active');
  await page.locator('#pick-1').check();
  await page.getByRole('button', { name: 'Angekreuzte ändern' }).click();
  await page.getByLabel('Stand setzen').check();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.locator('#value').selectOption('paused');
  await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
  await page.getByRole('button', { name: /^Für 1 Person/ }).click();
  await page.waitForURL('**/bulk/*');
  const changed = [new URL(page.url()).pathname];
  await page.goto('/office/organisations');
  await page.locator('#pick-1').check();
  await page.getByRole('button', { name: 'Angekreuzte ändern' }).click();
  await page.getByLabel('Beweglichen Ferientag eintragen').check();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.locator('#value').fill('2027-02-08');
  await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
  await page.getByRole('button', { name: /^Für 1 Einrichtung/ }).click();
  await page.waitForURL('**/bulk/*');
  changed.push(new URL(page.url()).pathname);
  await page.goto('/office/week/prints');
  await page.getByRole('button', { name: 'Aushang drucken' }).click();
  await page.waitForURL('**/prints/*');
  return [done, waits, `${waits}/check`, '/office/import/parked', '/office/import/doubles', ...changed, new URL(page.url()).pathname];
}

/** A volunteer replies to the mail that asked them; the address of the page with the reply. */
async function replied(page, email) {
  const letter = [`From: ${email}`, 'To: ehrenamt@passgenau.example.org', 'Subject: AW: Einsatz', 'Message-ID: <antwort@example.org>', `In-Reply-To: <${offerMail(app, email)}>`, '', 'Ich rufe morgen an.', ''].join('\r\n');
  assert.equal(receive(app, letter), 'reply');
  await page.goto('/office/inbox');
  return await page.locator('main a[href^="/office/inbox/"]').first().getAttribute('href');
}

/** A link to sign in, asked for by a volunteer in this browser; the address of its page. */
async function linkOf(page, email) {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Link schicken' }).click();
  await openMail(page, email, 'Ihr Link zum Anmelden');
  return await page.locator('.pg-mail a[href^="/anmelden/"]').first().getAttribute('href');
}

/** GET routes of the one table: access rule and path. */
const table = [...readFileSync(resolve(import.meta.dirname, '../../src/web/routes.rs'), 'utf8')
  .matchAll(/\bget\(\s*([A-Z]\w*(?:\(\w+\))?),\s*"([^"]+)"/g)].map(([, access, path]) => ({ access, path }));

const pattern = (path) => new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/?#]+')}$`);

/** The first address of each route that pages of these roles lead to. */
async function addresses(page, starts) {
  const found = new Map();
  const seen = new Set();
  const queue = [...starts];
  const routes = table.map((route) => ({ ...route, fits: pattern(route.path) }));
  // A route without a placeholder comes first: /office/people/new is no volunteer.
  routes.sort((a, b) => a.path.includes('{') - b.path.includes('{'));
  while (queue.length) {
    const address = queue.shift();
    const path = address.split(/[?#]/)[0];
    const route = routes.find(({ fits }) => fits.test(path));
    // A list leads to many pages of one kind; a few of them show all there is.
    if (!route || (found.get(route.path)?.length ?? 0) >= 3 || seen.has(path)) continue;
    seen.add(path);
    const answer = await page.request.get(address, { maxRedirects: 0 });
    if (answer.status() !== 200) continue;
    found.set(route.path, [...(found.get(route.path) ?? []), address]);
    if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
    const html = await answer.text();
    for (const [, href] of html.matchAll(/(?:href|src)="(\/[^"#]*)/g)) {
      if (!href.startsWith('/static/')) queue.push(href.replaceAll('&amp;', '&').replaceAll('&#x2f;', '/'));
    }
  }
  return found;
}

/** The addresses of the days of a plan. */
async function partsOf(page, plan) {
  await page.goto(plan);
  return await page.locator('.pg-tabs a[href*="day="]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
}

/** Whether a form stands within a form. The browser would drop the inner one without a word, and its button do the outer one's work. */
function nestsForms(html) {
  let open = 0;
  for (const [tag] of html.matchAll(/<\/?form\b/g)) {
    open += tag === '<form' ? 1 : -1;
    if (open > 1) return true;
  }
  return false;
}

/** With TEST_PICTURES=FOLDER every page is photographed there, at a desk and on a phone, by day and by night, and measured. */
async function photograph(page, path, address, bytes, took) {
  const folder = process.env.TEST_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const name = path.replaceAll(/[{}]/g, '').replaceAll(/[/ ?&=]+/g, '_').replace(/^_|_$/g, '') || 'start';
  const heights = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      heights.push(await page.evaluate(() => document.documentElement.scrollHeight));
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  appendFileSync(join(folder, 'figures.txt'), `${path}\t${address}\t${bytes} bytes\t${took} ms\t${heights.slice(0, 2).join('/')} px\n`);
}

/** What speaks against a page as it is shown now, by day and by night, at a desk and on the narrowest phone. */
async function look(page, { within } = {}) {
  const faults = [];
  const check = async (what, work) => {
    try {
      await work();
    } catch (error) {
      faults.push(`${what}: ${error.message}`);
    }
  };
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 1280) await check('width', () => assertFits(page));
    // A long plan is looked at part by part, so that each look is short; on the phone it is the same page.
    for (const part of within ?? [undefined]) await check(`${width} px`, () => assertAccessible(page, { within: part }));
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const part of within ?? [undefined]) await check('in the dark', () => assertAccessible(page, { rules: ['color-contrast'], within: part }));
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

test('Every page of the product, as whom it is for', async (t) => {
  const city = await eventfulCity(t, app);
  const page = await desktop(t, { cookies: city.cookies });
  await page.goto('/office/people');
  await page.goto(city.pages.person);
  const own = new URL(await page.locator('[data-own-link]').textContent()).pathname;
  const email = (await page.locator('main a[href^="mailto:"]').first().innerText()).trim();
  const parts = ['', '/times', '/pause', '/limits', '/done', '/about', '/leave', '/mails', '/mails/stop', '/calendar'].map((part) => `${own}${part}`);
  await page.goto('/office/organisations');
  const organisation = (await page.locator('main tbody a[href^="/office/data/organisation/"]').first().getAttribute('href')).split('/').at(-1);
  // What no link of another page names: the history of things that have a short one, pages behind a button or a mail.
  const direct = [
    `${city.pages.person}/history`, '/office/data/language/tr/history', '/office/search?q=schule', '/office/import/words', `/office/take/${organisation}/day`,
    `${city.pages.offerAccepted}/calendar`, await replied(page, email), await linkOf(page, email),
  ];
  const starts = [
    ...await prepared(page), ...direct, '/', '/anmelden', '/mitmachen', '/account', '/account/factor', '/stil', '/office', ...Object.values(city.pages), city.school, ...parts, ...city.mails,
  ];
  await page.goto((await partsOf(page, city.pages.planDraft))[0]);
  starts.push(await page.locator('.pg-table--plan details a[href*="/requests/"]').first().getAttribute('href'));
  const found = await addresses(page, starts);
  // What was sent out since leaves the older draft behind; this one fits.
  const fresh = await computePlan(page, { weeks: 2 });
  // Pages of one address that differ by what was asked.
  const number = city.pages.request_searching.split('/').at(-1);
  const variants = [
    `/office/take?organisation=${organisation}`, '/office/take?q=schule', '/office/caller?q=schule', '/office/caller?q=a', `/office/absent?person=${city.pages.person.split('/').at(-1)}`,
    '/office/week?from=2027-01-18', '/office/week?from=2027-01-18&view=people', '/office/week?from=2027-01-18&view=places', '/office/requests?state=unfilled', `/office/requests?q=${number}`,
    `/office/search?q=${number}`, '/office/organisations?state=archived', '/office?show=open_soon', ...['submitted', 'searching', 'confirmed', 'substituting', 'unfilled', 'cancelled'].map((state) => city.pages[`request_${state}`]),
    city.pages.planDraft, city.pages.planPublished, ...await partsOf(page, city.pages.planDraft), ...await partsOf(page, city.pages.planPublished), `${city.pages.planDraft}?q=schule`, `${fresh}/publish`, `${fresh}/sheet`, city.pages.offerAccepted, city.pages.offerDeclined, city.pages.offerCall, city.pages.offerGivenBack, city.pages.offerCancelled,
    city.pages.schoolSearching, city.pages.schoolConfirmed, city.pages.schoolSubstituting, `/s/${city.school.split('/')[2]}/new?from=1`, '/office/import?kind=people',
  ].filter(Boolean);
  const missing = table.filter(({ path }) => !found.has(path) && !NO_PAGE.test(path) && path !== '/mein');
  const faults = missing.map(({ path }) => `nothing leads to ${path}`);
  const visits = [...[...found].map(([path, [address]]) => [path, address]), ...variants.map((address) => [`${address.split('?')[0].replaceAll(/[0-9a-f-]{36}|[\w-]{40,}|\d{2,}/g, '{}')} ${address.split('?')[1] ?? ''}`, address])];
  let pages = 0;
  const visit = async (path, address) => {
    const started = Date.now();
    const answer = await page.request.get(address);
    const html = await answer.text();
    const took = Date.now() - started;
    if (!answer.headers()['content-type']?.startsWith('text/html')) return;
    pages += 1;
    const heavy = Buffer.byteLength(html);
    if (heavy > HEAVIEST) faults.push(`${address} has ${heavy} bytes`);
    if (path.endsWith('/html')) {
      // A mail is shown in a frame without any script; here it stands alone.
      await page.goto('about:blank');
      await page.setContent(html);
      // axe takes a canvas that nobody has coloured for white, by night as well.
      await page.addStyleTag({ content: 'html { background: Canvas }' });
      faults.push(...(await look(page)).map((fault) => `${path} ${fault}`).filter((fault) => !/region|landmark|page-has-heading/.test(fault)));
      return;
    }
    if (nestsForms(html)) faults.push(`${address} has a form within a form`);
    await page.goto(address);
    await photograph(page, path, address, html.length, took);
    const sections = await page.locator('main > section').count();
    const long = html.length > 60_000 && sections > 2;
    const within = long ? ['header', 'main > :not(section)', ...Array.from({ length: sections }, (_, at) => `main > section:nth-of-type(${at + 1})`), 'footer'] : undefined;
    faults.push(...(await look(page, { within })).map((fault) => `${path} ${fault}`));
    // The same in English; mails are in the language of whoever gets them.
    if (path.startsWith('/demo/mail')) return;
    await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=en`);
    try {
      assert.equal(await page.getAttribute('html', 'lang'), 'en');
      for (const part of within ?? [undefined]) await assertAccessible(page, { within: part });
    } catch (error) {
      faults.push(`${path} in English: ${error.message}`);
    }
    await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=de`);
  };
  for (const [path, address] of visits) await visit(path, address);
  // Last, as it uses the link up: the page of somebody's devices.
  await page.goto(direct.at(-1));
  await page.locator('main').getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL(/\/(v|mein)/);
  await visit('/mein', '/mein');
  t.diagnostic(`${pages} pages of ${table.length} routes`);
  assert.deepEqual(faults, []);
});

test('The menu of the office on a phone holds what the head of a desk does', async (t) => {
  const office = await desktop(t);
  await signIn(office);
  const phone = await open(t, app, { device: 'phone', javaScript: false });
  await phone.context().addCookies(await office.context().cookies());
  const names = (page) => page.getByRole('navigation', { name: 'Hauptmenü' }).getByRole('link').evaluateAll((all) => all.map((link) => link.textContent.replaceAll(/\s+/g, ' ').trim()));
  await phone.goto('/office/requests');
  assert.equal(await phone.getByRole('navigation', { name: 'Hauptmenü' }).count(), 0, 'folded');
  assert.ok((await phone.locator('main').boundingBox()).y < 844 / 5, 'the page begins in the upper fifth');
  await phone.locator('summary', { hasText: 'Menü' }).click();
  await office.goto('/office/requests');
  assert.deepEqual(await names(phone), await names(office));
  await phone.getByRole('searchbox').first().fill('schule');
  await phone.keyboard.press('Enter');
  await phone.waitForURL('**/office/search?q=schule');
  const scripted = await open(t, app, { device: 'phone' });
  await scripted.context().addCookies(await office.context().cookies());
  await scripted.goto('/office/requests');
  await scripted.locator('summary', { hasText: 'Menü' }).click();
  await inspect(scripted, 'office-menu', { dark: true });
  await scripted.getByRole('button', { name: 'Abmelden' }).click();
  await scripted.waitForURL('**/login**');
});
