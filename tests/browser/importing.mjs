// Taking an office's files in, as somebody at the screen does it.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Brings a file. */
export async function bring(page, kind, name, buffer) {
  await page.goto('/office/import');
  await page.locator('#kind').selectOption(kind);
  await page.locator('#file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: 'Datei ansehen' }).click();
  await page.waitForURL('**/office/import/file/*');
}

/** Waits until the page of a file is in this state; it loads itself again, this is faster. */
export async function until(page, state) {
  for (const deadline = Date.now() + 60_000; !(await page.locator('.kern-badge').filter({ hasText: state }).count()); await sleep(200)) {
    assert.ok(Date.now() < deadline, `the file is not ${state}`);
    await page.reload();
  }
}

/** Takes in what the check shows and returns the counts of the result. */
export async function takeIn(page) {
  await page.getByRole('button', { name: /einlesen$|^Einlesen$/ }).click();
  await until(page, /^Eingelesen$/);
  return await tally(page);
}

/** "3 neu, 1 geändert" as an object. */
export async function tally(page) {
  const tiles = await page.locator('.pg-tile').allInnerTexts();
  return Object.fromEntries(tiles.map((tile) => tile.trim().split(/\s+(.*)/s)).map(([number, word]) => [word.trim(), Number(number)]));
}
