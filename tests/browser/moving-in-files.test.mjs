// An office moves in with its own files: a workbook as it is in life, a text of an old program, everything out and in again.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bring, takeIn, until } from './importing.mjs';
import { inspect, keepOpen, open, serve } from './support.mjs';
import { SHORT_PLANS, signIn } from './steps.mjs';
import { cp1252, day, red, workbook } from './workbook.mjs';

const app = serve({ env: SHORT_PLANS });
let cookies = [];
const pages = {};

const HEADER = ['Nachname, Vorname', 'Tel. mobil', 'Mailadresse', 'Bezirk', 'Gesprochene Sprachen', 'Führungszeugnis vorgelegt', 'Bisher 2026 ausgezahlt', 'Sternzeichen'];
/** The list of an office: a title above, names in one cell, several languages in one, a slip, a double, a red row. */
const POOL = workbook({
  Deckblatt: [['Laien-Sprachmittlerpool'], ['vertraulich']],
  'Liste Nov 26': [
    ['Laien-Sprachmittlerpool, alle Personen'],
    [],
    HEADER,
    ['Quastowa, Ilse', '0049 171 5550201', 'quastowa@example.org', 'Mitte', 'Türkisch', day(2026, 3, 1), '', 'Waage'],
    ['Xanthou, Eleni', 1715550202, 'xanthou@example.org', 'Hesen', 'Arab., Kurd.', '01.03.2026', '350,50 €', ''],
    ['Xanthu, Eleni', '0171/5550299', 'xanthou@example.org', 'Mitte', 'Türkisch', '', '', ''],
    ['Ypsilanti, Azad', 'Tel.: 0171 / 5550203 (privat)', '', 'Mitte', 'Kurdisch', '', '', ''],
    ['Zwölfer, Jürgen', '', '', 'Mitte', 'Russisch', '', '', ''],
    [red('Qvist, Ines'), red('0171 5550205'), red('qvist@example.org'), red('Mitte'), red('Russisch'), '', '', ''],
  ],
});
/** The same office's old program writes texts for Windows. */
const SCHOOLS = cp1252('Schule;Typ;Stra\u00dfe;PLZ;Ort;Bezirk;Ansprechpartner;Mail\r\n'
  + 'Grundschule \u00dcbersee;Grundschule;M\u00fchlenstra\u00dfe 3;59065;Hamm;Mitte;Frau \u00d6z;oez@uebersee.example.org\r\n'
  + 'Gesamtschule Qu\u00e4lheim;Gesamtschule;Am Wald 1;59063;Hamm;Mitte;Herr Gro\u00df;gross@quaelheim.example.org\r\n');

/** A page of the office, signed in. */
async function enter(t, options = {}) {
  const page = await open(t, app, options);
  await page.context().addCookies(cookies);
  return page;
}

test('A workbook is matched, its words are asked about, and what nobody knows waits', async (t) => {
  const page = await enterFirst(t);
  await bring(page, 'people', 'Sprachmittler.xlsx', POOL);
  await page.locator('#sheet').selectOption('Liste Nov 26');
  await page.getByRole('button', { name: 'Dieses Blatt zeigen' }).click();
  const column = (name) => page.getByLabel(`Bedeutung der Spalte „${name}“`);
  assert.equal(await column('Nachname, Vorname').inputValue(), 'full_name', 'the header stands below a title');
  assert.equal(await column('Bisher 2026 ausgezahlt').inputValue(), 'paid');
  await column('Gesprochene Sprachen').selectOption('languages');
  await column('Führungszeugnis vorgelegt').selectOption('clearance');
  await column('Sternzeichen').selectOption('');
  await page.locator('#constant_programmes').selectOption('Sprachmittlung');
  await page.locator('#constant_level').selectOption('Muttersprache');
  await page.getByLabel('Die Person ist ausgeschieden').check();
  await inspect(page, 'import-match');
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();

  await inspect(page, 'import-check');
  const answer = async (word, meaning) => page.getByLabel(`„${word}“ ist welche`).selectOption(meaning);
  await answer('Hesen', 'Heessen');
  await answer('Arab.', 'Arabisch (levantinisch)');
  await answer('Kurd.', 'Kurmandschi');
  await answer('Kurdisch', { label: 'unklar, Zeilen zurückstellen' });
  await page.getByRole('button', { name: 'Antworten merken und neu prüfen' }).click();
  await page.getByText('Gemerkt.').waitFor();
  const counts = await takeIn(page);
  assert.deepEqual([counts.neu, counts.geändert, counts['zu klären']], [4, 0, 2]);
  pages.run = new URL(page.url()).pathname;
  await inspect(page, 'import-done');
});

