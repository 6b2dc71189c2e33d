// Does the program come up, and does its first page stand on its own feet?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, open, serve } from './support.mjs';

const app = serve();

test('The program says that it is well', async () => {
  const answer = await fetch(`${app.url}/healthz`);
  assert.equal(answer.status, 200);
});

for (const device of ['desktop', 'phone']) {
  test(`The first page is German, complete and accessible on a ${device}`, async (t) => {
    const page = await open(t, app, { device });
    const answer = await page.goto('/');
    assert.equal(answer.status(), 200);
    assert.match(await page.getAttribute('html', 'lang'), /^de/);
    assert.equal(await page.locator('h1').count(), 1);
    await inspect(page, 'start');
  });
}

test('The first page works without scripts', async (t) => {
  const page = await open(t, app, { javaScript: false });
  await page.goto('/');
  assert.equal(await page.locator('h1').count(), 1);
  await inspect(page);
});

test('The first page is accessible in the dark theme', async (t) => {
  const page = await open(t, app, { colorScheme: 'dark' });
  await page.goto('/');
  await inspect(page, 'start-dark');
});
