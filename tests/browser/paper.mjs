// SPDX-License-Identifier: AGPL-3.0-or-later
// What is printed: the document alone, black on white also from the dark theme, as wide as the sheet, nothing cut, sealed names sealed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { show } from './browser.mjs';
import { check } from './report.mjs';

const sheet = { width: 658, height: 986 }; // A4 without its margins, in CSS pixels

/** What would be wrong on paper with the page as it stands. */
function faults() {
  const found = [];
  const grey = (colour) => {
    const [r, g, b, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return 255 - alpha * (255 - (0.2126 * r + 0.7152 * g + 0.0722 * b)); // as it looks on white
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  for (const [name, what] of [
    ['the rail', 'nav'],
    ['the top bar', 'header'],
    ['a button', '.mantine-Button-root, .mantine-ActionIcon-root'],
    ['the skip link', '.skip'],
  ]) {
    if ([...document.querySelectorAll(what)].some(seen)) found.push(`${name} is printed`);
  }
  const walker = document.createTreeWalker(document.getElementById('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (text === '' || !seen(element) || element.closest('.unseen')) continue;
    const style = getComputedStyle(element);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    if (grey(ink) > 120) found.push(`pale on paper: ${text.slice(0, 40)} (${ink})`);
    for (let at = element.closest('svg')?.parentElement ?? element; at && at.id !== 'main'; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX !== 'visible' && at.scrollWidth > at.clientWidth + 1) found.push(`cut off: ${text.slice(0, 40)}`);
      if (overflowY !== 'visible' && at.scrollHeight > at.clientHeight + 1) found.push(`cut off below: ${text.slice(0, 40)}`);
      if (grey(getComputedStyle(at).backgroundColor) < 200 && at.contains(element)) found.push(`dark behind: ${text.slice(0, 40)}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`${document.documentElement.scrollWidth} px wide`);
  return [...new Set(found)].slice(0, 8);
}

export async function printed({ page, out, person, reading, recommendation }) {
  const pages = {
    reading: `/${reading}`,
    record: `/${person}`,
    recommendation: `/${recommendation}`,
    'follow-up': '/#/follow-up',
    state: '/#/states/KGZ',
    list: '/#/records/Recommendation',
  };
  const wrong = [];
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const [name, address] of Object.entries(pages)) {
    await show(page, address);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(sheet);
    const text = await page.locator('#main').innerText();
    check(text.includes('Printed by Aigul Testova'), `${name}: who printed it is not said`);
    check(!text.includes('Ортовский'), `${name}: a sealed name is printed`);
    wrong.push(...(await page.evaluate(faults)).map((one) => `${name}: ${one}`));
    writeFileSync(join(out, `paper-${name}.pdf`), await page.pdf({ format: 'A4' }));
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1360, height: 860 });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  check(wrong.length === 0, wrong.join('\n'));
}
