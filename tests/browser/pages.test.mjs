// Every page in every state somebody can meet it in: accessible, complete, German, on a desktop, on a phone, in the dark.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventfulCity } from './city.mjs';
import { assertAccessible, assertFits, inspect, keepOpen, screenshot, serve } from './support.mjs';
import { SHORT_PLANS, fillRequest, plainDay } from './steps.mjs';

const app = serve({ env: SHORT_PLANS });
let city;

test('A city in which everything has happened once', async (t) => {
  city = await eventfulCity(t, app);
});

const devices = ['desktop', 'phone'].map((device) => keepOpen(app, { device }));

/**
 * A test of one page: `path` or how to `go` there, the status it answers with, whether the office is signed in, a
 * pattern for its heading, and for long pages the part that is looked at (in the light only).
 */
function seen(name, sentence, { path, go, status = 200, office = true, h1 = /\S/, within }) {
  const look = async (t, device) => {
    const page = await device(t, { allow: status === 200 ? undefined : new RegExp(`status of ${status}`), cookies: office ? city.cookies : [] });
    if (path) {
      const target = typeof path === 'string' ? path : path(city.pages, city);
      assert.ok(target, 'the city has such a page');
      assert.equal((await page.goto(target)).status(), status);
    } else {
      const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() === status);
      await Promise.all([answered, go(page, city)]);
      await page.waitForLoadState();
    }
    assert.match(await page.locator('h1').innerText(), h1);
    await complete(page);
    await inspect(page, name, { dark: !within, within });
  };
  test(sentence, (t) => Promise.all(devices.map((device) => look(t, device))));
}

/** What every page has, and what no page may show. */
async function complete(page) {
  assert.equal(await page.locator('h1').count(), 1, 'one main heading');
  assert.equal(await page.getAttribute('html', 'lang'), 'de');
  assert.match(await page.title(), /\S.* – Ehrenamtskoordination/);
  assert.equal(await page.locator('footer a[href="/barrierefreiheit"]').count(), 1, 'the way to report barriers');
  assert.equal(await page.locator('footer a[href^="tel:"]').count(), 1, 'the telephone of the office');
  // Addresses are spelled without umlauts, and the demo's password is any letters.
  const text = (await page.locator('body').innerText()).replaceAll(/\S+@\S+|\S+-demo\b/g, '@');
  assert.doesNotMatch(text, /[{}\u2068\u2069\ufffd]|\b(undefined|null|none|NaN|true|false)\b|Error/, 'a hole in a template');
  assert.doesNotMatch(text, /\b(fuer|ueber|koenn|moecht|waehl|pruef|zurueck|bestaetig|Uebersicht|Aender|Schueler)/i, 'an umlaut in two letters');
  assert.doesNotMatch(text, /\bkrank/i, 'no page speaks of illness');
  const keys = text.match(/(?<![\w.@/-])[a-z]+(?:[-_][a-z]+)+(?![\w.@/-])/g)?.filter((word) => !/^(ehrenamt|koordination)/.test(word));
  assert.deepEqual(keys ?? [], [], 'the name of a message in place of its text');
}

const word = 'gibt-es-nicht';
/** What differs between a draft and other plans. */
const top = 'main > :not(section)';
const wrongMark = (page) => page.locator('main input[name=mark]').first().evaluate((input) => { input.value = 'AAAA'; });

seen('start', 'The first page', { path: '/', office: false });
seen('login', 'The login', { path: '/login', office: false });
seen('login-required', 'The login in place of a page of the office', { path: '/office', status: 401, office: false, h1: /Anmelden/ });
seen('login-ended', 'The login after signing out', { path: '/login?ended', office: false });
seen('login-wrong', 'The login after a wrong password', {
  office: false, status: 401,
  go: async (page) => {
    await page.goto('/login');
    await page.getByLabel('E-Mail-Adresse', { exact: true }).fill('niemand@example.org');
    await page.getByLabel('Passwort').fill('falsch');
    await page.getByRole('button', { name: 'Anmelden' }).click();
  },
});
seen('welcome', 'The first password', { path: (pages) => pages.welcome, office: false, h1: /Jörg Neumann/ });
seen('welcome-faults', 'A first password that is too short', {
  office: false, status: 422,
  go: async (page) => {
    await page.goto(city.pages.welcome);
    await page.getByLabel('Passwort', { exact: true }).fill('kurz');
    await page.getByLabel('Passwort noch einmal').fill('kurz');
    await page.getByRole('button', { name: 'Passwort speichern' }).click();
  },
});
seen('welcome-gone', 'A link for the first password that is used up or forged', { path: '/welcome/AAAA', status: 404, office: false });
seen('imprint', 'The imprint', { path: '/impressum', office: false });
seen('privacy', 'The privacy notice', { path: '/datenschutz', office: false });
seen('accessibility', 'The accessibility statement', { path: '/barrierefreiheit', office: false });
seen('error-404', 'A page that does not exist', { path: `/${word}`, status: 404, office: false });
seen('error-405', 'An address that cannot be opened that way', { path: '/logout', status: 405, office: false });
seen('error-403', 'A form that was open for too long', {
  status: 403,
  go: async (page) => {
    await page.goto('/office/plan');
    await wrongMark(page);
    await page.getByRole('button', { name: 'Vorschlag berechnen' }).click();
  },
});
seen('link-gone-school', 'A school link that is forged', { path: `/s/${word}`, status: 404, office: false, h1: /Dieser Link gilt nicht mehr/ });
seen('link-gone-offer', 'A volunteer link that is forged', { path: `/e/${word}`, status: 404, office: false, h1: /Dieser Link gilt nicht mehr/ });

