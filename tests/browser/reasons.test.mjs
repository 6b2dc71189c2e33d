// Does the office read what would help an open request, who else could come at what price, and whom to win?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, open, serve } from './support.mjs';
import { SHORT_PLANS, computePlan, publish, signIn } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
let plan;

for (const device of ['desktop', 'phone']) {
  test(`Before the first plan the office learns what will stand there, on a ${device}`, async (t) => {
    const page = await open(t, app, { device });
    await signIn(page);
    await page.goto('/office/plan/recruiting');
    const main = await page.locator('main').innerText();
    assert.match(main, /Wen sollten wir gewinnen\?/);
    if (device === 'desktop') {
      assert.match(main, /Noch wurde kein Plan verschickt/);
      await inspect(page, 'office-recruiting-empty');
    }
  });

  test(`A draft says what would help and who else could come, on a ${device}`, async (t) => {
    const page = await open(t, app, { device });
    await signIn(page);
    plan ??= await computePlan(page);
    await page.goto(plan);
    await page.locator('.pg-fixes').first().waitFor();
    const helps = (await page.locator('.pg-fixes').allInnerTexts()).join('\n');
    assert.match(helps, /Das würde helfen[^]*(Dann käme|Fragen, ob)/);
    assert.ok(await page.locator('.pg-advice__item').count() > 0, 'advice');
    await inspect(page, 'office-plan-help', { within: 'section:has(.pg-fixes)' });
    await page.locator('.pg-tabs a[href*="day="]').first().click();
    const row = page.locator('tr', { hasText: 'Warum?' }).first();
    await row.locator('summary').click();
    await row.getByRole('link', { name: /Wer noch\?/ }).click();
    await page.waitForLoadState();
    assert.match(await page.locator('h1').innerText(), /Wer könnte Anfrage Nr\. \d+ übernehmen\?/);
    assert.match(await page.locator('main').innerText(), /Warum diese Person\?/);
    await inspect(page, 'office-plan-seat');
  });
}

test('After the first plan was sent the office reads whom to win', async (t) => {
  const page = await open(t, app, { device: 'phone' });
  await signIn(page);
  await page.goto(plan);
  await publish(page);
  await page.goto('/office/plan/recruiting');
  assert.ok(await page.locator('.pg-advice__item').count() > 0, 'somebody to win');
  assert.doesNotMatch(await page.locator('main').innerText(), /Noch wurde kein Plan verschickt/);
  await inspect(page, 'office-recruiting');
});
