// A coordinator's Monday, from seven o'clock on: somebody with three appointments today cannot come, a backup is reached
// by telephone only, a school rings and wants a rare language tomorrow, a wrong tap is taken back, a colleague works on
// the same case, the week is printed. Once at a desk with the keyboard alone, once on a tablet; on both databases.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { clockCanBeSet, inspect, keepOpen, open, program, restart, serve } from './support.mjs';
import { SHORT_PLANS, computePlan, overPlan, publish, signIn } from './steps.mjs';

/** The week before it is planned; then it is Monday. */
const TODAY = '2027-01-18';
const TOMORROW = '2027-01-19';
const papers = resolve(import.meta.dirname, '../../target/screenshots');

const postgres = Boolean(process.env.TEST_DATABASE_URL);
const skip = clockCanBeSet() ? false : 'the clock of the program cannot be set';
suite('With the keyboard alone, on SQLite', { skip }, () => monday({ engine: 'sqlite', device: 'desktop', keyboard: true }));
suite('On a tablet, on PostgreSQL', { skip: skip || (postgres ? false : 'there is no PostgreSQL') },
  () => monday({ engine: 'postgres', device: 'tablet', keyboard: false }));

/** Every filled seat of the draft on the page. */
async function placed(page) {
  return await overPlan(page, (part) => part.locator('.pg-table--plan tbody tr').evaluateAll((all) => all.map((row) => ({
    day: row.closest('section').getAttribute('aria-labelledby').replace('day-', ''),
    number: Number(row.querySelector('th a').href.split('/').at(-1)),
    organisation: row.querySelector('td').childNodes[0].textContent,
    person: row.querySelector('td:nth-of-type(2) a').textContent,
    url: row.querySelector('td:nth-of-type(2) a').getAttribute('href'),
    language: row.querySelector('td:nth-of-type(3)').childNodes[0].textContent.trim(),
    start: row.querySelector('th').textContent.match(/\d+:\d+/)[0].padStart(5, '0'),
    // What is about a language says how well it is spoken.
    spoken: /Spricht/.test(row.querySelector('.pg-why').textContent),
    backups: row.querySelectorAll('details p a[href^="/office/people/"]').length,
  }))));
}

/** What a hand does on a page: with a mouse or a finger, or with the keys alone. */
function hand(page, keyboard) {
  const key = page.keyboard;
  /** Presses Tab until `target` has the focus. */
  const to = async (target, most = 250) => {
    await target.waitFor();
    for (let presses = 0; presses < most; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await key.press('Tab');
    }
    throw new Error(`the keyboard does not reach ${target}`);
  };
  if (!keyboard) {
    return {
      press: (target) => target.click(),
      write: (target, text) => target.fill(text),
      check: (target) => target.check(),
      choose: async (target, name) => target.selectOption({ index: (await target.locator('option').allInnerTexts()).findIndex((text) => text.startsWith(name)) }),
      date: (target, day) => target.fill(day),
      time: (target, time) => target.fill(time),
    };
  }
  return {
    press: async (target) => { await to(target); await key.press('Enter'); },
    write: async (target, text) => { await to(target); await key.press('Control+A'); await key.type(text); },
    check: async (target) => {
      if (await target.isChecked()) return;
      if ((await target.getAttribute('type')) === 'radio') {
        // A group is one stop; its arrows choose.
        const name = await target.getAttribute('name');
        await to(page.locator(`input[type=radio][name="${name}"]:checked`));
        for (let presses = 0; presses < 8 && !(await target.isChecked()); presses += 1) await key.press('ArrowDown');
      } else {
        await to(target);
        await key.press('Space');
      }
      assert.ok(await target.isChecked());
    },
    // The first letters choose.
    choose: async (target, name) => { await to(target); await key.type(name.slice(0, 4)); assert.ok((await target.locator('option:checked').innerText()).startsWith(name)); },
    date: async (target, day) => {
      const [year, month, date] = day.split('-');
      for (const typed of [`${date}${month}${year}`, `${month}${date}${year}`]) {
        // From the top of the page, so that the first part of the field is reached first.
        await page.locator('a').first().focus();
        await to(target);
        await key.type(typed);
        if ((await target.inputValue()) === day) return;
      }
      throw new Error(`${target} does not take ${day}`);
    },
    time: async (target, time) => {
      await to(target);
      await key.type(time.replace(':', ''));
      if ((await target.inputValue()) !== time) await key.type('AM');
      assert.equal(await target.inputValue(), time);
    },
  };
}

