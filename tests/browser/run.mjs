// Runs the browser tests one file after the other: run.mjs [PART OF A FILE NAME...]
// and ends with the line "N passed, N failed". A run without any test has failed.
//
// The program and the tests live on Monday, 11 January 2027 from nine o'clock on: office hours, school weeks ahead, and
// the same demo city every time. TEST_NOW=2026-12-21T09:00 is another day, TEST_NOW=real is this very moment.

import { existsSync, readdirSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { findBrowser } from './support.mjs';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  // Pictures are taken only when they are asked for by name.
  .filter((name) => (wanted.length === 0 ? name.endsWith('.test.mjs') : /\.(test|shots)\.mjs$/.test(name) && wanted.some((part) => name.includes(part))))
  .map((name) => `${here}/${name}`);

console.log(`test: ${files.length} files of browser tests with ${findBrowser()}`);

setClock(process.env.TEST_NOW ?? '2027-01-11T09:00');

let passed = 0;
let failed = 0;
const events = run({ files, concurrency: false, timeout: 10 * 60_000 });
// A file is reported as a test of its own as well; only what stands in the files counts.
const count = (one) => (event) => {
  if (event.details?.type !== 'suite' && !files.includes(event.name)) one();
};
events.on('test:pass', count(() => passed++));
events.on('test:fail', (event) => {
  // A file that breaks outside its tests has failed once.
  if (event.details?.type !== 'suite') failed++;
});
events.compose(spec).pipe(process.stdout);
events.on('end', () => {
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  process.on('exit', () => console.log(`${passed} passed, ${failed} failed`));
});

/** Moves the clock of everything started from here on so that now is `moment`, in the time of Berlin; only the browser keeps its own. */
function setClock(moment) {
  if (moment === 'real') return;
  const library = readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `/usr/lib/${name}/faketime/libfaketime.so.1`)
    .find((path) => existsSync(path));
  if (!library) {
    console.error('test: libfaketime is not on this machine; `make test` installs it or says how. TEST_NOW=real does without.');
    process.exit(1);
  }
  const seconds = Math.round((Date.parse(`${moment}:00+01:00`) - Date.now()) / 1000);
  Object.assign(process.env, {
    LD_PRELOAD: library, FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s`,
    DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1',
  });
}
