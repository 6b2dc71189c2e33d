// An office moves in on a Monday, from nothing: the first account, its own lists as they are in life, three people
// corrected, a school, a rule and a holiday entered, and a request taken down on the telephone - in one story.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { bring, takeIn } from './importing.mjs';
import { SHORT_PLANS, computePlan, overPlan, plainDay } from './steps.mjs';
import { inspect, open, program, serve } from './support.mjs';
import { cp1252, day, red, workbook } from './workbook.mjs';

const app = serve({ command: ['serve'], env: { ...SHORT_PLANS, PASSGENAU_DATA_DIR: 'data', PASSGENAU_OFFICE_NAME: 'Ehrenamtskoordination Neustadt' } });
let cookies = [];

const lines = (...rows) => `${rows.join('\r\n')}\r\n`;
/** A day as people type it: "Di, 19.01.2027". */
const typed = (skip) => new Date(`${plainDay(skip)}T12:00:00Z`).toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' });

const DISTRICTS = cp1252(lines('Kurzname;Bezirk', 'MI;Mitte', 'HE;Heessen', 'BH;Bockum-H\u00f6vel'));
const WAYS = workbook({
  Fahrzeiten: [
    ['Von Bezirk', 'Nach Bezirk', 'Bus und Bahn', 'PKW'],
    ['Mitte', 'Mitte', 15, 7], ['Mitte', 'Heessen', 22, 11], ['Mitte', 'Bockum-Hövel', '25', '13'],
    ['Heessen', 'Heessen', 15, 7], ['Heessen', 'Bockum-Hövel', 30, 14], ['Bockum-Hövel', 'Bockum-Hövel', 15, 7],
  ],
});
/** What every office knows is there already; this one speaks a language more. */
const LANGUAGES = Buffer.from(lines('Kürzel;ISO-Code;Sprache;englisch;Eigenbezeichnung', 'zza;zza;Zazaki;Zazaki;Zazakî', 'tr;tur;Türkisch;Turkish;Türkçe'));
const FALLBACKS = cp1252(lines('Gefragte Sprache;Ersatzsprache;Prozent', 'Zazaki;Kurmandschi;40', 'Dari;Farsi;85'));
const HOLIDAYS = cp1252(lines('Ferienname;Beginn;Ende', 'Osterferien;22.03.2027;03.04.2027', 'sonstige Ferien;05.02.2029;06.02.2029'));
const SCHOOLS = cp1252(lines(
  'Schule;Schulform;Stra\u00dfe;PLZ;Ort;Bezirk;Quartier;Ansprechpartnerin;Mail;Tel.',
  'Grundschule \u00dcbersee;Grundschule;M\u00fchlenstra\u00dfe 3;59065;Neustadt;Mitte;Innenstadt;Frau \u00d6z;sekretariat@uebersee.example.org;02381/55510',
  'Gesamtschule Qu\u00e4lheim;Gesamtschule;Am Wald 1;59063;Neustadt;Heessen;;Herr Gro\u00df;gross@quaelheim.example.org;02381 55511',
  'Kita Flohkiste;Kita;H\u00f6velweg 9;59075;Neustadt;Bockum-H\u00f6vel;;Leitung;kita@flohkiste.example.org;',
));
/** The list of the pool: a title, names in one cell, numbers that lost their zero, several languages in a cell, a slip, a double, a red row. */
const POOL = workbook({
  Hinweise: [['Bitte nicht löschen!']],
  'Pool Stand 12-26': [
    ['Laien-Sprachmittlerpool Neustadt'],
    [],
    ['Nachname, Vorname', 'Handy', 'Mailadresse', 'Bezirk', 'Sprachkenntnisse', 'Deutsch', 'Zeiten', 'Führungszeugnis', 'Verschwiegenheit', 'Grundschulung', 'Volljährig am', 'Bemerkung'],
    ['Aydın, Elif', '0151 555 0301', 'aydin@example.org', 'Mitte', 'Türkisch', 'C1', 'Mo-Fr 8-16', day(2026, 3, 1), '01.03.2026', '08.11.2025', '01.03.2026', ''],
    ['Haddad, Karim', 1515550302, 'haddad@example.org', 'Hesen', 'Arab., Türkisch', 'C1', 'Mo-Fr 8-16', '1.3.2026', '01.03.2026', day(2025, 11, 8), '01.03.2026', 'ruft zurück'],
    ['Rahimi, Shirin', 'Tel. 0151/5550303', 'rahimi@example.org', 'Mitte', 'Farsi', 'B2', 'Mo-Fr 8-18', '01.03.2026', '01.03.2026', '08.11.2025', '01.03.2026', ''],
    ['Petrowa, Iwanka', '+49 151 5550304', 'petrowa@example.org', 'Bockum-Hövel', 'Bulgarisch', 'C1', 'Di 9-14; Do 9-14', '01.03.2026', '01.03.2026', '08.11.2025', '01.03.2026', ''],
    ['Petrova, Ivanka', '', 'petrowa@example.org', 'Bockum-Hövel', 'Bulgarisch', '', '', '', '', '', '', 'doppelt?'],
    ['Öztürk, Şule', '0151 5550305', 'oeztuerk@example.org', 'Mitte', 'Türkisch', 'C1', 'Mo-Mi 8-13', '01.03.2026', '01.03.2026', '08.11.2025', '01.03.2026', ''],
    ['Namenlos, Nils', '', '', 'Mitte', 'Türkisch', 'C1', 'Mo-Fr 8-12', '', '', '', '', ''],
    [red('Fort, Frida'), red('0151 5550306'), red('fort@example.org'), red('Mitte'), red('Türkisch'), '', '', '', '', '', '', ''],
  ],
});
const REQUESTS = () => cp1252(lines(
  'Lfd. Nr.;Schule;Angebot;Anlass;Sprache;Datum;Beginn;Ende;Raum;Fallk\u00fcrzel',
  `1;Grundschule \u00dcbersee;Sprachmittlung;Elterngespr\u00e4ch;T\u00fcrkisch;${typed(6)};9.00;10.00;Raum 12;`,
  `2;Gesamtschule Qu\u00e4lheim;Sprachmittlung;Elterngespr\u00e4ch;Arabisch (levantinisch);${typed(6)};11:00;12:00;;K-7`,
  `3;Kita Flohkiste;Sprachmittlung;Anmeldung;Dari;${typed(7)};10 Uhr;11 Uhr;;`,
  `4;Grundschule \u00dcbersee;Sprachmittlung;Elterngespr\u00e4ch;Klingonisch;${typed(7)};9.00;10.00;;`,
));

