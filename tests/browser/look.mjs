// SPDX-License-Identifier: AGPL-3.0-or-later
// Every screen in both themes and both languages: a picture of each for people to look at, and axe-core on each.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axePath } from './browser.mjs';

const axe = readFileSync(axePath, 'utf8');

/** What axe-core calls serious or critical on this page, in this state. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Runtime.evaluate', { expression: axe }); // over the protocol: the page's own policy forbids strange scripts
  }
  const found = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.violations
    .filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? one.help})`).join('; ')}`); // prettier-ignore
}

/** Waits until nothing moves but what moves for ever, like a turning wheel. */
async function fadesEnd(page) {
  await page.waitForTimeout(250); // a fade may be about to begin
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
}

export class Pictures {
  constructor(folder, report) {
    this.folder = folder;
    this.report = report;
    this.problems = [];
    this.count = 0;
    mkdirSync(folder, { recursive: true });
  }

  async take(name, page) {
    await fadesEnd(page);
    await page.screenshot({ path: join(this.folder, `${name}.png`) });
    this.count++;
    let found = await violations(page);
    // A message that fades away while axe looks has no contrast for a moment: what counts is what is still there afterwards.
    for (let turn = 0; turn < 2 && found.length > 0; turn++) {
      await fadesEnd(page);
      const still = await violations(page);
      found = found.filter((one) => still.includes(one));
    }
    for (const one of found) this.problems.push(`${name}: ${one}`);
  }
}

const settle = async (page) => {
  await page.locator('h1, h2').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('#main [aria-busy="true"]').length === 0, undefined, { timeout: 10_000 }).catch(() => undefined); // prettier-ignore
  await page.waitForTimeout(200);
};

/** All screens that have an address, as the signed-in visitor sees them, once for each pair of language and theme. */
export async function everyScreen(page, pictures, addresses, pairs) {
  for (const [language, theme] of pairs) {
    await page.evaluate((code) => localStorage.setItem('guvoh.language', code), language);
    await page.emulateMedia({ colorScheme: theme });
    for (const [name, address] of Object.entries(addresses)) {
      await page.goto(address);
      await page.reload();
      await settle(page);
      await pictures.take(`${name}-${language}-${theme}`, page);
    }
  }
  await page.evaluate(() => localStorage.removeItem('guvoh.language'));
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Nothing may be wider than the window: a phone, and a desk at 200 %. */
export async function narrow(page, pictures, addresses) {
  const wide = [];
  for (const [width, height] of [
    [360, 740],
    [680, 430],
  ]) {
    await page.setViewportSize({ width, height });
    for (const [name, address] of Object.entries(addresses)) {
      await page.goto(address);
      await settle(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 1) wide.push(`${name} at ${width} px: ${over} px too wide`);
      if (width === 360) await pictures.take(`phone-${name}`, page);
    }
  }
  await page.setViewportSize({ width: 1360, height: 860 });
  return wide;
}
