// The whole story, clicked: plan, ask, decline, accept, confirm, call off - and a school that asks.
// Volunteers and schools do without scripts.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect, keepOpen, screenshot, serve } from './support.mjs';
import {
  allMailSent, computePlan, entrances, fillRequest, followLink, openMail, overPlan, person, placedByMail, plainDay, signIn, timeOfRequest,
} from './steps.mjs';

for (const device of ['desktop', 'phone']) {
  describe(`On a ${device}`, () => {
    const app = serve();
    // What the tests before have found; each continues where the one before it stopped.
    const story = {};
    const desk = keepOpen(app, { device });
    const officePage = (t) => desk(t, { cookies: story.cookies });
    const reader = keepOpen(app, { device, javaScript: false });

    test('The coordinator signs in and gets a draft with its proof and its reasons', async (t) => {
      const page = await officePage(t);
      await signIn(page);
      story.cookies = await page.context().cookies();
      await page.getByRole('link', { name: 'Planen' }).click();
      const weeks = page.getByRole('group', { name: 'Welche Wochen?' });
      const waiting = weeks.locator('label').filter({ hasText: /[1-9]\d* Anfragen? warte/ });
      assert.ok((await waiting.count()) >= 2, 'the demo has requests in two weeks');
      for (const label of await waiting.all()) await label.click({ trial: true });
      story.plan = await computePlan(page, { weeks: 2 });
      const verdict = await page.locator('.pg-verdict').innerText();
      assert.match(verdict, /\d+ von \d+ Anfragen besetzt/);
      assert.match(verdict, /Beweisbar bester Plan|Beweisbar größte Zahl|Bester gefundener Plan/);
      assert.match(verdict, /Berechnet in/);
      assert.ok((await page.content()).length < 100_000, 'a part of the draft is small');
      await page.locator('.pg-tabs a', { hasText: /^M[oi]/ }).first().click();
      const row = page.locator('.pg-table--plan tbody tr').first();
      await row.locator('summary').click();
      assert.match(await row.locator('.pg-why').innerText(), /Spricht|Minuten Weg/);
      await inspect(page, 'story-1-draft', { axe: false });
    });

    test('Requests nobody can take say why, with the number of people left after each rule', async (t) => {
      const page = await officePage(t);
      await page.goto(story.plan);
      const reasons = await overPlan(page, (part) => part.locator('.pg-unfilled').evaluateAll((cards) => cards.map((card) => card.querySelector('.pg-unfilled__reason').innerText)));
      const [, filled, total] = (await page.locator('.pg-verdict').innerText()).match(/(\d+) von (\d+) Anfragen/);
      assert.equal(reasons.length, total - filled);
      for (const reason of reasons) assert.ok(reason.length > 20, reason);
    });

    test('Every filled seat stands on the page of its day, a search finds it, and the sheet has them all', async (t) => {
      const page = await officePage(t);
      await page.goto(story.plan);
      const seats = await overPlan(page, (part) => part.locator('.pg-table--plan tbody tr').evaluateAll((rows) => rows.map((row) => ({
        number: row.querySelector('th a').href.split('/').at(-1), person: row.querySelector('td:nth-of-type(2) a').textContent,
      }))));
      const counts = await page.locator('.pg-tabs a').evaluateAll((all) => all.map((link) => [link.href.includes('day='), Number(link.querySelector('.pg-count').textContent)]));
      assert.equal(counts.filter(([day]) => day).reduce((sum, [, count]) => sum + count, 0), seats.length, 'the tabs count what their pages show');
      const [{ person: name }] = seats;
      await page.getByRole('searchbox', { name: 'Im Vorschlag suchen' }).fill(name.toLowerCase());
      await page.getByRole('searchbox', { name: 'Im Vorschlag suchen' }).press('Enter');
      await page.getByText(/Treffer für/).waitFor();
      const found = await page.locator('.pg-table--plan tbody tr td:nth-of-type(2) > a').allInnerTexts();
      assert.deepEqual(found.filter((person) => person !== name), []);
      assert.equal(found.length, seats.filter(({ person }) => person === name).length);
      await inspect(page, 'story-1-found');
      await page.getByRole('searchbox', { name: 'Im Vorschlag suchen' }).fill('gibtesnicht');
      await page.getByRole('searchbox', { name: 'Im Vorschlag suchen' }).press('Enter');
      await page.getByText('Nichts gefunden').waitFor();
      await page.getByRole('link', { name: 'Alles auf einer Seite, zum Drucken' }).click();
      await page.locator('.pr-paper').waitFor();
      const printed = await page.locator('.pr-paper tbody tr:not(.pr-missing) .pr-small').evaluateAll((all) => all.map((one) => one.textContent.match(/Nr\. (\d+)/)?.[1]).filter(Boolean));
      assert.deepEqual(printed.sort(), seats.map(({ number }) => number).sort());
      await inspect(page, 'story-1-sheet');
    });

    test('Nothing leaves before the coordinator has confirmed how many people are asked', async (t) => {
      const page = await officePage(t);
      await page.goto('/demo/mail');
      const offers = page.locator('tbody tr').filter({ hasText: 'Einsatz möglich?' });
      assert.equal(await offers.count(), 0);
      await page.goto(story.plan);
      story.rows = await placedByMail(page);
      const link = page.getByRole('link', { name: /^Anfragen verschicken \(\d+ Person/ });
      const [people] = (await link.innerText()).match(/\d+/);
      await link.click();
      await page.getByRole('heading', { level: 1, name: `Anfragen an ${people} Person` }).waitFor();
      await inspect(page, 'story-2-publish');
      await page.getByRole('button', { name: `Anfragen verschicken (${people} Person` }).click();
      await page.getByText('Die Anfragen sind unterwegs.').waitFor();
      await allMailSent(page);
      await page.goto('/demo/mail');
      assert.ok((await offers.count()) > 0);
    });

    test('Somebody who declines on the page of the mail is thanked, and the next person is asked', async (t) => {
      const office = await officePage(t);
      // A request whose backups are all asked by mail.
      for (const row of story.rows) {
        if (row.backups.length === 0) continue;
        const [first, ...backups] = await Promise.all([row.url, ...row.backups].map((url) => person(office, url)));
        if (first.email && backups.every(({ email }) => email)) {
          Object.assign(story, { number: row.number, first, backups });
          break;
        }
      }
      assert.ok(story.number, 'the draft has a request with backups who are asked by mail');
      story.time = await timeOfRequest(office, story.number);

      const page = await reader(t);
      await openMail(page, story.first.email, 'Einsatz möglich?', { says: story.time });
      await screenshot(page, 'story-3-mail');
      const text = await page.locator('.pg-mail').innerText();
      assert.match(text, /Können Sie helfen\?/);
      assert.match(text, /Sie dürfen immer Nein sagen/);
      await followLink(page, '/e/');
      await page.getByRole('heading', { level: 1, name: 'können Sie helfen?' }).waitFor();
      await inspect(page, 'story-4-offer');
      await page.getByRole('button', { name: 'Absagen' }).click();
      await page.getByText('Danke für Ihre Antwort.').waitFor();
      await page.getByRole('heading', { level: 1, name: 'Sie haben abgesagt' }).waitFor();
      await inspect(page, 'story-5-declined');
    });

    test('The next person opens the mail, accepts, and sees where to go', async (t) => {
      const office = await officePage(t);
      await office.goto(`/office/requests/${story.number}`);
      // After a no the next round asks up to two.
      const asked = office.locator('tbody tr').filter({ hasText: 'Gefragt' });
      assert.ok([1, 2].includes(await asked.count()));
      assert.match(await asked.first().innerText(), /1\. Ersatz/);
      story.second = await person(office, await asked.first().locator('th a').first().getAttribute('href'));
      assert.notEqual(story.second.name, story.first.name);

      const page = await reader(t);
      await openOffer(page, story, story.second);
      await page.getByRole('button', { name: 'Zusagen' }).click();
      await page.getByText('Ihre Zusage ist angekommen.').waitFor();
      await page.getByRole('heading', { level: 1, name: 'Bestätigt. Danke,' }).waitFor();
      const ticket = await page.locator('.pg-ticket').innerText();
      assert.match(ticket, /Ansprechperson/);
      assert.match(ticket, /\d{5} \S/, 'the address is there after a yes');
      await inspect(page, 'story-6-accepted');
    });

    test('Both sides get a confirmation with an entry for their calendars', async (t) => {
      const page = await reader(t);
      const office = await officePage(t);
      await office.goto(`/office/requests/${story.number}`);
      story.contact = await office.locator('a[href^="mailto:"].pg-break').innerText();
      for (const [to, subject] of [[story.second.email, 'Bestätigt: Einsatz'], [story.contact, /Bestätigt: (?!Einsatz)/]]) {
        await openMail(page, to, subject);
        const calendar = await page.request.get(await page.getByRole('link', { name: 'einsatz.ics' }).getAttribute('href'));
        assert.match(calendar.headers()['content-type'], /^text\/calendar/);
        assert.match(calendar.headers()['content-disposition'], /^attachment/);
        assert.match(await calendar.text(), /^BEGIN:VCALENDAR\r\n[\s\S]*BEGIN:VEVENT[\s\S]*END:VCALENDAR\r\n$/);
      }
    });

    test('The school sees who comes', async (t) => {
      const page = await reader(t);
      const [first, ...rest] = story.second.name.split(' ');
      await openRequestOfSchool(page, story);
      const status = await page.locator('.pg-status__main').innerText();
      assert.match(status, /^Bestätigt: /);
      assert.ok(story.second.name.startsWith(status.slice('Bestätigt: '.length).split(' ')[0]), `${status} is ${story.second.name}`);
      assert.match(status, /^Bestätigt: .+ \p{Lu}\.$/u, 'first name and one letter');
      assert.ok(!(await page.locator('main').innerText()).includes(rest.join(' ')), `${first}'s last name stays with the office`);
      await inspect(page, 'story-7-school-confirmed');
    });

    test('The school calls the appointment off in two clicks, and both sides get a cancellation', async (t) => {
      const page = await reader(t);
      await openRequestOfSchool(page, story);
      await page.getByRole('link', { name: 'Anfrage absagen' }).click();
      assert.match(await page.locator('main').innerText(), /hatte zugesagt und bekommt sofort Bescheid/);
      await inspect(page, 'story-8-school-cancel');
      await page.getByRole('button', { name: 'Ja, absagen' }).click();
      await page.getByText('Alle Beteiligten bekommen Bescheid.').waitFor();
      assert.match(await page.locator('.pg-status').innerText(), /Abgesagt/);
      assert.equal(await page.getByRole('link', { name: 'Anfrage absagen' }).count(), 0);
      for (const [to, subject] of [[story.second.email, 'Abgesagt: Einsatz'], [story.contact, /Abgesagt: (?!Einsatz)/]]) {
        await openMail(page, to, subject);
        const calendar = await page.request.get(await page.getByRole('link', { name: 'einsatz.ics' }).getAttribute('href'));
        assert.match(await calendar.text(), /METHOD:CANCEL[\s\S]*STATUS:CANCELLED/);
      }
      await openOffer(page, story, story.second);
      await page.getByRole('heading', { level: 1, name: 'Der Termin ist abgesagt' }).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Zusagen' }).count(), 0);
      await inspect(page, 'story-9-offer-cancelled');
    });

    test('A school that forgot half of the form is told everything at once and loses nothing', async (t) => {
      const page = await reader(t, { allow: /status of 422/ });
      story.school = (await entrances(page)).school;
      await page.goto(story.school);
      await page.getByRole('link', { name: 'Neue Anfrage' }).first().click();
      await fillRequest(page, { date: plainDay(), start: '10:00', duration: '', room: 'Raum „Föhr“, 2. Stock', note: 'Bitte am Hof klingeln.', rules: false });
      await page.getByLabel('Welche Sprache spricht die Familie zu Hause?').fill('');
      await page.getByRole('button', { name: 'Anfrage absenden' }).click();
      const summary = page.getByRole('alert');
      await summary.waitFor();
      assert.match(await summary.getByRole('heading').innerText(), /Bitte prüfen Sie 3 Angaben/);
      assert.match(await page.title(), /^Bitte prüfen Sie 3 Angaben/, 'screen readers hear it first');
      const text = await summary.innerText();
      for (const field of ['Sprache', 'Dauer', 'eine Fachkraft ist die ganze Zeit dabei']) assert.ok(text.includes(field), `${field} in ${text}`);
      const box = await summary.boundingBox();
      assert.ok(box.y >= 0 && box.y < page.viewportSize().height, 'the summary is seen without scrolling');
      assert.equal(await page.getByLabel('Tag', { exact: true }).inputValue(), plainDay());
      assert.equal(await page.getByLabel('Beginn', { exact: true }).inputValue(), '10:00');
      assert.equal(await page.getByLabel('Raum oder Treffpunkt').inputValue(), 'Raum „Föhr“, 2. Stock');
      assert.equal(await page.getByLabel('Was sollten wir noch wissen?').inputValue(), 'Bitte am Hof klingeln.');
      assert.equal(await page.locator('#occasion option:checked').innerText(), 'Elterngespräch');
      await inspect(page, 'story-10-faults');
      for (const id of ['language', 'duration_1', 'rules_accepted']) {
        assert.equal(await page.locator(`#${id}`).getAttribute('aria-invalid'), 'true');
        const [fault] = (await page.locator(`#${id}`).getAttribute('aria-describedby')).split(' ').slice(-1);
        assert.ok((await page.locator(`#${fault}`).innerText()).length > 10);
      }
      await summary.getByRole('link', { name: /^Dauer/ }).click();
      assert.equal(await page.evaluate(() => document.activeElement.id), 'duration_1', 'a fault leads to its field');
    });

    test('The school asks, and sees that its request has come in', async (t) => {
      const page = await reader(t);
      await page.goto(`${story.school}/new`);
      await fillRequest(page, { date: plainDay(), room: 'Raum „Föhr“, 2. Stock', note: 'Bitte am Hof klingeln.' });
      await page.getByRole('button', { name: 'Anfrage absenden' }).click();
      await page.getByText('Ihre Anfrage ist eingegangen. Sie bekommen gleich').waitFor();
      assert.match(await page.locator('.pg-status').innerText(), /^\s*Eingegangen/);
      assert.ok((await page.locator('main').innerText()).includes('Raum „Föhr“, 2. Stock'));
      await inspect(page, 'story-11-submitted');
      const [number] = (await page.locator('h1').innerText()).match(/\d+/);
      await page.goto(story.school);
      const row = page.locator('.pg-request').filter({ hasText: `Nr. ${number}` });
      assert.match(await row.innerText(), /Eingegangen/);
      await inspect(page, 'story-12-school-list');
      // The office sees it too, with the note that is for the office only.
      const office = await officePage(t);
      await office.goto(`/office/requests/${number}`);
      assert.match(await office.locator('main').innerText(), /Bitte am Hof klingeln\./);
    });
  });
}

/** Opens the mail that asks somebody about the story's request, and follows its link. */
async function openOffer(page, { time }, { email }) {
  await openMail(page, email, 'Einsatz möglich?', { says: time });
  await followLink(page, '/e/');
}

/** The school's page of the request, from the newest mail that leads there. */
async function openRequestOfSchool(page, { contact, number }) {
  await openMail(page, contact, /./, { says: `/requests/${number}` });
  await followLink(page, '/s/');
}
