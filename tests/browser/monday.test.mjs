// A coordinator's Monday: somebody cannot come, a school rings, a backup is reached by telephone only, a wrong tap is
// taken back, a colleague works on the same case. Once on a tablet, and once with the keyboard alone.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inspect, keepOpen, open, program, serve } from './support.mjs';
import { computePlan, plainDay, publish, SHORT_PLANS, signIn } from './steps.mjs';

// What is done by hand can be taken back for two minutes, as in a real office.
const app = serve({ env: { ...SHORT_PLANS, PASSGENAU_ACTION_HOLD: '2' } });
const office = keepOpen(app);
const monday = { agreed: [] };

/** Every filled seat of the draft on the page. */
async function placed(page) {
  return await page.locator('.pg-table--plan tbody tr').evaluateAll((all) => all.map((row) => ({
    number: Number(row.querySelector('th a').href.split('/').at(-1)),
    person: row.querySelector('td:nth-of-type(2) a').textContent,
    url: row.querySelector('td:nth-of-type(2) a').getAttribute('href'),
    byPhone: row.querySelector('td:nth-of-type(2) .kern-badge') !== null,
  })));
}

/** Presses Tab until `target` has the focus. */
async function tabTo(page, target, most = 120) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${target}`);
}

/** The state of a request as its page says it. */
async function stateOf(page, number) {
  await page.goto(`/office/requests/${number}`);
  return (await page.locator('.pg-state .kern-badge').innerText()).trim();
}

test('People have agreed, some of them on the telephone', async (t) => {
  const page = await office(t);
  await signIn(page);
  monday.cookies = await page.context().cookies();
  monday.plan = await computePlan(page);
  const rows = await placed(page);
  // Whoever has most to do: their absence hurts.
  const byPerson = Map.groupBy(rows, ({ url }) => url);
  const [url, mine] = [...byPerson].sort((a, b) => b[1].length - a[1].length)[0];
  Object.assign(monday, { url, name: mine[0].person, id: url.split('/').at(-1), phoned: rows.filter(({ byPhone }) => byPhone) });
  await page.goto(monday.plan);
  await publish(page);

  for (const { number } of mine) {
    await page.goto(`/office/requests/${number}`);
    const row = page.locator('tr', { has: page.getByRole('link', { name: monday.name, exact: true }) });
    await row.getByRole('button', { name: /^Hat am Telefon zugesagt/ }).first().click();
    await page.getByText('Die Antwort ist eingetragen.').waitFor();
    monday.agreed.push(number);
  }
  assert.ok(monday.agreed.length > 0);
});

test('A backup is reached by telephone only', async (t) => {
  const page = await office(t, { cookies: monday.cookies });
  await page.goto('/office/calls');
  await inspect(page, 'case-calls');
  const calls = page.locator('.pg-call', { has: page.getByRole('button', { name: /^Nicht erreicht/ }) });
  if (!(await calls.count())) {
    t.diagnostic('the plan of this day asks nobody on the telephone');
    return;
  }
  const call = calls.first();
  const number = Number((await call.locator('a[href^="/office/requests/"]').first().getAttribute('href')).split('/').at(-1));
  await call.getByRole('button', { name: /^Nicht erreicht/ }).click();
  await page.getByText('Notiert.').waitFor();
  // It waits at the end of the list, with what came of the first try.
  await page.goto(`/office/requests/${number}`);
  const again = page.locator('.pg-call').filter({ hasText: 'wieder anrufen' }).first();
  await again.getByRole('button', { name: /^Hat am Telefon zugesagt/ }).click();
  await page.getByText(/Die Antwort ist eingetragen|anderen Einsatz zugesagt/).first().waitFor();
});

test('Somebody cannot come: everything affected, one confirmation, a wrong tap taken back', async (t) => {
  const page = await office(t, { cookies: monday.cookies });
  await page.goto('/office/absent');
  // Half a name, with a slip.
  const last = monday.name.split(' ').at(-1);
  await page.getByRole('searchbox', { name: 'Wer?' }).fill(last.length > 5 ? last.slice(0, -1) : last);
  await page.getByRole('button', { name: 'Suchen' }).last().click();
  await inspect(page, 'case-absent-search');
  await page.locator(`a[href="/office/absent?person=${monday.id}"]`).click();
  await page.locator('h1', { hasText: 'Verhindert melden' }).waitFor();

  const lookAhead = async () => {
    await page.goto(`/office/absent?person=${monday.id}`);
    await page.getByLabel('Bis zu einem bestimmten Tag').check();
    await page.getByLabel('Letzter Tag').fill(new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole('button', { name: 'Ansehen, was das bedeutet' }).click();
    await page.locator('#means-title').waitFor();
  };
  await lookAhead();
  for (const number of monday.agreed) {
    await page.locator('section[aria-labelledby="means-title"]').getByRole('link', { name: `Nr. ${number}` }).first().waitFor();
  }
  await page.getByText('Ein Grund wird nicht gespeichert.').waitFor();
  assert.ok(!(await page.content()).toLowerCase().includes('krank'));
  await inspect(page, 'case-absent');

  const confirm = async () => {
    await page.getByRole('button', { name: /^Bestätigen: / }).click();
    await page.getByText('Eingetragen. Wer jetzt anzurufen ist').waitFor();
  };
  await confirm();
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.getByText('Zurückgenommen. Niemand hat etwas davon erfahren.').waitFor();
  assert.match(await stateOf(page, monday.agreed[0]), /bestätigt/i);

  await lookAhead();
  await confirm();
  await inspect(page, 'case-absent-done');
  assert.match(await stateOf(page, monday.agreed[0]), /Ersatz|bestätigt/i);
});

test('A school rings and wants a rare language at once, written down with the keyboard alone', async (t) => {
  const page = await office(t, { cookies: monday.cookies, allow: /status of 422/ });
  const key = page.keyboard;
  await page.goto('/office/caller');
  await key.type('schule');
  await key.press('Enter');
  await page.waitForURL(/q=schule/);
  await inspect(page, 'case-caller');
  await tabTo(page, page.locator('.pg-caller a[href^="/office/take?organisation="]').first());
  await key.press('Enter');
  await page.locator('#take').waitFor();

  await tabTo(page, page.getByLabel('Sprache', { exact: true }));
  await key.type('Tigr');
  const day = plainDay(1 / 7);
  const [year, month, date] = day.split('-');
  const dateField = page.getByLabel('Tag', { exact: true });
  await tabTo(page, dateField);
  await key.type(`${date}${month}${year}`);
  if ((await dateField.inputValue()) !== day) {
    // This browser writes the month first.
    await page.getByLabel('Anlass', { exact: true }).focus();
    await tabTo(page, dateField);
    await key.type(`${month}${date}${year}`);
  }
  await tabTo(page, page.getByLabel('Beginn', { exact: true }));
  await key.type('1000');
  if ((await page.getByLabel('Beginn', { exact: true }).inputValue()) !== '10:00') await key.type('AM');
  assert.equal(await page.getByLabel('Tag', { exact: true }).inputValue(), day);
  await tabTo(page, page.getByLabel(/^Warum eilt es/));
  await key.type('Gespräch musste vorgezogen werden');

  // The other line rings: the form waits.
  await tabTo(page, page.getByRole('button', { name: 'Für später merken' }));
  await key.press('Enter');
  await page.locator('#drafts-title').waitFor();
  await tabTo(page, page.locator('a[href^="/office/take?draft="]').first());
  await key.press('Enter');
  await page.locator('#take').waitFor();
  assert.equal(await page.getByLabel('Tag', { exact: true }).inputValue(), day);
  await inspect(page, 'case-take');

  await tabTo(page, page.getByRole('button', { name: 'Anfrage eintragen' }));
  await key.press('Enter');
  await page.locator('.pg-state, #faults').first().waitFor();
  if (await page.locator('#faults').count()) throw new Error(await page.locator('#faults').innerText());
  monday.rare = Number(new URL(page.url()).pathname.split('/').at(-1));
  await page.getByText('Am Telefon aufgenommen').waitFor();
  await inspect(page, 'case-request');

  // Why nobody else: rule by rule, and somebody all the same with a reason.
  const everybody = page.getByRole('link', { name: 'Alle ansehen: wer passt, wer nicht und warum' });
  await tabTo(page, everybody);
  await key.press('Enter');
  await page.locator('#others-title').waitFor();
  const other = page.locator('.pg-others summary').first();
  await tabTo(page, other);
  await key.press('Enter');
  const details = page.locator('.pg-others details[open]').first();
  assert.match(await details.locator('.pg-ticks').innerText(), /✓[\s\S]*passt[\s\S]*✗[\s\S]*passt nicht|✗[\s\S]*passt nicht/);
  await inspect(page, 'case-ask');
  await tabTo(page, details.getByRole('button', { name: /^Trotzdem fragen/ }));
  await key.press('Enter');
  await page.getByText('Eine Regel spricht dagegen.').first().waitFor();
  const typed = page.locator('.pg-others details[open] input[name="reason_against"]').first();
  const again = page.locator('.pg-others details').first();
  if (!(await typed.count())) {
    await tabTo(page, again.locator('summary'));
    await key.press('Enter');
  }
  await tabTo(page, page.locator('.pg-others details[open] input[name="reason_against"]').first());
  await key.type('Versteht die Familie gut');
  await key.press('Enter');
  await page.getByText('Die Anfragen sind unterwegs.').waitFor();
  await page.getByText('Versteht die Familie gut').waitFor();
});

test('A colleague works on the same case', async (t) => {
  const added = await promisify(execFile)(program, ['user', 'add', 'kollegin@example.org', '--name', 'Maria Mertens'], {
    cwd: app.folder, env: { ...process.env, PASSGENAU_DATA_DIR: 'data/demo' },
  });
  const second = await open(t, app, { device: 'tablet' });
  await second.goto(new URL(added.stdout.match(/https?:\S+/)[0]).pathname);
  for (const label of ['Passwort', 'Passwort noch einmal']) {
    await second.getByLabel(label, { exact: true }).fill('Sieben Zwerge am Montag');
  }
  await second.getByRole('button', { name: 'Passwort speichern' }).click();
  await second.waitForURL(/\/(office|account)/);
  await second.goto(`/office/requests/${monday.rare}`);
  await inspect(second, 'case-request');

  const page = await office(t, { cookies: monday.cookies });
  await page.goto(`/office/requests/${monday.rare}/cancel`);
  const first = await open(t, app, { device: 'desktop' });
  await first.context().addCookies(monday.cookies);
  await first.goto(`/office/requests/${monday.rare}`);
  await first.getByText('In Bearbeitung: Maria Mertens').waitFor();

  await second.getByLabel('Neue Notiz').fill('Die Schule ruft um 11 Uhr zurück.');
  await second.getByRole('button', { name: 'Notiz behalten' }).click();
  await second.getByText('Die Notiz ist gespeichert.').waitFor();
  // What the first one looked at is out of date; nothing happens before they have seen it.
  await page.getByRole('button', { name: /absagen/i }).click();
  await page.getByText(/Maria Mertens hat diese Anfrage/).waitFor();
  await page.getByText('Die Schule ruft um 11 Uhr zurück.', { exact: true }).waitFor();
  await inspect(page, 'case-changed');
  assert.doesNotMatch(await stateOf(page, monday.rare), /abgesagt/i);

  for (const [path, name] of [['/office/absent', 'absent-blank'], ['/office/take', 'take-blank'], ['/office/calls', 'calls']]) {
    await second.goto(path);
    await inspect(second, `case-${name}`);
  }
});
