// An office moves in: it corrects three people, adds a school, a rule and a holiday, and plans; two people at once lose nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, keepOpen, open, serve } from './support.mjs';
import { SHORT_PLANS, computePlan, signIn } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
let cookies = [];
let people = [];
let school;

/** A page of the office, signed in. */
async function enter(t, options = {}) {
  const page = await open(t, app, options);
  await page.context().addCookies(cookies);
  return page;
}

const save = (page) => page.getByRole('button', { name: 'Speichern' }).click();
const saved = (page) => page.getByText('Gespeichert.').waitFor();

test('The office signs in and sees its people', async (t) => {
  const page = await open(t, app);
  await signIn(page);
  cookies = await page.context().cookies();
  await page.goto('/office/people?state=active');
  people = await page.locator('tbody th a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.ok(people.length >= 3);
});

test('Three people are corrected, each in another part', async (t) => {
  const page = await enter(t, { allow: /status of 422/ });
  await page.goto(`${people[0]}/edit?part=contact`);
  await page.locator('#phone').fill('0151 555 0199');
  await save(page);
  await saved(page);
  assert.match(await page.locator('.pg-revisions').innerText(), /0151 555 0199/);

  await page.goto(`${people[1]}/edit?part=times`);
  await page.locator('[id="week.sa.0.from"]').fill('10:00');
  await page.locator('[id="week.sa.0.to"]').fill('14:00');
  await save(page);
  await saved(page);
  assert.match(await page.locator('main').innerText(), /Sa.* 10-14/);
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.getByText('Die Änderung ist zurückgenommen.').waitFor();

  await page.goto(`${people[2]}/edit?part=contact`);
  await page.locator('#phone').fill('12');
  await save(page);
  assert.match(await page.locator('#faults').innerText(), /Telefon: Das ist keine Telefonnummer/);
  await page.locator('#phone').fill('02381 555 0177');
  await save(page);
  await saved(page);
});

test('A school is added with its place and its contact', async (t) => {
  const page = await enter(t);
  await page.goto('/office/organisations');
  await page.getByRole('link', { name: 'Einrichtung anlegen' }).click();
  await page.locator('#name').fill('Grundschule Übermorgen');
  await save(page);
  await page.getByText('Angelegt.').waitFor();
  school = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Ort hinzufügen' }).click();
  for (const [id, value] of [['street', 'Am Wald 1'], ['postcode', '59065'], ['town', 'Hamm']]) await page.locator(`#${id}`).fill(value);
  await page.locator('#district').selectOption({ index: 1 });
  await save(page);
  await page.goto(school);
  await page.getByRole('link', { name: 'Ansprechperson hinzufügen' }).click();
  await page.locator('#name').fill('Herr Öz');
  await page.locator('#email').fill('oez@example.org');
  await save(page);
  await page.goto('/office/organisations?q=ubermorgn');
  assert.match(await page.locator('tbody').innerText(), /Grundschule Übermorgen/);
});

test('A rule and a holiday are entered', async (t) => {
  const page = await enter(t);
  await page.goto('/office/data/programme/interpreting/edit?part=demands');
  await page.locator('#lead_workdays').fill('6');
  await save(page);
  await saved(page);
  await page.goto(`${school}/edit?part=movable`);
  await page.locator('[id="movable_days.0.day"]').fill('2027-02-08');
  await save(page);
  await saved(page);
  await page.goto('/office/data/calendar/office/edit?part=closures');
  await page.locator('[id="closures.0.from"]').fill('2026-12-28');
  await page.locator('[id="closures.0.to"]').fill('2026-12-31');
  await save(page);
  await saved(page);
});

test('And then it plans', async (t) => {
  const page = await enter(t);
  await computePlan(page);
  assert.ok(await page.locator('.pg-verdict').count());
});

test('Two people change the same field: nothing is lost, and both values are seen', async (t) => {
  const [mine, theirs] = [await enter(t, { allow: /status of 409/ }), await enter(t)];
  await mine.goto(`${people[0]}/edit?part=contact`);
  await theirs.goto(`${people[0]}/edit?part=contact`);
  await theirs.locator('#phone').fill('02381 222 2222');
  await save(theirs);
  await saved(theirs);
  await mine.locator('#phone').fill('02381 111 1111');
  await save(mine);
  await mine.getByText('Jemand anderes hat inzwischen dasselbe geändert').waitFor();
  assert.match(await mine.locator('.pg-theirs').innerText(), /02381 222 2222/);
  assert.equal(await mine.locator('#phone').inputValue(), '02381 111 1111');
  await inspect(mine, 'data-conflict');
  await mine.getByRole('button', { name: 'Meine Angaben speichern' }).click();
  await saved(mine);
});

test('Several people are changed at once and back', async (t) => {
  const page = await enter(t);
  await page.goto('/office/people?state=active');
  for (const n of [1, 2, 3]) await page.locator(`#pick-${n}`).check();
  await page.getByRole('button', { name: 'Angekreuzte ändern' }).click();
  await page.getByLabel('Stand setzen').check();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.locator('#value').selectOption('paused');
  await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
  await inspect(page, 'bulk-preview');
  await page.getByRole('button', { name: /^Für 3 Personen ändern/ }).click();
  await page.getByText('3 Personen wurden geändert').waitFor();
  await inspect(page, 'bulk-done');
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.getByText('Das wurde zurückgenommen.').waitFor();
});

test('Several schools get a day off at once and back', async (t) => {
  const page = await enter(t);
  await page.goto('/office/organisations?kind=school');
  for (const n of [1, 2]) await page.locator(`#pick-${n}`).check();
  await page.getByRole('button', { name: 'Angekreuzte ändern' }).click();
  await page.getByLabel('Beweglichen Ferientag eintragen').check();
  await inspect(page, 'bulk-organisations');
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.locator('#value').fill('2027-02-09');
  await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
  await page.getByRole('button', { name: 'Für 2 Einrichtungen ändern' }).click();
  await page.getByText('2 Einrichtungen wurden geändert').waitFor();
  await inspect(page, 'bulk-organisations-done');
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.getByText('Das wurde zurückgenommen.').waitFor();
});

test('Everything that a search finds is changed at once and back', async (t) => {
  const page = await enter(t);
  await page.goto('/office/people?state=active');
  await page.getByRole('button', { name: /^Alle \d+ Treffer ändern/ }).click();
  assert.match(await page.locator('main').innerText(), /Die Suche findet \d+ Personen/);
  await page.getByLabel('Stand setzen').check();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.locator('#value').selectOption('paused');
  await page.getByRole('button', { name: 'Vorschau zeigen' }).click();
  await page.getByRole('button', { name: /^Für \d+ Personen ändern/ }).click();
  await page.getByText(/\d+ Personen wurden geändert/).waitFor();
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.getByText('Das wurde zurückgenommen.').waitFor();
});

test('A place keeps rooms', async (t) => {
  const page = await enter(t, { allow: /status of 422/ });
  await page.goto(school);
  await page.getByRole('link', { name: 'Am Wald 1' }).first().click();
  await page.goto(`${new URL(page.url()).pathname}/edit?part=rooms`);
  await page.locator('[id="rooms.0.name"]').fill('Raum 12');
  await page.locator('[id="rooms.0.people"]').fill('8');
  await page.locator('[id="rooms.0.open"]').fill('irgendwann');
  await save(page);
  await page.locator('#faults').waitFor();
  await page.locator('[id="rooms.0.open"]').fill('Mo-Fr 8-16');
  await inspect(page, 'data-rooms');
  await save(page);
  await saved(page);
});

const devices = ['desktop', 'phone'].map((device) => keepOpen(app, { device }));
const look = (name, path) => test(`The page ${name} is accessible and fits`, (t) => Promise.all(devices.map(async (device) => {
  const page = await device(t, { cookies });
  const target = typeof path === 'string' ? path : path();
  assert.equal((await page.goto(target)).status(), 200, target);
  assert.equal(await page.locator('h1').count(), 1);
  await inspect(page, name);
})));

look('person', () => people[0]);
for (const part of ['name', 'contact', 'languages', 'work', 'reach', 'times', 'proofs', 'state']) look(`person-edit-${part}`, () => `${people[0]}/edit?part=${part}`);
look('person-new', '/office/people/new');
look('person-history', () => `${people[0]}/history`);
look('person-leave', () => `${people[0]}/leave`);
look('organisation', () => school);
look('organisation-remove', () => `${school}/remove`);
look('data', '/office/data');
for (const kind of ['programme', 'language', 'district', 'exclusion', 'funding', 'regime']) look(`data-${kind}`, `/office/data/${kind}`);
look('data-programme-show', '/office/data/programme/interpreting');
look('data-programme-edit', '/office/data/programme/interpreting/edit');
look('data-language-edit', '/office/data/language/tr/edit');
look('data-district-edit', '/office/data/district/HS/edit');
look('data-calendar', '/office/data/calendar/office');
look('data-calendar-edit', '/office/data/calendar/office/edit');
look('data-holidays', '/office/data/holidays/school');
look('data-exclusion-new', '/office/data/exclusion/new');
look('data-funding-new', '/office/data/funding/new');
look('search', '/office/search?q=muler');
