// The pictures of the README, taken anew by `make screenshots`: the demo city on its Monday, small enough to be kept.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { eventfulCity } from './city.mjs';
import { open, serve } from './support.mjs';
import { SHORT_PLANS, entrances, fillRequest, plainDay } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
const folder = resolve(import.meta.dirname, 'pictures');

/** What the window shows, as WebP; the demo's own strip on top is left out. */
async function picture(page, name) {
  await page.evaluate(() => document.querySelector('.pg-demo')?.remove());
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  mkdirSync(folder, { recursive: true });
  const bytes = Buffer.from(data, 'base64');
  assert.ok(bytes.length < 150_000, `${name} has ${bytes.length} bytes`);
  writeFileSync(resolve(folder, `${name}.webp`), bytes);
}

test('The ten most important pages', async (t) => {
  const city = await eventfulCity(t, app);
  const office = await open(t, app, {});
  await office.context().addCookies(city.cookies);
  const shots = [
    ['office-today', '/office'],
    ['office-week', `/office/week?view=people&from=${plainDay(2)}`],
    ['office-request', city.pages.request_searching ?? city.pages.request_submitted],
    ['office-plan', city.pages.planDraft],
    ['office-people', '/office/people'],
    ['office-mails', '/office/outbox'],
  ];
  for (const [name, path] of shots) {
    const answer = await office.goto(path);
    assert.equal(answer.status(), 200, path);
    await picture(office, name);
  }
  const school = await open(t, app, {});
  await school.goto((await entrances(school)).school);
  await picture(school, 'school-requests');
  await school.goto(`${city.school}/new`);
  await fillRequest(school, { date: plainDay(3) });
  await school.locator('[data-chance="1"] .pg-notice').waitFor();
  await school.evaluate(() => scrollTo(0, 0));
  await picture(school, 'school-new');
  const phone = await open(t, app, { device: 'phone' });
  await phone.goto(city.pages.offerOpen);
  await picture(phone, 'volunteer-offer');
  await office.goto(city.pages.person);
  await phone.goto(new URL(await office.locator('[data-own-link]').textContent()).pathname + '/times');
  await picture(phone, 'volunteer-times');
});
