// The rules of the office on its pages: a school reads why not and insists, a coordinator decides, a request ends otherwise.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, open, serve } from './support.mjs';
import { SHORT_PLANS, allMailSent, computePlan, entrances, fillRequest, openMail, plainDay, signIn, submitRequest } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
const devices = ['desktop', 'phone'];
let cookies;
let school;
let asked;

/** The same page on both devices. */
async function look(t, path, name, says) {
  for (const device of devices) {
    const page = await open(t, app, { device });
    await page.context().addCookies(cookies ?? []);
    assert.equal((await page.goto(path)).status(), 200);
    await page.getByText(says).first().waitFor();
    await inspect(page, name);
  }
}

test('A school reads why nobody can be sent and what helps instead, and asks for a check all the same', async (t) => {
  for (const device of devices) {
    const page = await open(t, app, { device, allow: /status of 422/ });
    school = (await entrances(page)).school;
    await page.goto(`${school}/new`);
    await inspect(page, 'rules-new');
    await fillRequest(page, { date: plainDay(5) });
    await page.getByLabel('Ihr Name').fill('Frau Winkel');
    await page.getByLabel('Dieselbe Familie soll regelmäßig begleitet werden').check();
    await page.getByRole('button', { name: 'Anfrage absenden' }).click();
    await page.getByRole('heading', { name: 'Dafür dürfen wir keine Ehrenamtlichen schicken' }).waitFor();
    await page.getByText('Für eine längere Begleitung sind die Integrationslots:innen da.').waitFor();
    await inspect(page, 'rules-refusal');
    await page.getByLabel('Trotzdem prüfen lassen').check();
    asked = await submitRequest(page);
    await page.getByText('Wird geprüft').waitFor();
    await inspect(page, 'rules-school-review');
  }
});

test('A named coordinator refuses it, the school reads why, and it can be decided otherwise', async (t) => {
  const page = await open(t, app);
  await signIn(page);
  cookies = await page.context().cookies();
  const number = asked.split('/').at(-1);
  await page.getByText('Anfrage prüfen').first().waitFor();
  await look(t, `/office/requests/${number}`, 'rules-review', 'Wartet auf Ihre Entscheidung');
  await page.goto(`/office/requests/${number}`);
  await page.getByRole('button', { name: 'Ablehnen' }).click();
  await page.getByText('Die Anfrage ist abgelehnt.').waitFor();
  await page.getByText('Ina Demo').first().waitFor();
  await look(t, asked, 'rules-school-refused', 'Warum wir niemanden schicken dürfen');
  await allMailSent(page);
  const contact = await page.goto(`/office/requests/${number}`).then(() => page.locator('a[href^="mailto:"]').first().innerText());
  await openMail(page, contact, `Anfrage Nr. ${number} kann nicht vermittelt werden`);
  assert.doesNotMatch(await page.locator('.pg-mail').innerText(), /regelmäßig/);
  await page.goto(`/office/requests/${number}`);
  await page.getByRole('button', { name: 'Weitergeben' }).click();
  await page.getByText('Die Anfrage ist weitergegeben').waitFor();
  await look(t, `/office/requests/${number}`, 'rules-passed-on', 'Weitergegeben an');
});

test('A language below the usual quality is allowed for one request, and a request is solved otherwise', async (t) => {
  const page = await open(t, app);
  await page.context().addCookies(cookies);
  await page.goto(`${school}/new`);
  await fillRequest(page, { language: /^Ukrainisch/, date: plainDay(5), start: '14:00' });
  const number = (await submitRequest(page)).split('/').at(-1);
  await page.goto(`/office/requests/${number}`);
  await page.getByRole('button', { name: 'Russisch zulassen', exact: true }).click();
  await page.getByText('Die Sprache ist für diese Anfrage zugelassen.').waitFor();
  await look(t, `/office/requests/${number}`, 'rules-language', 'zugelassen');
  await page.goto(`/office/requests/${number}`);
  await page.getByText('Ausgang eintragen').click();
  await page.getByLabel('Extern vermittelt').check();
  await page.getByLabel('Stelle').fill('Dolmetschbüro am Markt');
  await page.getByLabel('Kosten in Euro').fill('120,50');
  await page.getByRole('button', { name: 'Eintragen' }).click();
  await page.getByText('Der Ausgang ist eingetragen.').waitFor();
  await page.getByText('120,50').waitFor();
  await look(t, `/office/requests/${number}`, 'rules-solved', 'Extern vermittelt');
  await page.goto(`/office/requests/${number}`);
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.getByText('Der Ausgang ist zurückgenommen.').waitFor();
});

test('A plan says in the words of the office what keeps people from a request', async (t) => {
  const page = await open(t, app);
  await page.context().addCookies(cookies);
  const plan = await computePlan(page);
  await page.goto(plan);
  const why = page.getByText('Woran liegt es im Einzelnen?').first();
  await why.click();
  await page.getByText(/Führungszeugnis|hat zu keinem der Termine Zeit|spricht die Sprache nicht/).first().waitFor();
  await inspect(page, 'rules-plan', { within: '.pg-unfilled-list' });
});
