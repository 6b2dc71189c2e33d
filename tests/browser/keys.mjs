// What somebody does who has keys and no mouse. Every stop of the keyboard must show where it is.

import assert from 'node:assert/strict';

/** Most stops until something must have come. */
const STOPS = 150;

/** What the keyboard is at: its name as it is read out, its kind, whether one sees that it is there. */
async function here(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { name: '', tag: '', seen: true };
    const style = getComputedStyle(at);
    const label = at.labels?.[0]?.textContent ?? '';
    const box = at.getBoundingClientRect();
    const around = [at, at.labels?.[0], at.parentElement].filter(Boolean).map((one) => getComputedStyle(one));
    const marked = around.some((one) => (one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) > 0) || one.boxShadow !== 'none');
    return {
      name: (at.getAttribute('aria-label') ?? (label || at.textContent || at.value || '')).replaceAll(/\s+/g, ' ').trim(),
      tag: at.tagName.toLowerCase(), id: at.id, type: at.type ?? '',
      // The button of a date's calendar is marked by the browser itself, inside the field.
      seen: (marked || ['date', 'time'].includes(at.type)) && box.width > 0 && style.visibility !== 'hidden',
    };
  });
}

/** Presses the tabulator until it is at what is `wanted` (a name, or a function). */
export async function tabTo(page, wanted) {
  const fits = typeof wanted === 'function' ? wanted : ({ name }) => (wanted instanceof RegExp ? wanted.test(name) : name === wanted);
  const passed = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await here(page);
    assert.ok(at.seen, `one does not see that the keyboard is at ${at.tag} ${at.name}`);
    if (fits(at)) return at;
    passed.push(at.name.slice(0, 30));
  }
  throw new Error(`the keyboard does not come to ${wanted}; it came past ${passed.join(' | ')}`);
}

/** The keyboard at a field: types into it, or chooses in a list by typing what it says. */
export async function enter(page, wanted, text) {
  const at = await tabTo(page, wanted);
  await page.keyboard.type(text);
  return at;
}

/** Types a date into the field the keyboard is at, in the order the browser asks for: day or month first. */
export async function enterDate(page, date) {
  const [year, month, day] = date.split('-');
  for (const typed of [`${day}${month}${year}`, `${month}${day}${year}`]) {
    await page.keyboard.type(typed);
    if (await page.evaluate(() => document.activeElement.value) === date) return;
    for (let part = 0; part < 2; part += 1) await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`the field does not take ${date}`);
}

/** Goes on with what is `wanted`: a link or a button. */
export const go = async (page, wanted) => {
  await tabTo(page, wanted);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
};
