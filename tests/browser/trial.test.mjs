// A new office tries the program out: nothing leaves before it starts the real operation, and the first mail is a welcome.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { inspect, keepOpen, program, serve } from './support.mjs';

const app = serve({
  command: ['serve'],
  env: ({ url, folder }) => ({
    PASSGENAU_LISTEN: url.replace('http://', ''),
    PASSGENAU_BASE_URL: url,
    PASSGENAU_DATABASE_URL: `sqlite:${folder}/office.sqlite3`,
    PASSGENAU_DATA_DIR: folder,
    PASSGENAU_SECOND_FACTOR: 'nobody',
    PASSGENAU_SECRET_KEY: '0123456789abcdef0123456789abcdef',
    PASSGENAU_MAIL_DOMAIN: 'ehrenamt.example.org',
    PASSGENAU_OFFICE_NAME: 'Ehrenamtskoordination Teststadt',
    PASSGENAU_OFFICE_PHONE: '02381 555-0100',
  }),
});
const desktop = keepOpen(app, { device: 'desktop' });
const phone = keepOpen(app, { device: 'phone' });
let cookies = [];

const mails = () => {
  const folder = `${app.folder}/mail`;
  return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'latin1')) : [];
};

test('The first administrator sets a password and is told that this is a trial', async (t) => {
  const page = await desktop(t);
  const said = execFileSync(program, ['user', 'add', 'ina@example.org', '--name', 'Ina Leitung'], {
    cwd: app.folder, env: { ...process.env, ...app.env }, stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
  await page.goto(new URL(said.match(/http\S+/)[0]).pathname);
  for (const field of await page.locator('input[type="password"]').all()) await field.fill('ein langer Satz mit Umlaut ü');
  await page.locator('form').last().getByRole('button').first().click();
  await page.goto('/office');
  cookies = await page.context().cookies();
  await page.goto('/office/mailing');
  await page.getByText('Probebetrieb').first().waitFor();
});

test('Two volunteers are entered and hear nothing', async (t) => {
  const page = await desktop(t, { cookies });
  await page.goto('/office/data/district/new');
  await page.locator('#code').fill('MI');
  await page.locator('#name').fill('Mitte');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Angelegt.').waitFor();
  for (const name of ['Amal', 'Jürgen']) {
    await page.goto('/office/people/new');
    await page.locator('#first_name').fill(name);
    await page.locator('#last_name').fill('Probe');
    await page.locator('#email').fill(`${name === 'Amal' ? 'amal' : 'juergen'}@example.org`);
    await page.locator('#district').selectOption({ label: 'Mitte' });
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Angelegt.').waitFor();
  }
  assert.equal(mails().length, 0);
});

test('Starting the real operation says who will be written to, and greets everybody once', async (t) => {
  for (const one of [desktop, phone]) {
    const page = await one(t, { cookies, allow: /status of 422/ });
    await page.goto('/office/mailing');
    await inspect(page, 'mailing-trial');
  }
  const page = await desktop(t, { cookies, allow: /status of 422/ });
  await page.goto('/office/mailing');
  assert.match(await page.locator('main').innerText(), /2 Personen/);
  await page.getByRole('button', { name: /Echtbetrieb starten/ }).click();
  await page.locator('#faults').waitFor();
  await page.locator('#people_told').check();
  await page.getByRole('button', { name: /Echtbetrieb starten/ }).click();
  await page.locator('.kern-alert--success').first().waitFor();
  await inspect(page, 'mailing-real');
  for (const deadline = Date.now() + 30_000; mails().length < 2; await page.waitForTimeout(250)) {
    assert.ok(Date.now() < deadline, `${mails().length} mails`);
  }
  await page.waitForTimeout(6000);
  assert.deepEqual(mails().map((mail) => mail.match(/^To:[^]*?(\w+@example\.org)/m)[1]).sort(), ['amal@example.org', 'juergen@example.org']);
});

test('The welcome leads to "Stimmt das so?"', async (t) => {
  const mail = mails().find((text) => text.includes('amal@example.org'));
  const plain = mail.replaceAll('=\r\n', '').replaceAll('=\n', '');
  const path = new URL(plain.match(/http:\/\/127\.0\.0\.1:\d+\/v\/[\w-]+\/mails/)[0]).pathname;
  for (const one of [desktop, phone]) {
    const page = await one(t);
    await page.goto(path);
    await inspect(page, 'welcome-right');
  }
  const page = await phone(t);
  await page.goto(path);
  await page.getByRole('button', { name: /stimmt/i }).first().click();
  await page.locator('.kern-alert--success').waitFor();
});