/** The first page: the office signs in. */
async function enterFirst(t) {
  const page = await open(t, app);
  await signIn(page);
  cookies = await page.context().cookies();
  return page;
}

test('What waits is cleared up, one row is not needed', async (t) => {
  const page = await enter(t, { allow: /status of 422/ });
  await page.goto(pages.run);
  await page.getByRole('link', { name: '2 Zeilen klären' }).click();
  pages.parked = new URL(page.url()).pathname + new URL(page.url()).search;
  await inspect(page, 'import-parked');
  await page.getByRole('link', { name: /Zwölfer/ }).click();
  pages.parkedRow = new URL(page.url()).pathname;
  await inspect(page, 'import-parked-row');
  await page.getByLabel('Telefon', { exact: true }).fill('kein');
  await page.getByRole('button', { name: 'Übernehmen' }).click();
  assert.match(await page.locator('main').innerText(), /keine Telefonnummer/);
  await page.getByRole('button', { name: 'Zeile verwerfen' }).click();
  await page.getByText('Die Zeile ist verworfen.').waitFor();
  await page.getByRole('link', { name: /Ypsilanti/ }).click();
  await page.getByLabel('Sprachen', { exact: true }).fill('Sorani');
  await page.getByRole('button', { name: 'Übernehmen' }).click();
  await page.getByText('Die Zeile ist eingelesen.').waitFor();
  await page.goto('/office/people?q=Ypsilanti');
  assert.match(await page.locator('tbody').innerText(), /Azad Ypsilanti[\s\S]*Sorani/);
  await page.goto('/office/people?q=Qvist');
  assert.match(await page.locator('tbody').innerText(), /ausgeschieden|nicht mehr dabei/i, 'who stood on red has left');
});

test('Two entries of one person become one', async (t) => {
  const page = await enter(t);
  await page.goto('/office/import/doubles');
  pages.doubles = '/office/import/doubles';
  await inspect(page, 'import-doubles');
  await page.getByRole('link', { name: /Xanthou – .*Xanthu/ }).click();
  pages.double = new URL(page.url()).pathname;
  await inspect(page, 'import-double');
  await page.getByRole('button', { name: 'Zusammenführen' }).click();
  await page.getByText('Die beiden Einträge sind zusammengeführt.').waitFor();
  await page.goto('/office/people?q=xanthou@example.org');
  assert.equal(await page.locator('tbody tr').count(), 1);
});

test('The same file once more changes nothing and asks nothing', async (t) => {
  const page = await enter(t);
  await bring(page, 'people', 'Sprachmittler.xlsx', POOL);
  await page.locator('#sheet').selectOption('Liste Nov 26');
  await page.getByRole('button', { name: 'Dieses Blatt zeigen' }).click();
  assert.equal(await page.getByLabel('Bedeutung der Spalte „Gesprochene Sprachen“').inputValue(), 'languages', 'remembered');
  await page.locator('#constant_programmes').selectOption('Sprachmittlung');
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  assert.equal(await page.locator('[id^="answer_"]').count(), 0);
  const counts = await takeIn(page);
  assert.equal(counts.geändert, 0);
});

