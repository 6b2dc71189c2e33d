// Fifty thousand rows through the pages: how long does an office wait, how much memory does the program take, and how
// large do the pages become? Only with SLOW_TESTS=1; prints its figures.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bring } from './importing.mjs';
import { open, serve } from './support.mjs';
import { SHORT_PLANS, signIn } from './steps.mjs';

const ROWS = 50_000;
const skip = process.env.SLOW_TESTS === '1' ? false : 'only with SLOW_TESTS=1';
const app = skip ? null : serve({ env: SHORT_PLANS });

function pool() {
  const rows = ['Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch;Verfügbarkeit;Führungszeugnis am'];
  const languages = ['Türkisch C1', 'Dari B2, Farsi C1', 'Arabisch (levantinisch) Muttersprache'];
  for (let n = 0; n < ROWS; n += 1) {
    // Every hundredth row has a word nobody knows.
    const language = n % 100 === 99 ? 'Klingonisch C1' : languages[n % 3];
    rows.push(`Vorname${n};Nachname${n};p${n}@example.org;0171 ${1_000_000 + n};Mitte;Sprachmittlung;${language};C1;"Mo-Fr 8-13; Do 14-18";01.10.2025`);
  }
  return Buffer.from(`${rows.join('\r\n')}\r\n`);
}

/** The most memory the program of this test has held, in MB. */
function peak() {
  return Number(readFileSync(`/proc/${app.process.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024;
}

test('Fifty thousand rows are looked at and taken in', { skip, timeout: 900_000 }, async (t) => {
  const page = await open(t, app);
  page.setDefaultTimeout(300_000);
  page.setDefaultNavigationTimeout(300_000);
  await signIn(page);
  const figures = [];
  const timed = async (what, step) => {
    const begin = performance.now();
    const value = await step();
    figures.push(`${what} ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    return value;
  };
  const file = pool();
  await timed('upload', () => bring(page, 'people', 'Pool.csv', file));
  const weigh = async (what) => {
    const bytes = Buffer.byteLength(await page.content());
    figures.push(`${what} ${Math.round(bytes / 1024)} kB`);
    assert.ok(bytes < 100_000, `${what} has ${bytes} bytes`);
  };
  await weigh('page of columns');
  await timed('check', async () => {
    await page.getByRole('button', { name: 'Weiter zur Prüfung' }).click();
    await page.getByRole('button', { name: /einlesen$|^Einlesen$/ }).waitFor();
  });
  await weigh('page of the check');
  const again = performance.now();
  await page.reload();
  const second = (performance.now() - again) / 1000;
  figures.push(`check again ${second.toFixed(1)} s`);
  assert.ok(second < 5, 'the file is not read again');
  const seen = new Set();
  await timed('taking in', async () => {
    await page.getByRole('button', { name: /einlesen$|^Einlesen$/ }).click();
    while (!(await page.locator('.kern-badge').filter({ hasText: /^Eingelesen$/ }).count())) {
      seen.add((await page.locator('main').innerText()).match(/\d+ ?%/)?.[0]);
      await sleep(500);
      await page.reload();
    }
  });
  await weigh('page of the result');
  assert.ok(seen.size >= 3, `progress is seen: ${[...seen]}`);
  await timed('list of parked rows', () => page.goto('/office/import/parked'));
  await weigh('page of parked rows');
  await timed('search for one of them', () => page.goto('/office/people?q=Nachname49998'));
  figures.push(`peak ${Math.round(peak())} MB`);
  console.log(`${ROWS} rows, ${Math.round(file.length / 1024)} kB: ${figures.join(', ')}`);
  assert.match(await page.locator('main').innerText(), /Nachname49998/);
});