/** The state of a request as its page says it. */
async function stateOf(page, number) {
  await page.goto(`/office/requests/${number}`);
  return (await page.locator('.pg-state .kern-badge').innerText()).trim();
}

function monday({ engine, device, keyboard }) {
  // What is done by hand can be taken back for two minutes, as in a real office.
  const app = serve({ engine, env: { ...SHORT_PLANS, PASSGENAU_ACTION_HOLD: '2' } });
  const office = keepOpen(app, { device });
  const story = {};

  /** A page of the office, and a hand for it. */
  const desk = async (t, allow) => {
    const page = await office(t, { cookies: story.cookies, allow });
    return [page, hand(page, keyboard)];
  };

  test('The week before: people are asked, and somebody agrees to three appointments of one day', async (t) => {
    const page = await office(t);
    await signIn(page);
    const plan = await computePlan(page);
    const week = await placed(page);
    const rows = week.filter(({ day, spoken }) => day === TODAY && spoken);
    // Whoever has most to do that day, with the most people behind them: their absence hurts, and can be mended.
    const byPerson = [...Map.groupBy(rows, ({ url }) => url)].map(([url, mine]) => ({ url, mine, backups: mine.reduce((sum, { backups }) => sum + backups, 0) }));
    byPerson.sort((a, b) => b.mine.length - a.mine.length || b.backups - a.backups);
    const [{ url, mine }] = byPerson;
    assert.ok(mine.length <= 3, `${mine.length} appointments`);
    Object.assign(story, { url, name: mine[0].person, id: url.split('/').at(-1), agreed: mine.map(({ number }) => number) });
    // Somebody who comes later in the week only.
    const later = week.filter((row) => !week.some(({ day, url: busy }) => day === TODAY && busy === row.url)).at(-1);
    story.other = { id: later.url.split('/').at(-1), name: later.person, number: later.number };
    await page.goto(plan);
    await publish(page);

    const yes = async (number, name) => {
      await page.goto(`/office/requests/${number}`);
      const row = page.locator('tr', { has: page.getByRole('link', { name, exact: true }) });
      await row.getByRole('button', { name: /^Hat am Telefon zugesagt/ }).first().click();
      await page.getByText('Die Antwort ist eingetragen.').waitFor();
    };
    for (const number of story.agreed) await yes(number, story.name);
    await yes(story.other.number, story.other.name);

    // Schools ring for further ones, until there are three; the coordinator enters the same person.
    const taken = mine.map(({ start }) => Number(start.slice(0, 2)));
    const free = ['10:00', '12:00', '14:00', '16:00', '18:00'].filter((time) => taken.every((hour) => Math.abs(hour - Number(time.slice(0, 2))) >= 2));
    for (const start of free.slice(0, 3 - mine.length)) {
      await page.goto('/office/take?q=schule');
      await page.locator('main a[href^="/office/take?organisation="]').first().click();
      await hand(page, false).choose(page.getByLabel('Sprache', { exact: true }), mine[0].language);
      await page.getByLabel('Tag', { exact: true }).fill(TODAY);
      await page.getByLabel('Beginn', { exact: true }).fill(start);
      await page.getByRole('button', { name: 'Anfrage eintragen' }).click();
      await page.locator('.pg-state, #faults').first().waitFor();
      if (await page.locator('#faults').count()) throw new Error(await page.locator('#faults').innerText());
      const number = Number(new URL(page.url()).pathname.split('/').at(-1));
      await page.goto(`/office/requests/${number}/ask?q=${encodeURIComponent(story.name)}`);
      const suitable = page.locator('tr', { has: page.getByRole('link', { name: story.name, exact: true }) }).getByRole('button', { name: /^Zuweisen/ });
      if (await suitable.count()) {
        await suitable.first().click();
      } else {
        const other = page.locator('.pg-others details', { hasText: story.name }).first();
        await other.locator('summary').click();
        await other.locator('input[name="reason_against"]').fill('Auf Wunsch der Schule');
        await other.getByRole('button', { name: /^Trotzdem eintragen/ }).click();
      }
      await page.getByText('Eingetragen.').first().waitFor();
      story.agreed.push(number);
    }
    assert.equal(story.agreed.length, 3);
  });

  test('Monday, seven o’clock: a wrong tap is taken back, and the absence of somebody with three appointments entered', async (t) => {
    await restart(app, `${TODAY}T07:00`);
    const page = await office(t);
    await signIn(page);
    story.cookies = await page.context().cookies();
    const { press, write, check } = hand(page, keyboard);
    await page.getByRole('heading', { name: 'Montag, 18. Januar 2027' }).waitFor();
    await inspect(page, `monday-today-${engine}`);

    const look = async (name, id) => {
      await page.goto('/office/absent');
      // Half a name, with a slip.
      const last = name.split(' ').at(-1);
      await write(page.getByRole('searchbox', { name: 'Wer?' }), last.length > 5 ? last.slice(0, -1) : last);
      await press(page.getByRole('button', { name: 'Suchen' }).last());
      await press(page.locator(`a[href="/office/absent?person=${id}"]`));
      await page.locator('h1', { hasText: 'Verhindert melden' }).waitFor();
    };
    const confirm = async () => {
      await press(page.getByRole('button', { name: /^(Bestätigen: |Abwesenheit eintragen)/ }));
      await page.getByText('Eingetragen. Wer jetzt anzurufen ist').waitFor();
    };
    const means = page.locator('section[aria-labelledby="means-title"]');

    // The wrong one of the list.
    assert.match(await stateOf(page, story.other.number), /bestätigt/i);
    await look(story.other.name, story.other.id);
    await check(page.getByLabel('Weiß noch nicht'));
    await press(page.getByRole('button', { name: 'Ansehen, was das bedeutet' }));
    await means.getByRole('link', { name: `Nr. ${story.other.number}` }).first().waitFor();
    await confirm();
    await press(page.getByRole('button', { name: 'Rückgängig' }));
    await page.getByText('Zurückgenommen. Niemand hat etwas davon erfahren.').waitFor();
    assert.match(await stateOf(page, story.other.number), /bestätigt/i);

    await look(story.name, story.id);
    await press(page.getByRole('button', { name: 'Ansehen, was das bedeutet' }));
    await means.getByRole('heading', { name: '3 Termine sind betroffen' }).waitFor();
    for (const number of story.agreed) await means.getByRole('link', { name: `Nr. ${number}` }).first().waitFor();
    await page.getByText('Ein Grund wird nicht gespeichert.').waitFor();
    assert.ok(!(await page.content()).toLowerCase().includes('krank'));
    await inspect(page, `monday-absent-${engine}`);
    await confirm();
    await inspect(page, `monday-absent-done-${engine}`);
    for (const number of story.agreed) assert.match(await stateOf(page, number), /Ersatz|gesucht|bestätigt/i);
  });

  test('A backup is reached by telephone only', async (t) => {
    const [page, { press }] = await desk(t);
    await page.goto('/office/calls');
    await inspect(page, `monday-calls-${engine}`);
    const calls = page.locator('.pg-call', { has: page.getByRole('button', { name: /^Nicht erreicht/ }) });
    assert.ok((await calls.count()) > 0, 'somebody has to be asked on the telephone');
    const call = calls.first();
    const number = Number((await call.locator('a[href^="/office/requests/"]').first().getAttribute('href')).split('/').at(-1));
    const name = await call.locator('h3 a').innerText();
    await press(call.getByRole('button', { name: /^Nicht erreicht/ }));
    await page.getByText('Notiert.').waitFor();
    // It waits at the end of the list, with what came of the first try.
    await page.goto(`/office/requests/${number}`);
    const again = page.locator('.pg-call').filter({ hasText: name }).first();
    await again.getByText('wieder anrufen').waitFor();
    await press(again.getByRole('button', { name: /^Hat am Telefon zugesagt/ }));
    await page.getByText('Die Antwort ist eingetragen.').waitFor();
    story.backup = { number, name };
    assert.match(await stateOf(page, number), /bestätigt/i);
    await page.getByRole('link', { name, exact: true }).first().waitFor();

    // Whoever cannot read a mail in time is told by telephone, and that is ticked off.
    await page.goto('/office/calls');
    const school = page.getByRole('button', { name: /^Schule telefonisch informiert/ });
    for (let left = await school.count(); left > 0; left -= 1) {
      await press(school.first());
      await page.getByText('Erledigt.', { exact: true }).first().waitFor();
    }
    assert.equal(await school.count(), 0);
  });

  test('A school rings and wants a rare language tomorrow', async (t) => {
    const [page, { press, write, choose, date, time }] = await desk(t, /status of 422/);
    await page.goto('/office/caller');
    await write(page.getByRole('searchbox').last(), 'schule');
    await press(page.getByRole('button', { name: 'Suchen' }).last());
    await page.waitForURL(/q=schule/);
    await inspect(page, `monday-caller-${engine}`);
    await press(page.locator('.pg-caller a[href^="/office/take?organisation="]').first());
    await page.locator('#take').waitFor();
    await choose(page.getByLabel('Sprache', { exact: true }), 'Tigrinya');
    await date(page.getByLabel('Tag', { exact: true }), TOMORROW);
    await time(page.getByLabel('Beginn', { exact: true }), '10:00');
    await write(page.getByLabel(/^Warum eilt es/), 'Gespräch musste vorgezogen werden');

    // The other line rings: the form waits.
    await press(page.getByRole('button', { name: 'Für später merken' }));
    await page.locator('#drafts-title').waitFor();
    await press(page.locator('a[href^="/office/take?draft="]').first());
    await page.locator('#take').waitFor();
    assert.equal(await page.getByLabel('Tag', { exact: true }).inputValue(), TOMORROW);
    await inspect(page, `monday-take-${engine}`);
    await press(page.getByRole('button', { name: 'Anfrage eintragen' }));
    await page.locator('.pg-state, #faults').first().waitFor();
    if (await page.locator('#faults').count()) throw new Error(await page.locator('#faults').innerText());
    story.rare = Number(new URL(page.url()).pathname.split('/').at(-1));
    await page.getByText('Am Telefon aufgenommen').waitFor();
    await inspect(page, `monday-request-${engine}`);

    // Why nobody else: rule by rule, and somebody all the same with a reason.
    await press(page.getByRole('link', { name: 'Alle ansehen: wer passt, wer nicht und warum' }));
    await page.locator('#others-title').waitFor();
    await press(page.locator('.pg-others summary').first());
    const details = page.locator('.pg-others details[open]').first();
    assert.match(await details.locator('.pg-ticks').innerText(), /✗[\s\S]*passt nicht/);
    await inspect(page, `monday-ask-${engine}`);
    await press(details.getByRole('button', { name: /^Trotzdem fragen/ }));
    await page.getByText('Eine Regel spricht dagegen.').first().waitFor();
    if (!(await page.locator('.pg-others details[open] input[name="reason_against"]').count())) {
      await press(page.locator('.pg-others details').first().locator('summary'));
    }
    const open_ = page.locator('.pg-others details[open]').first();
    await write(open_.locator('input[name="reason_against"]'), 'Versteht die Familie gut');
    await press(open_.getByRole('button', { name: /^Trotzdem fragen/ }));
    await page.getByText('Die Anfragen sind unterwegs.').waitFor();
    await page.getByText('Versteht die Familie gut').waitFor();
  });

  test('A colleague works on the same case', async (t) => {
    const added = await promisify(execFile)(program, ['user', 'add', 'kollegin@example.org', '--name', 'Maria Mertens'], {
      cwd: app.folder, env: { ...process.env, PASSGENAU_DATA_DIR: 'data/demo', ...app.env },
    });
    const second = await open(t, app, { device });
    await second.goto(new URL(added.stdout.match(/https?:\S+/)[0]).pathname);
    for (const label of ['Passwort', 'Passwort noch einmal']) {
      await second.getByLabel(label, { exact: true }).fill('Sieben Zwerge am Montag');
    }
    await second.getByRole('button', { name: 'Passwort speichern' }).click();
    await second.waitForURL(/\/(office|account)/);

    const [page, { press, write, date, time }] = await desk(t, /status of 409/);
    // One is about to move the appointment, the other one to write a note.
    await page.goto(`/office/requests/${story.rare}/move`);
    await date(page.getByLabel('Neuer Tag'), TOMORROW);
    await time(page.getByLabel('Beginn', { exact: true }), '11:00');
    await press(page.getByRole('button', { name: 'Ansehen, was das bedeutet' }));
    await page.getByRole('heading', { name: 'Was dann geschieht' }).waitFor();
    await second.goto(`/office/requests/${story.rare}`);
    await inspect(second, `monday-second-${engine}`);
    await second.getByRole('button', { name: /^Hat abgesagt/ }).first().click();
    await second.getByText('Die Antwort ist eingetragen.').waitFor();

    // What the first one looked at is out of date; nothing moves before they have seen it, and what they typed stays.
    await press(page.getByRole('button', { name: 'Verschieben' }));
    await page.getByText(/Maria Mertens hat diese Anfrage/).waitFor();
    assert.equal(await page.getByLabel('Beginn', { exact: true }).inputValue(), '11:00');
    await inspect(page, `monday-changed-${engine}`);
    await page.goto(`/office/requests/${story.rare}`);
    await page.getByText('In Bearbeitung: Maria Mertens').waitFor();
    await second.getByLabel('Neue Notiz').fill('Die Schule ruft um 11 Uhr zurück.');
    await second.getByRole('button', { name: 'Notiz behalten' }).click();
    await second.getByText('Die Notiz ist gespeichert.').waitFor();
    await write(page.getByLabel('Neue Notiz'), 'Frau Berger weiß Bescheid.');
    await press(page.getByRole('button', { name: 'Notiz behalten' }));
    await page.getByText('Ihre Notiz ist gespeichert.').waitFor();
    for (const note of ['Die Schule ruft um 11 Uhr zurück.', 'Frau Berger weiß Bescheid.']) await page.getByText(note, { exact: true }).waitFor();
  });

  test('The week is printed, and the sheets say who comes now', async (t) => {
    const [page, { press }] = await desk(t);
    for (const [kind, button] of [['notice', 'Aushang drucken'], ['folder', 'Arbeitsmappe drucken']]) {
      await page.goto('/office/week/prints');
      await press(page.getByRole('button', { name: button }));
      await page.waitForURL(/\/office\/week\/prints\/[0-9a-f-]{36}/);
      const sheet = await page.locator('main').innerText();
      const first = story.backup.name.split(' ')[0];
      assert.ok(sheet.includes(first), `${kind} names ${first}`);
      assert.equal(/\d{4,5}[ /]\d{3}/.test(sheet), kind === 'folder', `${kind}: telephone numbers`);
      await page.pdf({ path: `${papers}/monday-${kind}-${engine}.pdf`, preferCSSPageSize: true, printBackground: true });
    }
    for (const [path, name] of [['/office', 'later'], ['/office/week', 'week'], ['/office/handover', 'handover'], ['/office/emergency', 'emergency']]) {
      await page.goto(path);
      await inspect(page, `monday-${name}-${engine}`, { axe: name !== 'emergency' });
    }
  });
}