test('A text of an old program is taken in and taken back', async (t) => {
  const page = await enter(t);
  await bring(page, 'organisations', 'schulen.csv', SCHOOLS);
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  const counts = await takeIn(page);
  assert.equal(counts.neu, 2);
  pages.undo = new URL(page.url()).pathname;
  await page.goto('/office/organisations?q=Übersee');
  assert.match(await page.locator('tbody').innerText(), /Grundschule Übersee/);
  await page.goto(pages.undo);
  await page.getByText('Datei zurücknehmen', { exact: true }).click();
  await page.getByRole('button', { name: 'Jetzt zurücknehmen' }).click();
  await until(page, /^Zurückgenommen$/);
  await page.getByText('Alles ist wie vorher').waitFor();
  await page.goto('/office/organisations?q=Übersee');
  assert.doesNotMatch(await page.locator('main').innerText(), /Grundschule Übersee/);
});

test('Whoever was erased does not come back with an old list', async (t) => {
  const page = await enter(t);
  await page.goto('/office/people?q=Quastowa');
  await page.goto(`${await page.locator('tbody th a').getAttribute('href')}/leave`);
  await page.locator('#sure').check();
  await page.getByRole('button', { name: /löschen/i }).click();
  await page.waitForURL('**/office/people**');
  await bring(page, 'people', 'Sprachmittler.xlsx', POOL);
  await page.locator('#sheet').selectOption('Liste Nov 26');
  await page.getByRole('button', { name: 'Dieses Blatt zeigen' }).click();
  await page.locator('#constant_programmes').selectOption('Sprachmittlung');
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  const counts = await takeIn(page);
  assert.deepEqual([counts.geändert, counts.ausgelassen], [0, 1]);
  await page.goto('/office/people?q=Quastowa');
  assert.doesNotMatch(await page.locator('main').innerText(), /Quastowa/);
});

test('Everything comes out and goes in again as it was', async (t) => {
  const page = await enter(t);
  await page.goto('/office/export');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Herunterladen' }).click()]);
  const buffer = readFileSync(await file.path());
  for (const kind of ['languages', 'programme_rules', 'refusals', 'organisations', 'people', 'exclusions']) {
    await bring(page, kind, 'alles.xlsx', buffer);
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    const counts = await takeIn(page);
    assert.deepEqual([counts.neu, counts.geändert, counts['zu klären']], [0, 0, 0], kind);
    assert.ok(counts.unverändert > 0, kind);
  }
});

test('What is no table is refused in plain words', async (t) => {
  const page = await enter(t, { allow: /status of (413|422)/ });
  await bring(page, 'people', 'kaputt.xlsx', Buffer.from('PK\x03\x04 das ist keine Mappe'));
  assert.match(await page.locator('main .kern-alert').innerText(), /Mappe/);
  await inspect(page, 'import-broken');
  await page.getByRole('button', { name: 'Datei verwerfen' }).click();
  await page.getByText('Die Datei ist verworfen.').waitFor();
  // One that waits for its columns, for the pictures below.
  await bring(page, 'people', 'Sprachmittler.xlsx', POOL);
  await page.locator('#sheet').selectOption('Liste Nov 26');
  await page.getByRole('button', { name: 'Dieses Blatt zeigen' }).click();
  pages.match = new URL(page.url()).pathname;
});

const devices = ['desktop', 'phone'].map((device) => keepOpen(app, { device }));
const look = (name, path) => test(`The page ${name} is accessible and fits`, (t) => Promise.all(devices.map(async (device) => {
  const page = await device(t, { cookies });
  const target = typeof path === 'string' ? path : path();
  assert.equal((await page.goto(target)).status(), 200, target);
  assert.equal(await page.locator('h1').count(), 1);
  await inspect(page, name);
})));

look('import', '/office/import');
look('import-columns', () => pages.match);
look('import-report', () => pages.run);
look('import-undone', () => pages.undo);
look('import-waiting', '/office/import/parked');
look('import-words', '/office/import/words');
look('export', '/office/export');
