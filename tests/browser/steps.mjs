// What people do on the pages, in their words: signing in, planning, sending out, reading mail.
// Every step clicks what a person would click; none of them checks more than that it got where it wanted to.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './support.mjs';

/** Longest time until a proposal is computed or a mail has left, on a busy machine. */
const PATIENCE = 60_000;
/** For planning runs of tests that are not about the quality of a plan. */
export const SHORT_PLANS = { PASSGENAU_PLAN_TIME_LIMIT: '15' };

/** The ways into the demo city, as its first page names them. */
export async function entrances(page) {
  await page.goto('/');
  const [email, password] = await page.locator('.pg-credentials code').allInnerTexts();
  const school = await page.getByRole('link', { name: 'Als Schule öffnen' }).getAttribute('href');
  return { email, password, school };
}

/** Signs in to the office, from the first page on. */
export async function signIn(page) {
  const { email, password } = await entrances(page);
  await page.locator('.pg-card').getByRole('link', { name: 'Anmelden' }).first().click();
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(email);
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL('**/office');
}

/** Lets a proposal be computed for the next `weeks` weeks in which requests wait, after `skip` such weeks; ends on the draft. Returns its address. */
export async function computePlan(page, { skip = 0, weeks = 1 } = {}) {
  await page.goto('/office/plan');
  let waiting = 0;
  for (const box of await page.getByRole('checkbox').all()) {
    const label = await page.locator(`label[for="${await box.getAttribute('id')}"]`).innerText();
    const wanted = !label.includes('keine Anfrage') && waiting++ >= skip && waiting <= skip + weeks;
    await box.setChecked(wanted);
  }
  await page.getByRole('button', { name: 'Vorschlag berechnen' }).click();
  await drafted(page);
  return new URL(page.url()).pathname;
}

/** Waits until the page of a computation shows the draft. It loads itself again every two seconds; this is faster. */
export async function drafted(page) {
  for (const deadline = Date.now() + PATIENCE; await page.locator('.pg-computing').count(); await sleep(250)) {
    assert.ok(Date.now() < deadline, 'the proposal is still being computed');
    await page.reload();
  }
  await page.locator('.pg-verdict').waitFor();
}

/** Sends out the draft the page shows. */
export async function publish(page) {
  await page.getByRole('link', { name: /^Anfragen verschicken/ }).click();
  await page.getByRole('button', { name: /^Anfragen verschicken/ }).click();
  await page.getByText('Die Anfragen sind unterwegs.').waitFor();
}

/** What `read` finds on each page of the draft that is shown: what stays open and every day, page by page; ends where it began. */
export async function overPlan(page, read) {
  const start = page.url();
  const links = page.locator('.pg-tabs a');
  const queue = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const found = [];
  while (queue.length) {
    await page.goto(queue.shift());
    found.push(...await read(page));
    const next = page.locator('.pg-pager a[rel="next"]');
    if (await next.count()) queue.unshift(await next.getAttribute('href'));
  }
  await page.goto(start);
  return found;
}

/** The rows of a draft whose person is asked by mail: request, person, and the backups' pages. */
export async function placedByMail(page) {
  const rows = await overPlan(page, (part) => part.locator('.pg-table--plan tbody tr').evaluateAll((all) => all.map((row) => ({
    number: Number(row.querySelector('th a').href.split('/').at(-1)),
    person: row.querySelector('td:nth-of-type(2) a').textContent,
    url: row.querySelector('td:nth-of-type(2) a').getAttribute('href'),
    byPhone: row.querySelector('td:nth-of-type(2) .kern-badge') !== null,
    group: row.querySelector('td:nth-of-type(1)').textContent.includes('Platz'),
    backups: [...row.querySelectorAll('details p a[href^="/office/people/"]')].map((link) => link.getAttribute('href')),
  }))));
  // Somebody with several requests gets one mail with all of them.
  const times = (url) => rows.filter((row) => row.url === url).length;
  return rows.filter((row) => !row.byPhone && !row.group && times(row.url) === 1);
}

/** Name, first name and mail address of a volunteer, from the page the office has of them; no address when they want to be called. */
export async function person(page, url) {
  const answer = await page.request.get(url);
  const html = await answer.text();
  const name = unescape(html.match(/<h1[^>]*>\s*([^<]+?)\s*</)[1]);
  const byMail = /Am liebsten per<\/dt>\s*<dd[^>]*>\s*E-Mail/.test(html);
  return { name, email: byMail ? unescape(html.match(/href="mailto:([^"]+@example\.org)"/)?.[1] ?? '') : '' };
}

function unescape(html) {
  return html.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&#x2f;', '/').replaceAll('&quot;', '"');
}

/** Waits for a mail and opens it: the newest about `subject` (text or pattern) that `says` something. */
export async function openMail(page, to, subject, { says = '' } = {}) {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await sleep(250)) {
    await page.goto(`/demo/mail?to=${encodeURIComponent(to)}`);
    const links = await page.locator('tbody tr').filter({ hasText: subject }).locator('th a').all();
    for (const href of await Promise.all(links.map((link) => link.getAttribute('href')))) {
      await page.goto(href);
      if ((await page.locator('.pg-mail').innerText()).includes(says)) return;
    }
  }
  throw new Error(`no mail to ${to} about ${subject} says ${says}; there is ${JSON.stringify(await mailsTo(page, to))}`);
}

/** The subjects of all mails to an address, newest first. */
export async function mailsTo(page, to) {
  await page.goto(`/demo/mail?to=${encodeURIComponent(to)}`);
  return await page.locator('tbody th a').allInnerTexts();
}

