// What the office did a moment ago can be taken back while its mails wait, on a phone without scripts as well.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, open, serve } from './support.mjs';
import { signIn } from './steps.mjs';

const app = serve({ env: { PASSGENAU_ACTION_HOLD: '2' } });

test('An assignment is taken back', async (t) => {
  const desk = await open(t, app, {});
  const phone = await open(t, app, { device: 'phone', javaScript: false });
  await signIn(desk);
  await phone.context().addCookies(await desk.context().cookies());
  await desk.goto('/office/requests?state=submitted');
  // The first request that somebody can take.
  let request;
  for (const row of await desk.locator('tbody th a').evaluateAll((all) => all.map((link) => link.getAttribute('href')))) {
    await desk.goto(`${row}/ask`);
    if (await desk.getByRole('button', { name: /^Zuweisen/ }).count()) {
      request = row;
      break;
    }
  }
  assert.ok(request, 'somebody can be assigned');
  await desk.getByRole('button', { name: /^Zuweisen/ }).first().click();
  await desk.getByText('können Sie es zurücknehmen').first().waitFor();
  await inspect(desk, 'undo', { dark: true });
  await phone.goto(request);
  await inspect(phone, 'undo');
  await phone.getByRole('button', { name: 'Rückgängig' }).click();
  await phone.getByText(/^Zurückgenommen\./).first().waitFor();
  assert.match(await phone.locator('main').innerText(), /Eingegangen[\s\S]*Freigegeben/);
});
