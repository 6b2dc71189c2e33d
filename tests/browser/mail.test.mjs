// The office's mail desk and the calendars to subscribe to, as a browser and ical.js see them.

import assert from 'node:assert/strict';
import test from 'node:test';
import ICAL from 'ical.js';
import { inspect, keepOpen, serve } from './support.mjs';
import { allMailSent, computePlan, entrances, offerMail, openMail, person, placedByMail, publish, receive, signIn } from './steps.mjs';

const app = serve();
const desktop = keepOpen(app, { device: 'desktop' });
const phone = keepOpen(app, { device: 'phone' });
const city = {};

test('The office sends a week of requests', async (t) => {
  const page = await desktop(t);
  city.school = (await entrances(page)).school;
  await signIn(page);
  await page.goto(await computePlan(page, { skip: 1 }));
  const plan = page.url();
  for (const row of await placedByMail(page)) {
    const found = await person(page, row.url);
    if (found.email) {
      Object.assign(city, { person: row.url, email: found.email });
      break;
    }
  }
  await page.goto(plan);
  await publish(page);
  await allMailSent(page);
  await openMail(page, city.email, 'Einsatz möglich?');
  city.offer = await page.locator('.pg-mail a[href^="/e/"]').first().getAttribute('href');
  city.cookies = await page.context().cookies();
});

const looks = async (t, path, name) => {
  for (const device of [desktop, phone]) {
    const page = await device(t, { cookies: city.cookies });
    await page.goto(path);
    await inspect(page, name);
  }
};

test('The list of mails, and all to one person', async (t) => {
  await looks(t, '/office/outbox', 'mail-desk');
  const page = await desktop(t, { cookies: city.cookies });
  await page.goto(city.person);
  await page.getByRole('link', { name: 'E-Mails an diese Person' }).click();
  await page.locator('tbody tr').first().waitFor();
  city.mail = await page.locator('tbody th a').first().getAttribute('href');
  await looks(t, page.url().replace(app.url, ''), 'mail-desk-person');
});

test('One mail with its preview', async (t) => {
  await looks(t, city.mail, 'mail-one');
  const page = await desktop(t, { cookies: city.cookies });
  await page.goto(city.mail);
  const frame = page.frameLocator('iframe.pg-mail-frame');
  await frame.locator('body').getByText('Können Sie helfen').first().waitFor();
});

test('Stopping and going on is on every page', async (t) => {
  const page = await desktop(t, { cookies: city.cookies });
  await page.goto('/office/outbox');
  await page.getByRole('button', { name: 'Versand anhalten' }).click();
  await page.getByText('Der Versand ist angehalten').first().waitFor();
  await looks(t, '/office/outbox', 'mail-desk-held');
  await page.goto('/office/people');
  assert.match(await page.title(), /^\(!\) /);
  await inspect(page, 'mail-alarm');
  await page.goto('/office/outbox');
  await page.getByRole('button', { name: 'Versand fortsetzen' }).click();
  await page.getByText('Der Versand geht weiter.').waitFor();
  assert.doesNotMatch(await page.title(), /^\(!\)/);
});

test('The texts of the mails, and a test to oneself', async (t) => {
  await looks(t, '/office/mail-texts', 'mail-texts');
  await looks(t, '/office/mail-texts/confirmed_volunteer?in=en', 'mail-text');
  const page = await desktop(t, { cookies: city.cookies });
  await page.goto('/office/mail-texts/confirmed_volunteer');
  await page.getByRole('button', { name: 'Test-Mail an mich senden' }).click();
  await page.getByText('Die Test-Mail ist unterwegs.').waitFor();
});

