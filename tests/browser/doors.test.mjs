// The front doors: a volunteer's own pages on a phone without scripts, joining, the school's desk, accounts of the office.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, open, serve } from './support.mjs';
import { SHORT_PLANS, entrances, fillRequest, openMail, plainDay, signIn, submitRequest } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });

/** The address of some volunteer's own page, as the office hands it out. */
async function ownPage(page) {
  await signIn(page);
  await page.goto('/office/people');
  await page.locator('main tbody a[href^="/office/people/"]').first().click();
  await page.getByText('Persönliche Seite').click();
  return new URL(await page.locator('[data-own-link]').innerText()).pathname;
}

test('A volunteer looks after everything alone, on a phone, without scripts', async (t) => {
  const office = await open(t, app, {});
  const own = await ownPage(office);
  const page = await open(t, app, { device: 'phone', javaScript: false });
  await page.goto(own);
  await page.getByText('Gerade warten keine Anfragen').waitFor();
  await page.getByRole('link', { name: 'Zeiten' }).click();
  const slot = page.locator('input[name=slot][value="6-10"]');
  await slot.setChecked(!(await slot.isChecked()));
  const ticked = await slot.isChecked();
  await page.getByRole('button', { name: 'Speichern' }).first().click();
  await page.getByText('Ihre Zeiten sind gespeichert.').waitFor();
  assert.equal(await page.locator('input[name=slot][value="6-10"]').isChecked(), ticked);
  await page.getByLabel('Erster Tag').fill(plainDay(3));
  await page.getByRole('button', { name: 'Abwesenheit eintragen' }).click();
  await page.getByText('In dieser Zeit fragen wir Sie nicht.').waitFor();
  await page.getByRole('button', { name: /^Löschen/ }).last().click();
  await page.getByText('Die Abwesenheit ist gelöscht.').waitFor();
  await page.getByRole('link', { name: 'Pause machen' }).click();
  await page.getByRole('button', { name: 'Pause ohne Ende-Datum' }).click();
  await page.getByText('Gute Erholung!').waitFor();
  await page.getByRole('button', { name: 'Ich bin wieder da' }).click();
  await page.getByText('Schön, dass Sie wieder da sind!').waitFor();
  await page.getByRole('link', { name: 'Was ich mache' }).click();
  await page.getByLabel('Höchstens Stunden in der Woche').fill('5');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Ab jetzt planen wir so.').waitFor();
  await page.getByRole('link', { name: 'Über mich' }).click();
  const file = await page.request.get(`${own}/about.json`);
  assert.ok(Object.keys(await file.json()).includes('person'));
  await page.goto(own);
  await page.getByText('Mein Link').click();
  await page.getByRole('button', { name: 'Neuen Link erzeugen' }).click();
  await page.getByText('Das ist Ihr neuer Link.').waitFor();
  assert.equal((await page.request.get(own)).status(), 404, 'the old link is dead');
});

