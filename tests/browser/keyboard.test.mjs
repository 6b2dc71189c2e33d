// Whole journeys without a mouse: a school asks, a volunteer answers and says when they can, the office plans and sends
// out. Every stop of the keyboard shows where it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, serve } from './support.mjs';
import { SHORT_PLANS, allMailSent, drafted, entrances, openMail, person, placedByMail, plainDay } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });

/** Most stops until something must have come. */
const STOPS = 150;

/** What the keyboard is at: its name as it is read out, its kind, whether one sees that it is there. */
async function here(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { name: '', tag: '', seen: true };
    const style = getComputedStyle(at);
    const label = at.labels?.[0]?.textContent ?? '';
    const box = at.getBoundingClientRect();
    const around = [at, at.labels?.[0], at.parentElement].filter(Boolean).map((one) => getComputedStyle(one));
    const marked = around.some((one) => (one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) > 0) || one.boxShadow !== 'none');
    return {
      name: (at.getAttribute('aria-label') ?? (label || at.textContent || at.value || '')).replaceAll(/\s+/g, ' ').trim(),
      tag: at.tagName.toLowerCase(), id: at.id, type: at.type ?? '',
      // The button of a date's calendar is marked by the browser itself, inside the field.
      seen: (marked || ['date', 'time'].includes(at.type)) && box.width > 0 && style.visibility !== 'hidden',
    };
  });
}

/** Presses the tabulator until it is at what is `wanted` (a name, or a function). */
async function tabTo(page, wanted) {
  const fits = typeof wanted === 'function' ? wanted : ({ name }) => (wanted instanceof RegExp ? wanted.test(name) : name === wanted);
  const passed = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await here(page);
    assert.ok(at.seen, `one does not see that the keyboard is at ${at.tag} ${at.name}`);
    if (fits(at)) return at;
    passed.push(at.name.slice(0, 30));
  }
  throw new Error(`the keyboard does not come to ${wanted}; it came past ${passed.join(' | ')}`);
}

/** The keyboard at a field: types into it, or chooses in a list by typing what it says. */
async function enter(page, wanted, text) {
  const at = await tabTo(page, wanted);
  await page.keyboard.type(text);
  return at;
}

/** Types a date into the field the keyboard is at, in the order the browser asks for: day or month first. */
async function enterDate(page, date) {
  const [year, month, day] = date.split('-');
  for (const typed of [`${day}${month}${year}`, `${month}${day}${year}`]) {
    await page.keyboard.type(typed);
    if (await page.evaluate(() => document.activeElement.value) === date) return;
    for (let part = 0; part < 2; part += 1) await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`the field does not take ${date}`);
}

const go = async (page, wanted) => {
  await tabTo(page, wanted);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
};

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
