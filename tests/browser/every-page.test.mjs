// Every address of the route table that shows a page, opened by whom it is for: accessible, no wider than the smallest
// phone, and small. Routes no page leads to are told.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { eventfulCity } from './city.mjs';
import { bring, takeIn } from './importing.mjs';
import { assertAccessible, assertFits, keepOpen, serve } from './support.mjs';
import { SHORT_PLANS } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
const desktop = keepOpen(app, {});

/** Bytes of HTML a page may have, beside cached styles and fonts. */
const HEAVIEST = 100_000;
/** Pages that show the office's lists in full; they are long because the office's work is. */
const LONG = new Set(['/office/plans/{id}']);
/** Pages nothing in an eventful city leads to: they need a reply that came by mail, a device that is signed in, the city's own login. */
const ELSEWHERE = new Set(['/office/inbox/{id}', '/v/{token}/mails/stop', '/anmelden/{token}', '/login/city/answer', '/mein', '/welcome/{token}']);
/** A list with a double, a row that waits and a word to be asked about. */
const LIST = ['Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch',
  'Elif;Aydın;aydin@example.org;0151 5550301;Heessen;Sprachmittlung;Türkisch C1;C1',
  'Elif;Aydin;;0151 5550301;Heessen;Sprachmittlung;Türkisch C1;C1',
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
  return [done, waits, `${waits}/check`, '/office/import/parked', '/office/import/doubles', new URL(page.url()).pathname];
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
    for (const [, href] of html.matchAll(/href="(\/[^"#]*)/g)) {
      if (!href.startsWith('/static/')) queue.push(href.replaceAll('&amp;', '&').replaceAll('&#x2f;', '/'));
    }
  }
  return found;
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

test('Every page of the product, as whom it is for', async (t) => {
  const city = await eventfulCity(t, app);
  const page = await desktop(t, { cookies: city.cookies });
  await page.goto('/office/people');
  await page.goto(city.pages.person);
  const own = new URL(await page.locator('[data-own-link]').textContent()).pathname;
  const parts = ['', '/times', '/pause', '/limits', '/done', '/about', '/leave', '/mails', '/calendar'].map((part) => `${own}${part}`);
  const starts = [
    ...await prepared(page), '/', '/anmelden', '/mitmachen', '/account', '/account/factor', '/stil', '/office', ...Object.values(city.pages), city.school, ...parts, ...city.mails,
  ];
  const found = await addresses(page, starts);
  const missing = table.filter(({ path }) => !found.has(path) && !ELSEWHERE.has(path) && !/^\/(static|healthz|k\/|login$)/.test(path));
  // Whether there is a way to each is no matter of accessibility; it is told, so that nobody forgets to name it above.
  if (missing.length) t.diagnostic(`nothing leads to ${missing.map(({ path }) => path).join(', ')}`);
  const faults = [];
  let pages = 0;
  for (const [path, [address]] of found) {
    const answer = await page.request.get(address);
    const html = await answer.text();
    if (!answer.headers()['content-type']?.startsWith('text/html') || path.endsWith('/html')) continue;
    pages += 1;
    if (nestsForms(html)) faults.push(`${address} has a form within a form`);
    if (html.length > HEAVIEST && !LONG.has(path)) faults.push(`${address} has ${html.length} bytes`);
    await page.goto(address);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      try {
        if (width === 1280) await assertFits(page);
        if (!LONG.has(path)) await assertAccessible(page);
      } catch (error) {
        faults.push(`${path} at ${width} px: ${error.message}`);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    // The same in English; mails are in the language of whoever gets them.
    if (LONG.has(path) || path.startsWith('/demo/mail')) continue;
    await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=en`);
    try {
      assert.equal(await page.getAttribute('html', 'lang'), 'en');
      await assertAccessible(page);
    } catch (error) {
      faults.push(`${path} in English: ${error.message}`);
    }
    await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=de`);
  }
  t.diagnostic(`${pages} pages of ${table.length} routes`);
  assert.deepEqual(faults, []);
});