test('What comes back becomes a task, and nothing else does', async (t) => {
  const page = await desktop(t, { cookies: city.cookies });
  const offer = offerMail(app, city.email);
  const from = `From: ${city.email}\r\nTo: ehrenamt@passgenau.example.org\r\n`;
  const answer = `${from}Subject: AW: Einsatz\r\nMessage-ID: <1@x.example>\r\nIn-Reply-To: <${offer}>\r\n\r\nJa, aber erst ab 10 Uhr!\r\n`;
  assert.equal(receive(app, answer), 'reply');
  assert.equal(receive(app, answer), 'known', 'the same mail twice is one');
  const away = `${from}Subject: Abwesend\r\nMessage-ID: <2@x.example>\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <${offer}>\r\n\r\nBin im Urlaub.\r\n`;
  assert.equal(receive(app, away), 'automatic');
  assert.equal(receive(app, 'From: werbung@example.net\r\nMessage-ID: <3@x.example>\r\n\r\nKaufen!\r\n'), 'foreign');
  assert.equal(receive(app, '\0\xff'.repeat(3000)), 'foreign');

  await page.goto('/office?show=all');
  await page.getByText(/Antwort per E-Mail/).first().waitFor();
  await looks(t, '/office/inbox', 'inbox');
  await page.goto('/office/inbox');
  assert.equal(await page.locator('tbody tr').count(), 2);
  await page.getByRole('link', { name: 'Antwort per E-Mail' }).click();
  await page.getByText('Ja, aber erst ab 10 Uhr!').waitFor();
  await looks(t, page.url().replace(app.url, ''), 'inbox-letter');
});

test('The office notes in which other language somebody reads mails', async (t) => {
  const page = await desktop(t, { cookies: city.cookies });
  await page.goto('/office/mail-texts');
  await page.locator('li, tr').filter({ hasText: 'العربية' }).getByRole('button', { name: 'Freigeben' }).click();
  await page.getByText('Die Sprache ist freigegeben.').waitFor();
  await page.goto(city.person);
  await page.locator('summary', { hasText: 'Zweite Sprache in E-Mails' }).click();
  await page.getByLabel('Zweite Sprache in E-Mails').selectOption({ label: 'العربية' });
  await inspect(page, 'person-second-language');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Die zweite Sprache der E-Mails ist gespeichert.').waitFor();
  assert.match(await page.locator('main').innerText(), /Deutsch, العربية/);
});

test('Calendars to subscribe to, read by ical.js', async (t) => {
  const page = await phone(t);
  await page.goto(city.offer);
  await page.getByRole('button', { name: 'Zusagen' }).click();
  await page.locator('.kern-alert--success').waitFor();
  await page.getByRole('link', { name: 'Kalender abonnieren' }).click();
  await page.getByRole('link', { name: 'Im Kalender öffnen' }).waitFor();
  await inspect(page, 'calendar-person');
  const address = await page.getByLabel('Adresse des Kalenders').inputValue();
  const answer = await page.request.get(address);
  assert.equal(answer.headers()['content-type'], 'text/calendar; charset=utf-8');
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  ICAL.TimezoneService.register(calendar.getFirstSubcomponent('vtimezone'));
  const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  assert.equal(events.length, 1);
  // The mail's entry is the same.
  const desk = await desktop(t, { cookies: city.cookies });
  await openMail(desk, city.email, 'Bestätigt');
  const entry = await desk.request.get(await desk.getByRole('link', { name: 'einsatz.ics' }).getAttribute('href'));
  const [mailed] = new ICAL.Component(ICAL.parse(await entry.text())).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  assert.equal(events[0].uid, mailed.uid);
  assert.equal(events[0].startDate.toUnixTime(), mailed.startDate.toUnixTime());
  assert.equal(events[0].endDate.toUnixTime(), mailed.endDate.toUnixTime());
  assert.ok(events[0].startDate.zone.tzid === 'Europe/Berlin');

  for (const path of ['/office/calendar', `${city.school}/calendar`]) {
    await looks(t, path, path.startsWith('/office') ? 'calendar-office' : 'calendar-school');
  }
  await desk.goto('/office/calendar');
  const before = await desk.getByLabel('Adresse des Kalenders').inputValue();
  await desk.getByRole('button', { name: 'Adresse neu erzeugen' }).click();
  await desk.getByText('Die Adresse ist neu.').waitFor();
  assert.notEqual(await desk.getByLabel('Adresse des Kalenders').inputValue(), before);
  assert.equal((await desk.request.get(before)).status(), 404);
});
