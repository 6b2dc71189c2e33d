// Every role of the office, at a desk and on a phone, with the keys alone: invited by an administrator, a first password,
// what is theirs to do, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enter, enterDate, go, tabTo } from './keys.mjs';
import { inspect, open, serve } from './support.mjs';
import { entrances, plainDay } from './steps.mjs';

const app = serve();
const SENTENCE = 'Sieben Birnen fallen leise ins Gras';

/** Opens a chapter of the office: from its head at a desk, from its menu on a phone. */
async function chapter(page, name) {
  if (page.passgenau.device === 'phone') {
    await tabTo(page, /^Menü/);
    await page.keyboard.press('Enter');
  }
  await go(page, name);
  assert.equal(await page.locator('h1').count(), 1);
}

const chapters = (page) => page.locator('header nav ul').first().locator('a').evaluateAll((all) => all.map((link) => link.firstChild.textContent.trim()));

/** An administrator invites somebody for a task; they choose their password and are in. */
async function invited(t, device, task, { district } = {}) {
  const admin = await open(t, app, { device });
  const { email, password } = await entrances(admin);
  await admin.goto('/login');
  await enter(admin, 'E-Mail-Adresse', email);
  await enter(admin, 'Passwort', password);
  await Promise.all([admin.waitForURL('**/office'), admin.keyboard.press('Enter')]);
  await chapter(admin, 'Konten');
  await go(admin, 'Person einladen');
  await enter(admin, 'Name', `Kim ${task}`);
  await enter(admin, 'E-Mail-Adresse', `${task.toLowerCase().replace(' ', '-')}.${district ?? 'stadt'}.${device}@example.org`);
  await enter(admin, ({ id }) => id === 'role_1', task);
  if (district) await enter(admin, ({ id }) => id === 'district_1', district);
  await go(admin, 'Einladung erstellen');
  const link = new URL(await admin.locator('.pg-link-text').first().innerText()).pathname;

  const page = await open(t, app, { device, allow: /status of 403/ });
  await page.goto(link);
  await enter(page, 'Passwort', SENTENCE);
  await enter(page, 'Passwort noch einmal', SENTENCE);
  await Promise.all([page.waitForURL('**/office'), page.keyboard.press('Enter')]);
  return page;
}

const closed = async (page, ...paths) => {
  for (const path of paths) assert.equal((await page.goto(path)).status(), 403, path);
  await page.goto('/office');
};

for (const device of ['desktop', 'phone']) {
  test(`Accounting settles a month, ${device}`, async (t) => {
    const page = await invited(t, device, 'Abrechnung');
    assert.ok(!(await chapters(page)).includes('Ehrenamtliche'));
    await chapter(page, 'Abrechnung');
    await enter(page, 'Monat', 'November');
    await go(page, 'Anzeigen');
    assert.match(await page.locator('h1').innerText(), /November/);
    await inspect(page, 'role-finance', { dark: true });
    await closed(page, '/office/people', '/office/accounts', '/office/outbox', '/office/take');
  });

  test(`Whoever keeps proofs notes one, ${device}`, async (t) => {
    const page = await invited(t, device, 'Nachweise');
    await chapter(page, 'Ehrenamtliche');
    await go(page, ({ tag, name }) => tag === 'a' && name === 'Tanja Abendroth');
    await go(page, /^Bearbeiten\s*Nachweise$/);
    await go(page, 'Speichern');
    assert.match(await page.locator('h1').innerText(), /Tanja Abendroth/);
    await inspect(page, 'role-clearance', { dark: true });
    await closed(page, '/office/outbox', '/office/take', '/office/accounts', '/office/import', '/office/statements');
  });

  test(`Whoever may only read finds a request and can change nothing, ${device}`, async (t) => {
    const page = await invited(t, device, 'Nur lesen');
    await chapter(page, 'Anfragen');
    await go(page, ({ tag, name }) => tag === 'a' && /^\d+$/.test(name));
    assert.match(await page.locator('h1').innerText(), /^Anfrage Nr\. \d+/);
    assert.equal(await page.locator('main form[method=post]').count(), 0, 'nothing to send');
    await inspect(page, 'role-reader', { dark: true });
    for (const path of ['/office', '/office/plan', '/office/week?from=2027-01-18', '/office/data', '/office/data/language/tr', '/office/organisations']) {
      assert.equal((await page.goto(path)).status(), 200, path);
      const sends = await page.locator('main form[method=post]').evaluateAll((all) => all.map((form) => form.action));
      assert.deepEqual(sends.filter((action) => !action.endsWith('/office/week/filters')), [], path);
    }
    await closed(page, '/office/people', '/office/take', '/office/outbox', '/office/accounts', '/office/statements');
  });

  test(`The coordination takes a request down on the telephone, ${device}`, async (t) => {
    const page = await invited(t, device, 'Koordination');
    await chapter(page, 'Anfragen');
    await go(page, 'Anfrage aufnehmen');
    // The field has the cursor already: whoever is called types at once.
    await page.keyboard.type('ahorn');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await go(page, 'Ahornschule');
    await enter(page, ({ id }) => id === 'language', 'Polnisch');
    await tabTo(page, ({ id }) => id === 'date_1');
    await enterDate(page, plainDay(4));
    await enter(page, ({ id }) => id === 'start_1', '1000AM');
    await go(page, 'Anfrage eintragen');
    await page.locator('.kern-alert--success').first().waitFor();
    assert.match(await page.locator('h1').innerText(), /^Anfrage Nr\. \d+/);
    assert.match(await page.locator('main').innerText(), /Polnisch/);
    await inspect(page, 'role-coordinator', { dark: true });
    await closed(page, '/office/accounts', '/office/statements', '/office/mailing');
  });

  test(`Whoever coordinates one district has its telephone, absences and lists, ${device}`, async (t) => {
    const page = await invited(t, device, 'Koordination', { district: 'Heessen' });
    assert.ok((await chapters(page)).includes('Planung'));
    await go(page, 'Verhindert melden');
    await page.keyboard.type('a');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const shown = await page.locator('main li .pg-muted').allInnerTexts();
    assert.ok(shown.length > 0 && shown.every((text) => text.startsWith('Heessen')), shown.join('; '));
    const first = (await page.locator('main li a').first().innerText()).trim();
    await go(page, first);
    await inspect(page, 'part-absent', { dark: true });
    for (const [path, name] of [['/office', 'overview'], ['/office/calls', 'calls'], ['/office/caller?q=a', 'caller'], ['/office/organisations', 'organisations'], ['/office/data', 'data'], ['/office/export', 'export'], ['/office/plan', 'plan'], ['/office/outbox', 'outbox']]) {
      assert.equal((await page.goto(path)).status(), 200, path);
      await inspect(page, `part-${name}`, { dark: true });
    }
    await closed(page, '/office/import', '/office/accounts', '/office/data/exclusion');
  });
}
