// Does the office see its week on a desk, a tablet and a phone, by keyboard and without a script, and on paper?

import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { inspect, open, serve } from './support.mjs';
import { SHORT_PLANS, computePlan, publish, signIn } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
const papers = resolve(import.meta.dirname, '../../target/screenshots');
/** Monday of the first week in which something is asked for. */
let monday;

/** A page as wide as a tablet held upright. */
async function tablet(t) {
  const page = await open(t, app);
  page.passgenau.device = 'tablet';
  await page.setViewportSize({ width: 820, height: 1180 });
  return page;
}

/** Steps from this week to the first one that is not empty. */
async function firstWeek(page) {
  await page.goto('/office/week');
  for (let step = 0; step < 12 && await page.locator('.pg-table--week').count() === 0; step++) {
    await page.getByRole('link', { name: 'Nächste Woche' }).first().click();
    await page.waitForLoadState();
  }
  assert.ok(await page.locator('.pg-table--week').count() > 0, 'a week with appointments');
  monday = await page.locator('input[name=from]').inputValue();
}

test('The week is listed day by day, what is open first, without a script', async (t) => {
  const page = await open(t, app, { javaScript: false });
  await signIn(page);
  await firstWeek(page);
  for (const table of await page.locator('.pg-table--week').all()) {
    const need = ['pg-row--missing', 'pg-row--open'];
    const rows = await table.locator('tbody tr').evaluateAll((all, names) => all.map((row) => names.filter((name) => row.classList.contains(name)).length), need);
    assert.deepEqual(rows, [...rows].sort((a, b) => b - a), 'nothing open below what is filled');
  }
  assert.match(await page.locator('main').innerText(), /Noch in keinem Vorschlag/);
  assert.ok((await page.content()).length < 100_000, 'the page is small');
  await inspect(page, 'week-list-new');

  // A proposal, and then people who are asked, are seen in the same list.
  await computePlan(page);
  const plan = new URL(page.url()).pathname;
  await page.goto(`/office/week?from=${monday}`);
  assert.match(await page.locator('main').innerText(), /vorgeschlagen/);
  await page.goto(plan);
  await publish(page);
  await page.goto(`/office/week?from=${monday}`);
  assert.match(await page.locator('main').innerText(), /gefragt, Antwort bis/);
});

test('A filter lives in the address, is kept by name and forgotten again', async (t) => {
  const page = await open(t, app, { javaScript: false });
  await signIn(page);
  await page.goto(`/office/week?from=${monday}`);
  await page.locator('summary').filter({ hasText: 'Filter' }).click();
  const district = page.getByLabel('Stadtbezirk');
  await district.selectOption({ label: 'Mitte' });
  await page.getByRole('button', { name: 'Anzeigen' }).click();
  assert.match(page.url(), /district=MI/);
  assert.ok(await page.getByLabel('Sozialraum').locator('option').count() > 3, 'parts of town');
  await page.getByLabel('Diesen Filter merken als').fill('Mein Viertel');
  await page.getByRole('button', { name: 'Merken' }).click();
  await page.getByText('Der Filter ist gemerkt.').waitFor();
  await page.goto(`/office/week?from=${monday}`);
  await page.getByRole('link', { name: 'Mein Viertel' }).click();
  assert.match(page.url(), /district=MI/);
  await inspect(page, 'week-filtered');
  await page.getByRole('button', { name: 'Filter „Mein Viertel“ löschen' }).click();
  await page.getByText('Der Filter ist gelöscht.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Mein Viertel' }).count(), 0);
});

for (const device of ['desktop', 'tablet', 'phone']) {
  test(`List and boards of the week on a ${device}`, async (t) => {
    const page = device === 'tablet' ? await tablet(t) : await open(t, app, { device });
    await signIn(page);
    for (const [view, mark] of [['list', '.pg-table--week'], ['people', '.pg-table--board'], ['places', '.pg-mini']]) {
      await page.goto(`/office/week?from=${monday}${view === 'list' ? '' : `&view=${view}`}`);
      await page.locator(mark).first().waitFor();
      assert.ok((await page.content()).length < 130_000, `${view} is small`);
      await inspect(page, `week-${view}`, { dark: device === 'desktop', within: 'main' });
    }
    await page.goto('/office');
    await inspect(page, 'office-today');
  });
}

test('The boards are reached and read by keyboard alone', async (t) => {
  const page = await open(t, app);
  await signIn(page);
  await page.goto(`/office/week?from=${monday}`);
  const focus = async (wanted) => {
    for (let step = 0; step < 80; step++) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim());
      if (wanted.test(text)) return;
    }
    assert.fail(`${wanted} is not reached by Tab`);
  };
  await focus(/^Personen$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/view=people/);
  await focus(/^Filter/);
  await page.keyboard.press('Enter');
  await focus(/Nur wer in dieser Woche etwas vorhat|^$/);
  await focus(/^Personen$/);
  await page.locator('.pg-board').focus();
  await focus(/\S+ \S+/);
});

test('The week is printed for the wall and for the desk, and the folder for bad days', async (t) => {
  const page = await open(t, app);
  await signIn(page);
  mkdirSync(papers, { recursive: true });
  // Somebody who is reached by telephone only has agreed: they get a letter.
  await page.goto('/office?show=calls');
  const agreed = page.getByRole('button', { name: 'Hat am Telefon zugesagt' }).first();
  if (await agreed.count()) await agreed.click();
  await page.waitForLoadState();
  const paper = async (name) => {
    const path = resolve(papers, `${name}.pdf`);
    await page.pdf({ path, preferCSSPageSize: true });
    assert.ok(statSync(path).size > 1000, `${name} is on paper`);
  };
  const prints = `/office/week/prints?from=${monday}`;
  await page.goto(prints);
  await inspect(page, 'week-prints');
  await page.getByRole('button', { name: 'Aushang drucken' }).click();
  await page.waitForURL(/prints\/[0-9a-f-]{36}/);
  const notice = await page.locator('.pr-paper').innerText();
  assert.match(notice, /Stand \d\d\.\d\d\.\d{4}/);
  assert.doesNotMatch(notice, /Tel\.|@|02381/);
  await inspect(page, 'sheet-notice');
  await paper('sheet-notice');
  await page.goto(prints);
  await page.getByRole('button', { name: 'Arbeitsmappe drucken' }).click();
  await page.waitForURL(/prints\/[0-9a-f-]{36}/);
  assert.match(await page.locator('.pr-paper').innerText(), /Nicht aushängen/i);
  await inspect(page, 'sheet-folder');
  await paper('sheet-folder');
  await page.goto(`/office/week/letters?from=${monday}`);
  await inspect(page, 'letters');
  await paper('letters');
  await page.goto('/office/emergency');
  assert.match(await page.locator('.pr-paper').innerText(), /Anrufliste/);
  await inspect(page, 'emergency');
  await paper('emergency');
});