seen('office-overview', 'The overview with tasks', { path: '/office' });
seen('office-requests', 'The list of requests', { path: '/office/requests' });
seen('office-requests-empty', 'The list of requests when the search finds none', { path: `/office/requests?q=${word}` });
for (const state of ['submitted', 'searching', 'confirmed', 'substituting', 'unfilled', 'cancelled']) {
  seen(`office-request-${state}`, `A request that is ${state}, in the office`, { path: (pages) => pages[`request_${state}`] });
}
seen('office-request-gone', 'A request that does not exist', { path: '/office/requests/999999', status: 404 });
seen('office-request-cancel', 'Calling off for a school', { path: (pages) => pages.officeCancel });
seen('office-people', 'The list of volunteers', { path: '/office/people' });
seen('office-people-empty', 'The list of volunteers when the search finds none', { path: `/office/people?q=${word}` });
seen('office-person', 'A volunteer', { path: (pages) => pages.person });
seen('office-planning', 'Choosing weeks', { path: '/office/plan' });
seen('office-planning-fault', 'Choosing no week at all', {
  status: 422,
  go: async (page) => {
    await page.goto('/office/plan');
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    await page.getByRole('button', { name: 'Vorschlag berechnen' }).click();
  },
});
seen('office-plan-draft', 'A draft with its reasons unfolded', {
  go: async (page) => {
    await page.goto(city.pages.planDraft);
    await page.locator('details').evaluateAll((all) => all.slice(0, 12).forEach((one) => { one.open = true; }));
  },
  within: 'main > :not(section), main > section:nth-of-type(-n+2)',
});
seen('office-plan-published', 'A plan that was sent out', { path: (pages) => pages.planPublished, within: top });
seen('office-plan-discarded', 'A draft that was thrown away', { path: (pages) => pages.planDiscarded });
seen('office-plan-superseded', 'A draft for which there is a newer one', { path: (pages) => pages.planSuperseded });
seen('office-publish', 'Sending out, before it happens', { path: (pages) => `${pages.planDraft}/publish` });
seen('office-publish-stale', 'Sending out a draft that is out of date', { path: (pages) => `${pages.planStale}/publish` });
seen('office-outbox', 'The mails of the office', { path: '/office/outbox' });
seen('office-outbox-empty', 'The mails that failed, when there are none', { path: '/office/outbox?state=failed' });

seen('school-list', 'The requests of a school', { path: (pages, { school }) => school, office: false });
seen('school-new', 'The form of a school', { path: (pages, { school }) => `${school}/new`, office: false });
seen('school-new-faults', 'The form of a school with everything wrong', {
  office: false, status: 422,
  go: async (page, { school }) => {
    await page.goto(`${school}/new`);
    await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await fillRequest(page, { date: plainDay(3), rules: false, room: 'Raum '.repeat(22).trim(), note: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen' });
    await page.locator('#language').fill('');
    for (const id of ['occasion', 'duration_1']) await page.locator(`#${id}`).selectOption('');
    await page.locator('#date_2').fill('2020-02-01');
    await page.locator('#start_2').fill('05:00');
    await page.locator('#headcount').fill('500');
    await page.getByRole('button', { name: 'Anfrage absenden' }).click();
  },
});
for (const state of ['Submitted', 'Searching', 'Confirmed', 'Substituting', 'Cancelled']) {
  seen(`school-request-${state.toLowerCase()}`, `A request that is ${state.toLowerCase()}, at its school`, { path: (pages) => pages[`school${state}`], office: false });
}
seen('school-cancel', 'Calling off as a school', { path: (pages) => pages.schoolCancel, office: false });

seen('offer-open', 'The page on which a volunteer answers', { path: (pages) => pages.offerOpen, office: false, h1: /können Sie helfen\?$/ });
seen('offer-declined', 'That page after a no', { path: (pages) => pages.offerDeclined, office: false, h1: /abgesagt/ });
seen('offer-call', 'That page after the wish to be called', { path: (pages) => pages.offerCall, office: false, h1: /rufen Sie an/ });
seen('offer-accepted', 'That page after a yes', { path: (pages) => pages.offerAccepted, office: false, h1: /Danke/ });
seen('offer-cancel', 'Giving an assignment back', { path: (pages) => pages.offerCancel, office: false });
seen('offer-given-back', 'That page after giving it back', { path: (pages) => pages.offerGivenBack, office: false });
seen('offer-cancelled', 'That page when the school has called off', { path: (pages) => pages.offerCancelled, office: false });

seen('demo-mailbox', 'The mailbox of the demo', { path: '/demo/mail', office: false });
seen('demo-mailbox-empty', 'The mailbox of the demo for somebody without mail', { path: '/demo/mail?to=niemand@example.org', office: false });
seen('demo-mail', 'A mail in the mailbox of the demo', { path: (pages, { mails }) => mails[0], office: false });
seen('start-offer', 'The first page with an offer to answer', { path: '/', office: false });

test('Every kind of mail is readable as a page of its own', async (t) => {
  assert.ok(city.mails.length >= 5, `there are ${city.mails.length} kinds of mail`);
  for (const [at, path] of city.mails.entries()) {
    const page = await devices[at % 2](t);
    // The mail programs' rule, no script at all, would stop axe-core as well.
    const answer = await page.request.get(`${path}/html`);
    await page.goto('about:blank');
    await page.setContent(await answer.text());
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    await assertFits(page);
    await assertAccessible(page, { rules: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    await screenshot(page, `mail-${at + 1}`);
  }
});
