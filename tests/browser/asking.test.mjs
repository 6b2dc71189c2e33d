// Asking by hand, a condition, a stand-in, a moved appointment, and what a volunteer is sent: seen as people see it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, keepOpen, serve } from './support.mjs';
import { SHORT_PLANS, signIn } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
const [desktop, phone] = ['desktop', 'phone'].map((device) => keepOpen(app, { device }));
let request;
let offer;

/** The same page in both widths; the narrow browser has its own cookies, so it signs in for itself. */
async function both(page, small, path, name) {
  for (const one of [page, small]) {
    assert.equal((await one.goto(path)).status(), 200);
    await inspect(one, name);
  }
}

test('The office asks for a request by hand and may take it back', async (t) => {
  const page = await desktop(t);
  const small = await phone(t);
  for (const one of [page, small]) await signIn(one);
  await page.goto('/office/requests?state=submitted');
  const addresses = await page.locator('tbody th a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (request of addresses) {
    await page.goto(`${request}/ask`);
    if (await page.getByRole('button', { name: 'Reihum anfragen' }).count()) break;
  }
  await both(page, small, `${request}/ask`, 'ask');
  await both(page, small, `${request}/move`, 'move');
  await both(page, small, '/office/asking', 'asking-rules');
  await both(page, small, '/office/mailing', 'mailing');
  await page.goto(`${request}/ask`);
  await page.getByRole('button', { name: /^Alle Geeigneten fragen/ }).click();
  await page.getByText('Die Anfragen sind unterwegs.').waitFor();
  await both(page, small, request, 'asked');
});

test('A volunteer sees three answers and a condition, says yes, and may look for a stand-in', async (t) => {
  const page = await desktop(t);
  const small = await phone(t);
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    await page.goto('/demo/mail');
    const mail = page.getByRole('link', { name: /Einsatz(?: |e )möglich/ }).first();
    if (await mail.count()) {
      await mail.click();
      break;
    }
  }
  const text = await page.locator('body').innerText();
  offer = text.match(/\/e\/[\w-]+/)[0];
  await both(page, small, offer, 'offer-open');
  await small.getByText('Ja, aber …', { exact: true }).click();
  await inspect(small, 'offer-but');
  await small.getByRole('button', { name: 'Zusagen' }).click();
  await small.getByText('Ihre Zusage ist angekommen').waitFor();
  await both(page, small, offer, 'offer-agreed');
  await small.getByRole('button', { name: 'Vertretung gesucht' }).click();
  await small.getByText('Wir suchen eine Vertretung für Sie.').waitFor();
  await inspect(small, 'offer-stand-in');
});

test('The appointment moves, and the office sees before what that means', async (t) => {
  const page = await desktop(t);
  const small = await phone(t);
  for (const one of [page, small]) await signIn(one);
  await page.goto(`${request}/move`);
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  for (const one of [page, small]) {
    await one.goto(`${request}/move?new_date=${day}&new_start=10%3A00&new_minutes=60`);
    await one.getByRole('button', { name: 'Verschieben' }).waitFor();
    await inspect(one, 'move-preview');
  }
  await page.getByRole('button', { name: 'Verschieben' }).click();
  await page.getByText('Der Termin ist verschoben.').waitFor();
});
