// A demo city in which everything has happened once: asked, declined, agreed, called off, sent out, thrown away.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { open, program } from './support.mjs';
import {
  allMailSent, computePlan, entrances, fillRequest, openMail, person, placedByMail, plainDay, publish, signIn, submitRequest, timeOfRequest,
} from './steps.mjs';

/**
 * Brings the city of `app` into that state; call it in the first test of a file.
 * Returns the office's cookies and the addresses of pages, by what they show.
 */
export async function eventfulCity(t, app) {
  const page = await open(t, app, { javaScript: false });
  const pages = {};
  const school = (await entrances(page)).school;
  await signIn(page);

  // A school asks three times and calls one of them off.
  const asked = [];
  for (const start of ['09:30', '11:15', '14:00']) {
    await page.goto(`${school}/new`);
    await fillRequest(page, { date: plainDay(3), start, duration: '45', room: 'Aula' });
    asked.push(await submitRequest(page));
  }
  const callOff = async (path) => {
    await page.goto(`${path}/cancel`);
    await page.getByRole('button', { name: 'Ja, absagen' }).click();
    await page.getByText('Alle Beteiligten bekommen Bescheid.').waitFor();
  };
  await callOff(asked[0]);
  Object.assign(pages, { schoolCancelled: asked[0], schoolSubmitted: asked[1], schoolCancel: `${asked[1]}/cancel` });

  // Drafts: one thrown away, one replaced by another, one whose requests have changed since, one sent out.
  pages.planDiscarded = await computePlan(page, { skip: 2 });
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await page.getByText('Der Vorschlag ist verworfen.').waitFor();
  pages.planSuperseded = await computePlan(page, { skip: 2 });
  pages.planStale = await computePlan(page, { skip: 2 });
  await callOff(asked[2]);
  pages.planPublished = await computePlan(page, { skip: 1 });
  const rows = [];
  // Those with the most substitutes first: whoever gives a yes back must be followed by somebody.
  const placed = (await placedByMail(page)).sort((a, b) => b.backups.length - a.backups.length);
  for (const row of placed) {
    const { email } = await person(page, row.url);
    if (email) rows.push({ ...row, email });
    if (rows.length === 9) break;
  }
  assert.ok(rows.length >= 6, 'six requests of the second week are asked by mail');
  pages.person = rows[0].url;
  await page.goto(pages.planPublished);
  await publish(page);
  await allMailSent(page);

  // Their answers.
  const offers = [];
  for (const { number, email } of rows) {
    await openMail(page, email, 'Einsatz möglich?', { says: await timeOfRequest(page, number) });
    offers.push(await page.locator('.pg-mail a[href^="/e/"]').first().getAttribute('href'));
  }
  const answer = async (path, button) => {
    await page.goto(path);
    await page.getByRole('button', { name: button }).click();
    await page.locator('.kern-alert--success').waitFor();
  };
  const { open_, declined, called, agreed, off, ...given } = rolesOf(offers);
  await answer(declined.path, 'Absagen');
  await answer(called.path, 'Bitte anrufen');
  for (const { path } of [agreed, off]) await answer(path, 'Zusagen');
  await callOff(`/office/requests/${rows[off.at].number}`);
  // Somebody gives a yes back and another one is asked, which may take more than one try.
  let unable;
  for (unable of given.back) {
    await answer(unable.path, 'Zusagen');
    await answer(`${unable.path}/cancel`, 'Ja, ich sage ab');
    await page.goto('/office/requests?state=substituting');
    if (await page.locator('tbody th a').count()) break;
  }
  Object.assign(pages, {
    offerOpen: open_.path, offerDeclined: declined.path, offerCall: called.path, offerAccepted: agreed.path,
    offerCancel: `${agreed.path}/cancel`, offerGivenBack: unable.path, offerCancelled: off.path,
    officeCancel: `/office/requests/${rows[agreed.at].number}/cancel`,
  });
  await allMailSent(page);

  // Requests in every state, as the office and as a school sees them.
  for (const state of ['submitted', 'searching', 'confirmed', 'substituting', 'unfilled', 'cancelled']) {
    await page.goto(`/office/requests?state=${state}`);
    const first = page.locator('tbody th a').first();
    if (await first.count()) pages[`request_${state}`] = await first.getAttribute('href');
  }
  pages.schoolConfirmed = await schoolPage(page, rows[agreed.at].number);
  pages.schoolSubstituting = await schoolPage(page, rows[unable.at].number);
  for (const path of [pages.schoolConfirmed, pages.schoolSubstituting, school]) {
    await page.goto(path.split('/').slice(0, 3).join('/'));
    const searching = page.locator('.pg-request--searching a').first();
    if (await searching.count()) pages.schoolSearching = await searching.getAttribute('href');
  }

  // A mail of each kind.
  await page.goto('/demo/mail');
  const mails = await page.locator('tbody th a').evaluateAll((all) => all.map((link) => [link.textContent.split(/[ :]/).slice(0, 2).join(' '), link.getAttribute('href')]));
  const kinds = new Map(mails);

  const added = await promisify(execFile)(program, ['user', 'add', 'neu@example.org', '--name', 'Jörg Neumann'], {
    cwd: app.folder, env: { ...process.env, PASSGENAU_DATA_DIR: 'data/demo' },
  });
  pages.welcome = new URL(added.stdout.match(/https?:\S+/)[0]).pathname;
  pages.planDraft = await computePlan(page);
  return { school, cookies: await page.context().cookies(), pages, mails: [...kinds.values()] };
}

/** Who of those asked does what: the last ones have the fewest substitutes, the first ones may give back their yes. */
function rolesOf(offers) {
  const all = offers.map((path, at) => ({ path, at }));
  const [open_, declined, called, agreed, off] = all.slice(-5);
  return { open_, declined, called, agreed, off, back: all.slice(0, -5) };
}

/** The page of a request as its school sees it, from the newest mail that leads there. */
async function schoolPage(page, number) {
  await page.goto(`/office/requests/${number}`);
  const contact = await page.locator('a[href^="mailto:"].pg-break').innerText();
  await openMail(page, contact, /./, { says: `/requests/${number}` });
  return await page.locator('.pg-mail a[href^="/s/"]').first().getAttribute('href');
}