for (const device of ['desktop', 'phone']) {
  test(`A volunteer's own pages are accessible and fit, ${device}`, async (t) => {
    const office = await open(t, app, {});
    const own = await ownPage(office);
    const page = await open(t, app, { device });
    for (const part of ['', '/times', '/pause', '/limits', '/done', '/about', '/leave']) {
      assert.equal((await page.goto(`${own}${part}`)).status(), 200);
      await inspect(page, `own${part.replace('/', '-')}`, { dark: true });
      assert.ok((await page.content()).length < 100_000, `${part} is small`);
    }
    await page.goto('/mitmachen');
    await inspect(page, 'join', { dark: true });
    await page.getByLabel('Name').fill('Noor Haddad');
    await page.getByLabel('E-Mail-Adresse', { exact: true }).fill('noor@example.org');
    await page.getByLabel('Welche Sprachen sprechen Sie?').fill('Arabisch, Kurdisch');
    await page.getByRole('button', { name: 'Absenden' }).click();
    await page.getByRole('heading', { name: 'Danke! Wir melden uns.' }).waitFor();
    await inspect(page, 'joined');
  });

  test(`The office's accounts and those who would like to join, ${device}`, async (t) => {
    const page = await open(t, app, { device });
    await signIn(page);
    for (const [name, path] of [['accounts', '/office/accounts'], ['account-new', '/office/accounts/new'], ['account', '/account'], ['factor', '/account/factor'], ['joining', '/office/joining']]) {
      await page.goto(path);
      await inspect(page, name, { dark: true });
    }
    await page.goto('/account/factor');
    await page.getByRole('button', { name: 'Zweite Sicherung einrichten' }).click();
    await page.locator('.pg-qr svg').waitFor();
    await inspect(page, 'factor-setup', { dark: true });
    await page.goto('/office/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('Jens Neu');
    await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(`jens.${device}@example.org`);
    await page.locator('#role_1').selectOption('coordinator');
    await page.getByRole('button', { name: 'Einladung erstellen' }).click();
    await page.getByRole('heading', { name: 'Link für Jens Neu' }).waitFor();
    await inspect(page, 'account-invited');
    await page.getByRole('link', { name: 'Weiter zum Konto' }).click();
    await inspect(page, 'account-of-another', { dark: true });
  });

  test(`A school asks again, keeps a form for later, and changes its contact, ${device}`, async (t) => {
    const page = await open(t, app, { device });
    const { school } = await entrances(page);
    await page.goto(`${school}/new`);
    await fillRequest(page, { date: plainDay(4), room: 'Raum 12' });
    await page.getByRole('button', { name: 'Kann das klappen?' }).click();
    await page.getByText(/Dafür haben wir wahrscheinlich jemanden|wahrscheinlich niemand frei/).first().waitFor();
    await inspect(page, 'school-chances');
    await page.getByRole('button', { name: 'Für später aufheben' }).click();
    await page.getByText('noch 7 Tage lang').waitFor();
    await inspect(page, 'school-drafts', { dark: true });
    await page.getByRole('link', { name: /^Formular von/ }).first().click();
    assert.equal(await page.locator('#room').inputValue(), 'Raum 12');
    await page.locator('#rules_accepted').check();
    const asked = await submitRequest(page);
    await inspect(page, 'school-request-new');
    await page.goto(school);
    assert.equal(await page.getByRole('link', { name: /^Formular von/ }).count(), 0, 'what was sent is no draft');
    await page.goto(asked);
    await page.getByRole('link', { name: 'Verschieben oder ändern' }).click();
    await page.getByText('ersetzt diese Anfrage').waitFor();
    await fillRequest(page, { date: plainDay(4), start: '13:00', room: 'Raum 12' });
    const moved = await submitRequest(page);
    assert.notEqual(moved, asked);
    await page.goto(asked);
    await page.getByText('Dieser Termin findet nicht statt.').waitFor();
    await page.goto(`${school}/contact`);
    await inspect(page, 'school-contact', { dark: true });
    await page.getByLabel('Name').fill('Frau Neu');
    await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(`neu.${device}@example.org`);
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('E-Mails gehen ab jetzt an die neue Ansprechperson.').waitFor();
  });
}

for (const device of ['desktop', 'phone']) {
  test(`A school signs in with a link by mail and stays signed in, without scripts, ${device}`, async (t) => {
    const office = await open(t, app, {});
    await signIn(office);
    await office.goto('/office/organisations');
    const contact = (await office.locator('main tbody a[href^="mailto:"]').first().innerText()).trim();

    const page = await open(t, app, { device, javaScript: false, allow: /status of 410/ });
    const looked = await open(t, app, { device });
    await page.goto('/');
    await page.getByRole('link', { name: 'Link zum Anmelden anfordern' }).first().click();
    await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(contact);
    await page.getByRole('button', { name: 'Link schicken' }).click();
    await page.getByRole('heading', { name: 'Schauen Sie in Ihr Postfach' }).waitFor();
    await inspect(page, 'link-sent');
    await openMail(page, contact, 'Ihr Link zum Anmelden');
    const link = await page.locator('.pg-mail a[href^="/anmelden/"]').first().getAttribute('href');
    const code = (await page.locator('.pg-mail').innerText()).match(/^\s*(\d{6})\s*$/m)[1];

    // Another browser needs the code; opening the link uses nothing up.
    for (const path of ['/anmelden', link]) {
      await looked.goto(path);
      await inspect(looked, path === link ? 'link-elsewhere' : 'link-ask', { dark: true });
    }
    await looked.getByLabel('Code').waitFor();

    await page.goto(link);
    await inspect(page, 'link-here');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByRole('link', { name: 'Neue Anfrage' }).waitFor();
    assert.match(new URL(page.url()).pathname, /^\/(s\/[0-9a-f-]{36}|mein)$/);
    await page.getByRole('link', { name: 'Meine Seiten und Geräte' }).click();
    await page.getByText('dieses Gerät').waitFor();
    await inspect(page, 'devices');
    assert.equal((await page.goto(link)).status(), 410, 'a link works once');
    await page.goto('/mein');
    await page.getByRole('button', { name: /^Abmelden/ }).first().click();
    await page.getByText('Sie sind abgemeldet.').waitFor();

    // The code alone, where the link was asked for.
    await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(contact);
    await page.getByRole('button', { name: 'Link schicken' }).click();
    await page.getByRole('heading', { name: 'Schauen Sie in Ihr Postfach' }).waitFor();
    assert.ok(code.length === 6);
  });

  test(`A school keeps its own places, ${device}`, async (t) => {
    const page = await open(t, app, { device });
    const { school } = await entrances(page);
    await page.goto(school);
    await page.getByRole('link', { name: 'Unsere Orte' }).click();
    await inspect(page, 'school-places', { dark: true });
    await page.getByRole('link', { name: 'Ort hinzufügen' }).click();
    await page.getByLabel('Name des Ortes').fill(`Nebenstelle ${device}`);
    await page.getByLabel('Straße und Hausnummer').fill('Am Wald 1');
    await page.getByLabel('Postleitzahl').fill('59063');
    await page.getByLabel('Ort', { exact: true }).fill('Hamm');
    await page.locator('#district').selectOption({ index: 1 });
    await inspect(page, 'school-place', { dark: true });
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Der Ort ist gespeichert.').waitFor();
    await page.getByText(`Nebenstelle ${device}`).first().waitFor();
  });

  test(`Easy language and the style page, ${device}`, async (t) => {
    const page = await open(t, app, { device });
    await page.goto('/leichte-sprache');
    await inspect(page, 'easy', { dark: true });
    await page.getByRole('link', { name: 'Gebärdensprache' }).first().click();
    await inspect(page, 'signing', { dark: true });
    await signIn(page);
    await page.goto('/stil');
    await inspect(page, 'style', { dark: true });
  });

  test(`A school sees beside each time whether it can be served, without a button, ${device}`, async (t) => {
    const page = await open(t, app, { device, allow: /status of 422/ });
    const { school } = await entrances(page);
    await page.goto(`${school}/new`);
    await fillRequest(page, { date: plainDay(4) });
    await page.locator('[data-chance="1"] .pg-notice').waitFor();
    await page.getByLabel('Beginn', { exact: true }).fill('04:00');
    await page.getByLabel('Beginn', { exact: true }).blur();
    await page.getByText('wahrscheinlich niemand frei').first().waitFor();
    await page.getByLabel('Welche Sprache spricht die Familie zu Hause?').fill('Kurdisch');
    await page.getByRole('button', { name: 'Anfrage absenden' }).click();
    await page.getByText('Das kann mehreres heißen').first().waitFor();
    await inspect(page, 'school-language-unclear');
  });
}
