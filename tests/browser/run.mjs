// Runs the browser tests one file after the other: run.mjs [PART OF A FILE NAME...]
// and ends with the line "N passed, N failed". A run without any test has failed.

import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { findBrowser } from './support.mjs';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => `${here}/${name}`);

console.log(`test: ${files.length} files of browser tests with ${findBrowser()}`);

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