/** When a request that is being searched for takes place, as mails write it; needs the office's session. */
export async function timeOfRequest(page, number) {
  await page.goto(`/office/requests/${number}`);
  return await page.locator('.pg-times__chosen time').innerText();
}

/** What the program says of a mail that a mail server hands over. */
export const receive = (app, mail) => execFileSync(program, ['receive'], {
  input: Buffer.from(mail, 'latin1'),
  cwd: app.folder,
  stdio: ['pipe', 'pipe', 'ignore'],
  env: {
    ...process.env,
    ...app.env,
    PASSGENAU_DATABASE_URL: `sqlite:${app.folder}/data/demo/passgenau.sqlite3`,
    PASSGENAU_SECRET_KEY_FILE: `${app.folder}/data/demo/secret.key`,
    PASSGENAU_BASE_URL: app.url,
    PASSGENAU_MAIL_DOMAIN: 'passgenau.example.org',
  },
}).toString().trim();

/** Message-ID of the newest mail to an address that asks something. */
export const offerMail = (app, to) => {
  const folder = `${app.folder}/data/demo/mail`;
  const mails = readdirSync(folder).sort().reverse().map((name) => readFileSync(`${folder}/${name}`, 'latin1'));
  const found = mails.find((mail) => mail.includes(to) && /\/e\//.test(mail));
  assert.ok(found, `a mail to ${to}`);
  return found.match(/^Message-ID: <([^>]+)>/m)[1];
};

/** Waits until no mail is waiting any more; needs the office's session. */
export async function allMailSent(page) {
  for (const deadline = Date.now() + PATIENCE; ; await sleep(250)) {
    await page.goto('/office/outbox?state=pending');
    if ((await page.locator('.pg-tabs [aria-current] .pg-count').innerText()) === '0') return;
    assert.ok(Date.now() < deadline, 'mails are still waiting');
  }
}

/** Opens the page behind the link of the mail that is shown. */
export async function followLink(page, path) {
  await page.locator(`.pg-mail a[href^="${path}"]`).first().click();
}

/** Fills in the form of a school; what is left out keeps its value. */
export async function fillRequest(page, { language = /./, occasion = 'Elterngespräch', date, start = '10:00', duration = '60', room, note, rules = true }) {
  await chooseLanguage(page, language);
  await choose(page, 'Anlass', occasion);
  const programme = page.getByLabel('Angebot');
  if (await programme.count()) await choose(page, 'Angebot', 'Sprachmittlung');
  await page.getByLabel('Tag', { exact: true }).fill(date);
  await page.getByLabel('Beginn', { exact: true }).fill(start);
  await page.getByLabel('Dauer', { exact: true }).selectOption(duration);
  for (const label of ['Ort', 'Ansprechperson']) {
    if (await page.getByLabel(label, { exact: true }).count()) await choose(page, label, /./);
  }
  if (room !== undefined) await page.getByLabel('Raum oder Treffpunkt').fill(room);
  if (note !== undefined) await page.getByLabel('Was sollten wir noch wissen?').fill(note);
  await page.getByLabel(/^Das Gespräch findet in einem öffentlichen Raum statt/).setChecked(rules);
}

/** Sends the form of a school, which must be right; ends on the page of the new request. Returns its address. */
export async function submitRequest(page) {
  await page.getByRole('button', { name: 'Anfrage absenden' }).click();
  await page.locator('.pg-status, #faults').waitFor();
  if (await page.locator('#faults').count()) throw new Error(await page.locator('#faults').innerText());
  return new URL(page.url()).pathname;
}

/** Chooses the first entry of a list that says `wanted`. */
async function choose(page, label, wanted) {
  const list = page.getByLabel(label, { exact: true });
  const options = await list.locator('option').evaluateAll((all) => all.map(({ value, label: text }) => ({ value, text })));
  const found = options.find(({ value, text }) => value !== '' && (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted)));
  assert.ok(found, `${label} has no entry ${wanted}: ${options.map(({ text }) => text).join(', ')}`);
  await list.selectOption(found.value);
}

/** Types the first language of the list that says `wanted`. */
async function chooseLanguage(page, wanted) {
  const names = await page.locator('#languages option').evaluateAll((all) => all.map(({ value }) => value));
  const found = names.find((name) => (wanted instanceof RegExp ? wanted.test(name) : name.includes(wanted)));
  assert.ok(found, `there is no language ${wanted}: ${names.join(', ')}`);
  await page.getByLabel('Welche Sprache spricht die Familie zu Hause?').fill(found);
}

/** School holidays, as the program knows them. */
const schoolHolidays = readFileSync(resolve(import.meta.dirname, '../../src/calendar/school_holidays_nrw.csv'), 'utf8')
  .trim().split('\n').slice(1).map((line) => line.split(',').slice(1));

/** A day, as date fields want it, on which nobody needs a reason: a weekday some weeks from now on which schools are open. */
export function plainDay(weeks = 3) {
  const day = new Date(Date.now() + weeks * 7 * 86_400_000);
  const holidays = /-(01-01|01-06|05-01|10-03|11-01|12-2[456]|12-31)$/;
  const text = () => day.toISOString().slice(0, 10);
  const atHome = () => schoolHolidays.some(([from, to]) => from <= text() && text() <= to);
  while ([0, 6].includes(day.getUTCDay()) || holidays.test(text()) || atHome()) day.setUTCDate(day.getUTCDate() + 1);
  return text();
}