/** A page of the office, signed in. */
async function enter(t, options = {}) {
  const page = await open(t, app, options);
  await page.context().addCookies(cookies);
  return page;
}

/** The code an app on a telephone shows for this secret (RFC 6238). */
function code(secret) {
  const bits = [...secret.replaceAll(/[^A-Z2-7]/g, '')].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Takes a file in as it is; all its columns are known by their names. */
async function plain(page, kind, name, file) {
  await bring(page, kind, name, file);
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  const counts = await takeIn(page);
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

const save = (page) => page.getByRole('button', { name: 'Speichern' }).click();
const saved = (page) => page.getByText('Gespeichert.').waitFor();

test('The first person sets a password and a second factor, and finds an empty office that says what comes first', async (t) => {
  const added = await promisify(execFile)(program, ['user', 'add', 'leitung@example.org', '--name', 'Maria Jürgens'], {
    cwd: app.folder, env: { ...process.env, PASSGENAU_DATA_DIR: 'data', PASSGENAU_BASE_URL: app.url },
  });
  const page = await open(t, app);
  await page.goto(new URL(added.stdout.match(/https?:\S+/)[0]).pathname);
  for (const id of ['password', 'password_again']) await page.locator(`#${id}`).fill('ein-langes-Passwort-für-Neustadt');
  await page.getByRole('button', { name: 'Passwort speichern' }).click();
  await page.goto('/office');
  await page.getByRole('button', { name: 'Zweite Sicherung einrichten' }).click();
  await page.locator('#code').fill(code(await page.locator('.pg-steps code').innerText()));
  await page.getByRole('button', { name: 'Code prüfen und einschalten' }).click();
  cookies = await page.context().cookies();
  for (const [name, path] of [['empty-overview', '/office'], ['empty-import', '/office/import'], ['empty-data', '/office/data'], ['empty-people', '/office/people'], ['empty-plan', '/office/plan'], ['empty-week', '/office/week']]) {
    assert.equal((await page.goto(path)).status(), 200, path);
    await inspect(page, name);
  }
});

test('Its lists go in as they are: Windows texts, a workbook with a title, slips and doubles', async (t) => {
  const page = await enter(t);
  assert.deepEqual(await plain(page, 'districts', 'Bezirke.csv', DISTRICTS), { neu: 3 });
  await plain(page, 'travel', 'Fahrzeiten.xlsx', WAYS);
  assert.deepEqual(await plain(page, 'languages', 'Sprachen.csv', LANGUAGES), { neu: 1, unverändert: 1 });
  assert.deepEqual(await plain(page, 'fallbacks', 'Ersatzsprachen.csv', FALLBACKS), { neu: 1, unverändert: 1 });
  assert.deepEqual(await plain(page, 'holidays', 'Ferien.csv', HOLIDAYS), { neu: 1, unverändert: 1 });
  assert.deepEqual(await plain(page, 'organisations', 'Schulen.csv', SCHOOLS), { neu: 3 });
  assert.deepEqual(await plain(page, 'organisations', 'Schulen.csv', SCHOOLS), { unverändert: 3 });
});

test('The pool is matched and its words are asked about; what nobody knows waits', async (t) => {
  const page = await enter(t, { allow: /status of 422/ });
  await bring(page, 'people', 'Pool.xlsx', POOL);
  await page.locator('#sheet').selectOption('Pool Stand 12-26');
  await page.getByRole('button', { name: 'Dieses Blatt zeigen' }).click();
  await page.getByLabel('Bedeutung der Spalte „Bemerkung“').selectOption('');
  await page.locator('#constant_programmes').selectOption('Sprachmittlung');
  await page.locator('#constant_level').selectOption('Muttersprache');
  await page.getByLabel('Die Person ist ausgeschieden').check();
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  for (const [word, meaning] of [['Hesen', 'Heessen'], ['Arab.', 'Arabisch (levantinisch)']]) await page.getByLabel(`„${word}“ ist welche`).selectOption(meaning);
  await page.getByRole('button', { name: 'Antworten merken und neu prüfen' }).click();
  await page.getByText('Gemerkt.').waitFor();
  const counts = await takeIn(page);
  assert.equal(counts.neu, 7, JSON.stringify(counts));
  await page.goto('/office/import/parked');
  await page.getByRole('link', { name: /Namenlos/ }).click();
  await page.getByLabel('Telefon', { exact: true }).fill('0151 5550309');
  await page.getByRole('button', { name: 'Übernehmen' }).click();
  await page.getByText('Die Zeile ist eingelesen.').waitFor();
  await page.goto('/office/import/doubles');
  await page.getByRole('link', { name: /Petro/ }).first().click();
  await page.getByRole('button', { name: 'Zusammenführen' }).click();
  await page.getByText('Die beiden Einträge sind zusammengeführt.').waitFor();
  await page.goto('/office/people?state=active');
  assert.equal(await page.locator('tbody tr').count(), 6);
});

test('Requests that wait go in, one word waits for an answer', async (t) => {
  const page = await enter(t);
  await bring(page, 'requests', 'Anfragen.csv', REQUESTS());
  await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
  const counts = await takeIn(page);
  assert.equal(counts.neu, 3, JSON.stringify(counts));
  await page.goto('/office/import/parked');
  await page.getByRole('link', { name: /Klingonisch|Übersee/ }).first().click();
  await page.getByLabel('Sprache', { exact: true }).fill('Türkisch');
  await page.getByRole('button', { name: 'Übernehmen' }).click();
  await page.getByText('Die Zeile ist eingelesen.').waitFor();
  await page.goto('/office/requests');
  assert.equal(await page.locator('tbody tr').count(), 4);
});

test('Three people are corrected', async (t) => {
  const page = await enter(t);
  const correct = async (name, part, change) => {
    await page.goto(`/office/people?q=${encodeURIComponent(name)}`);
    await page.locator('tbody th a').first().click();
    await page.goto(`${new URL(page.url()).pathname}/edit?part=${part}`);
    await change();
    await save(page);
    await saved(page);
  };
  await correct('Aydin', 'contact', () => page.locator('#phone').fill('0151 555 0399'));
  await correct('haddat', 'reach', () => page.locator('#mobility').selectOption('car'));
  await correct('Ozturk', 'times', async () => {
    await page.locator('[id="week.sa.0.from"]').fill('10:00');
    await page.locator('[id="week.sa.0.to"]').fill('14:00');
  });
  await page.goto('/office/people?q=oeztuerk');
  await page.locator('tbody th a').first().click();
  assert.match(await page.locator('main').innerText(), /Sa.* 10-14/);
});

test('A school, a rule and a holiday are entered', async (t) => {
  const page = await enter(t, { allow: /status of 422/ });
  await page.goto('/office/organisations');
  await page.getByRole('link', { name: 'Einrichtung anlegen' }).click();
  await page.locator('#name').fill('Förderschule am Bach');
  await save(page);
  await page.getByText('Angelegt.').waitFor();
  const school = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Ort hinzufügen' }).click();
  for (const [id, value] of [['street', 'Bachstraße 7'], ['postcode', '59065'], ['town', 'Neustadt']]) await page.locator(`#${id}`).fill(value);
  await page.locator('#district').selectOption('MI');
  await save(page);
  await page.goto(school);
  await page.getByRole('link', { name: 'Ansprechperson hinzufügen' }).click();
  await page.locator('#name').fill('Frau Sommer');
  await page.locator('#email').fill('sommer@bach.example.org');
  await save(page);
  await page.goto(`${school}/edit?part=movable`);
  await page.locator('[id="movable_days.0.day"]').fill('2027-02-08');
  await save(page);
  await saved(page);
  await page.goto('/office/data/programme/interpreting/edit?part=demands');
  await page.locator('#lead_workdays').fill('4');
  await save(page);
  await saved(page);

  // The school telephones: the coordinator takes its request down, and its own day off is known.
  await page.goto(`/office/take/${school.split('/').at(-1)}`);
  await page.locator('#language').selectOption('bg');
  await page.locator('#date_1').fill('2027-02-08');
  await page.locator('#start_1').fill('09:00');
  await page.getByRole('button', { name: 'Anfrage eintragen' }).click();
  assert.match(await page.locator('#faults').innerText(), /Ferientag/, 'the school itself is closed then');
  await page.locator('#date_1').fill(plainDay(8));
  await page.getByRole('button', { name: 'Anfrage eintragen' }).click();
  await page.waitForURL('**/office/requests/*');
});

test('And then it plans: whoever suits is proposed, and what stays open says why', async (t) => {
  const page = await enter(t);
  await computePlan(page, { weeks: 3 });
  const rows = await overPlan(page, (part) => part.locator('.pg-table--plan tbody tr').allInnerTexts());
  for (const [school, person] of [['Grundschule Übersee', /Elif Aydın|Şule Öztürk|Karim Haddad/], ['Gesamtschule Quälheim', /Karim Haddad/], ['Kita Flohkiste', /Shirin Rahimi/]]) {
    const row = rows.find((text) => text.includes(school));
    assert.match(row ?? '', person, `${school}: ${await page.locator('main').innerText()}`);
  }
  // Whoever speaks Bulgarian has time on Tuesdays and Thursdays only; the school asked for a Monday.
  const text = await page.locator('main').innerText();
  assert.match(text, /4 von 5 Anfragen besetzt/);
  assert.match(text, /Förderschule am Bach[^]*Niemand, der passt, hat zu einem der Termine Zeit[^]*Ein anderer Termin: Di [^]*Dann käme: I[wv]anka Petro[wv]a/);
  await inspect(page, 'empty-proposal');
});
