// Whole journeys without a mouse: a school asks, a volunteer answers and says when they can, the office plans and sends
// out. Every stop of the keyboard shows where it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, serve } from './support.mjs';
import { enter, enterDate, go, tabTo } from './keys.mjs';
import { SHORT_PLANS, allMailSent, drafted, entrances, openMail, person, placedByMail, plainDay } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });

test('The first stop of every page leads past its head', async (t) => {
  const page = await open(t, app, {});
  for (const path of ['/', '/login', '/anmelden', '/mitmachen']) {
    await page.goto(path);
    await tabTo(page, 'Zum Inhalt springen');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  }
});

test('A school asks for an interpreter', async (t) => {
  const page = await open(t, app, {});
  const { school } = await entrances(page);
  await page.goto(school);
  await go(page, 'Neue Anfrage');
  const programme = page.locator('select#programme');
  if (await programme.count()) await enter(page, 'Angebot', 'Sprach');
  await enter(page, 'Welche Sprache spricht die Familie zu Hause?', 'Türkisch');
  await page.keyboard.press('Escape');
  await enter(page, 'Anlass', 'Eltern');
  await tabTo(page, 'Tag');
  await enterDate(page, plainDay(3));
  // The letter counts only where the browser has two halves of a day.
  await enter(page, ({ id }) => id === 'start_1', '1000AM');
  await enter(page, ({ id }) => id === 'duration_1', '1 Stunde');
  for (const id of ['location', 'contact']) {
    if (await page.locator(`select#${id}`).count()) {
      await tabTo(page, (at) => at.id === id);
      await page.keyboard.press('ArrowDown');
    }
  }
  await tabTo(page, ({ id }) => id === 'rules_accepted');
  await page.keyboard.press('Space');
  await go(page, 'Anfrage absenden');
  assert.equal(await page.locator('#faults').count(), 0, await page.locator('main').innerText());
  await page.locator('.pg-status').waitFor();
});

test('The office signs in, plans and sends out; a volunteer says yes and when they can', async (t) => {
  const office = await open(t, app, {});
  const { email, password } = await entrances(office);
  await office.goto('/login');
  await enter(office, 'E-Mail-Adresse', email);
  await enter(office, 'Passwort', password);
  await Promise.all([office.waitForURL('**/office'), office.keyboard.press('Enter')]);
  await go(office, 'Planung');
  await go(office, 'Vorschlag berechnen');
  await drafted(office);
  const rows = await placedByMail(office);
  const draft = office.url();
  let asked;
  for (const row of rows) {
    const found = await person(office, row.url);
    if (found.email) {
      asked = { ...row, ...found };
      break;
    }
  }
  assert.ok(asked, 'somebody is asked by mail');
  await office.goto(asked.url);
  const own = new URL(await office.locator('[data-own-link]').textContent()).pathname;
  await office.goto(draft);
  await go(office, /^Anfragen verschicken/);
  await go(office, /^Anfragen verschicken/);
  await office.getByText('Die Anfragen sind unterwegs.').waitFor();
  await allMailSent(office);

  const page = await open(t, app, { javaScript: true });
  await openMail(page, asked.email, 'Einsatz möglich?');
  await go(page, ({ tag, name }) => tag === 'a' && /\/e\//.test(name));
  await go(page, 'Zusagen');
  await page.locator('.kern-alert--success').waitFor();
  await page.goto(own);
  await go(page, 'Zeiten');
  await tabTo(page, ({ type }) => type === 'checkbox');
  const [name, value] = await page.evaluate(() => [document.activeElement.name, document.activeElement.value]);
  const slot = page.locator(`input[name="${name}"][value="${value}"]`);
  const before = await slot.isChecked();
  await page.keyboard.press('Space');
  await go(page, 'Speichern');
  await page.getByText('Ihre Zeiten sind gespeichert.').waitFor();
  assert.equal(await slot.isChecked(), !before);
});

test('Before the session of the office ends, one key keeps it open', async (t) => {
  const page = await open(t, app, {});
  const { email, password } = await entrances(page);
  await page.clock.install();
  await page.goto('/login');
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(email);
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL('**/office');
  await page.goto('/office/plan');
  const warning = page.locator('#session-warning');
  assert.equal(await warning.isVisible(), false);
  await page.clock.fastForward('56:00');
  await warning.waitFor({ state: 'visible' });
  assert.match(await warning.innerText(), /bald abgemeldet/);
  await tabTo(page, 'Angemeldet bleiben');
  await page.keyboard.press('Enter');
  await warning.waitFor({ state: 'hidden' });
  await page.clock.fastForward('01:01:00');
  await page.getByText('Ihre Sitzung ist zu Ende.').waitFor();
});
