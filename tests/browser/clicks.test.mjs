// Can everybody do their part by clicking: the school asks, the office plans and sends, a volunteer answers?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, open, serve } from './support.mjs';

const app = serve();
const printed = (pattern) => app.output.match(pattern)?.[1];

async function signIn(page) {
  await page.goto('/login');
  await page.fill('#email', 'koordination@example.org');
  await page.fill('#password', printed(/password: (\S+)/));
  await page.click('main button');
  await page.waitForURL('**/office');
}

/** A day some weeks ahead that is a Wednesday, as date fields take it. */
function someWednesday() {
  const day = new Date(Date.now() + 22 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
}

for (const [device, week] of [['desktop', 1], ['phone', 2]]) {
  test(`A school asks on a ${device}`, async (t) => {
    const page = await open(t, app, { device, allow: /status of 422/ });
    await page.goto(printed(/school +(\S+)/));
    await inspect(page, 'school');
    await page.click('text=Neue Anfrage');
    await inspect(page, 'school-new');
    await page.click('text=Anfrage absenden');
    await page.waitForSelector('#faults');
    await inspect(page, 'school-new-faults');
    // Every fault leads to its field.
    for (const link of await page.locator('#faults a').all()) {
      assert.equal(await page.locator(await link.getAttribute('href')).count(), 1);
    }
    if (await page.locator('#programme').count()) await page.selectOption('#programme', { index: 1 });
    await page.selectOption('#language', { label: 'Türkisch – Türkçe' });
    await page.selectOption('#occasion', { index: 1 });
    await page.fill('#date_1', someWednesday());
    await page.fill('#start_1', '10:00');
    await page.selectOption('#duration_1', '60');
    for (const field of ['#location', '#contact']) {
      if (await page.locator(field).count()) await page.selectOption(field, { index: 1 });
    }
    await page.check('#rules_accepted');
    await page.click('text=Anfrage absenden');
    await page.waitForSelector('text=Ihre Anfrage ist eingegangen');
    await inspect(page, 'school-request');
    await page.click('text=Anfrage absagen');
    await inspect(page, 'school-cancel');
    await page.click('text=Ja, absagen');
    await page.waitForSelector('text=Die Anfrage ist abgesagt');
  });

  test(`The office plans a week and sends the requests on a ${device}`, async (t) => {
    const page = await open(t, app, { device });
    await signIn(page);
    await inspect(page, 'office');
    for (const [name, path] of [['requests', '/office/requests'], ['people', '/office/people'], ['outbox', '/office/outbox']]) {
      await page.goto(path);
      await inspect(page, `office-${name}`);
    }
    await page.goto('/office/people');
    await page.locator('main tbody a').first().click();
    await inspect(page, 'office-person');
    await page.goto('/office/requests');
    await page.locator('main tbody a').first().click();
    await inspect(page, 'office-request');
    await page.goto('/office/plan');
    for (const box of await page.locator('input[name=week]').all()) await box.uncheck();
    await page.locator('input[name=week]').nth(week).check();
    await inspect(page, 'office-plan');
    await page.click('main button:has-text("Vorschlag berechnen")');
    await page.waitForSelector('text=Anfragen besetzt', { timeout: 90_000 });
    await page.locator('summary').first().click();
    await inspect(page, 'office-draft');
    await page.click('a:has-text("Anfragen verschicken")');
    await inspect(page, 'office-publish');
    await page.click('button:has-text("Anfragen verschicken")');
    await page.waitForSelector('text=Die Anfragen sind unterwegs');
    await inspect(page, 'office-published');
  });

  test(`A volunteer answers a mail on a ${device}`, async (t) => {
    const page = await open(t, app, { device });
    for (let tries = 0; tries < 30; tries++) {
      await page.goto('/demo/mail');
      if (await page.locator('a:has-text("Einsatz möglich")').count()) break;
      await page.waitForTimeout(1000);
    }
    await inspect(page, 'mails');
    await page.locator('a:has-text("Einsatz möglich")').first().click();
    await inspect(page, 'mail', { axe: false });
    await page.locator('.pg-mail a[href^="/e/"]').click();
    await page.waitForSelector('text=können Sie helfen?');
    await inspect(page, 'offer');
    await page.click('button:has-text("Zusagen")');
    await page.waitForSelector('text=Ihre Zusage ist angekommen');
    await page.waitForSelector('text=Ansprechperson vor Ort');
    await inspect(page, 'offer-accepted');
    await page.click('text=Ich kann doch nicht kommen');
    await inspect(page, 'offer-cancel');
    await page.click('text=Ja, ich sage ab');
    await page.waitForSelector('text=Danke, dass Sie Bescheid gegeben haben');
    await inspect(page, 'offer-cancelled');
  });
}

test('The whole form can be reached by keyboard, with a visible focus', async (t) => {
  const page = await open(t, app);
  await page.goto(`${printed(/school +(\S+)/)}/new`);
  const fields = await page.locator('main input:not([type=hidden]):visible, main select:visible, main textarea:visible, main button:visible').count();
  const reached = new Set();
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      return { name: element.name || element.textContent.trim().slice(0, 40), outline: parseFloat(style.outlineWidth) || parseFloat(style.boxShadow === 'none' ? 0 : 1), main: !!element.closest('main') };
    });
    if (focus.main) {
      assert.ok(focus.outline > 0, `no visible focus on ${focus.name}`);
      reached.add(focus.name);
    }
  }
  // The radio buttons are one stop.
  assert.ok(reached.size >= fields - 2, `${reached.size} of ${fields} reached: ${[...reached].join(', ')}`);
});
