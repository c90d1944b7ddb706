// SPDX-License-Identifier: AGPL-3.0-or-later
// Right to left: no catalogue needs it yet, but the frame turns round when one comes, and texts in such scripts read so already.
import { show } from './browser.mjs';
import { check } from './report.mjs';

const text = 'گزارش بازدید از زندان شماره ۳\nسه نفر از بدرفتاری سخن گفتند.\n';
const file = { name: 'گزارش.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };

export async function persianReadsRightToLeft({ page, shots }) {
  await page.goto('/#/library');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Add documents' }).first().click(),
  ]);
  await chooser.setFiles([file]);
  const tray = page.getByRole('region', { name: 'Files on their way in' });
  await tray.getByRole('link', { name: file.name }).waitFor(); // a link once it is added
  await tray.getByRole('button', { name: 'Close' }).click();
  await tray.waitFor({ state: 'detached' });
  await page.goto(`/#/library?q=${encodeURIComponent('بازدید')}`);
  await page.getByRole('article').getByRole('link').first().click();
  const pane = page.getByRole('article', { name: 'As it reads' });
  await pane.getByText('بازدید').waitFor();
  const sides = await pane.evaluate((root) => {
    const word = root.querySelector('[data-at]').getClientRects()[0];
    const box = root.getBoundingClientRect();
    return { direction: getComputedStyle(root).direction, first: box.right - word.right, last: word.left - box.left };
  });
  check(sides.direction === 'rtl', 'a Persian text does not run from right to left');
  check(sides.first < sides.last, 'a Persian text does not begin at the right');
  check((await page.evaluate(() => document.documentElement.dir)) === 'ltr', 'the interface turned round with the text');
  await shots?.('persian', page);
}

/** What sticks out of the window, what stands on the wrong side, and what lies over something else. */
function faults() {
  const found = [];
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 1) found.push(`${over} px too wide`);
  const middle = (element) => {
    const box = element?.getBoundingClientRect();
    return box && box.width > 0 ? (box.left + box.right) / 2 : undefined;
  };
  const rail = middle(document.querySelector('nav'));
  if (rail !== undefined && innerWidth > 800 && rail < innerWidth / 2) found.push('the rail stands on the left');
  const main = document.getElementById('main').getBoundingClientRect();
  const heading = document.querySelector('h1 > bdi')?.getBoundingClientRect();
  if (heading && main.right - heading.right > heading.left - main.left + 1) found.push('the heading stands on the left');
  const buttons = [...document.querySelectorAll('#main button, #main a.mantine-Button-root, header button')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[role="grid"], .unseen, .skip, .mantine-Input-section'))
    .map((one) => [one, one.getBoundingClientRect()]);
  for (const [one, a] of buttons) {
    for (const [other, b] of buttons) {
      if (one === other || one.contains(other) || other.contains(one)) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && tall > 2) found.push(`${one.textContent || one.ariaLabel} lies over ${other.textContent || other.ariaLabel}`);
    }
  }
  return [...new Set(found)];
}

export async function turnedRound({ page, shots, person, reading, recommendation }) {
  const screens = {
    home: '/#/',
    search: '/#/library?q=bruises',
    reading: `/${reading}`,
    form: '/#/records/Person/new',
    record: `/${person}`,
    recommendation: `/${recommendation}`,
    list: '/#/records/Recommendation',
    state: '/#/states/KGZ',
  };
  const wrong = [];
  for (const [width, height] of [
    [1360, 860],
    [360, 740],
  ]) {
    await page.setViewportSize({ width, height });
    await page.reload();
    for (const [name, address] of Object.entries(screens)) {
      await show(page, address);
      await page.evaluate(() => void (document.documentElement.dir = 'rtl'));
      wrong.push(...(await page.evaluate(faults)).map((one) => `${name} at ${width} px: ${one}`));
      if (['reading', 'list', 'recommendation'].includes(name)) await shots?.(`mirrored-${width}-${name}`, page);
    }
  }
  await page.setViewportSize({ width: 1360, height: 860 });
  await page.evaluate(() => void (document.documentElement.dir = 'ltr'));
  check(wrong.length === 0, wrong.join('\n'));
}
