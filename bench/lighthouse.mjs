// SPDX-License-Identifier: AGPL-3.0-or-later
// Lighthouse's scores of the screens, as a desktop and as a phone: node bench/lighthouse.mjs --program PATH_OF_GUVOH
//   --runs 3         the median of so many, each with an empty cache; --warm leaves the cache as an earlier visit left it
//   --form phone     only that one (desktop, phone);  --only home,search: only these screens
//   --dist FOLDER    the screens come from there, not from inside the program
// Lighthouse is no part of the product: `npm install lighthouse` somewhere, and name that folder in LIGHTHOUSE. Without it nothing is measured.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, program } from '../tests/browser/browser.mjs';
import { firstRun, signOut, uploadAll } from '../tests/browser/journey.mjs';
import { startGuvoh } from '../tests/browser/server.mjs';

const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const where = process.env.LIGHTHOUSE;
if (!program || !where || !existsSync(join(where, 'node_modules/lighthouse'))) {
  process.stdout.write('SKIPPED: no Chromium, or no Lighthouse in the folder that LIGHTHOUSE names\n');
  process.exit(77);
}
const { default: lighthouse, desktopConfig } = await import(pathToFileURL(createRequire(`${where}/`).resolve('lighthouse')));
const port = 9322;
const folder = mkdtempSync(join(tmpdir(), 'guvoh-lighthouse-'));
const server = await startGuvoh(option('--program'), { dist: option('--dist') });
const context = await launch({ folder, port, origin: server.origin });
const page = await context.newPage();
const cdp = await context.newCDPSession(page);
const categories = ['performance', 'accessibility', 'best-practices'];
const timings = { 'first-contentful-paint': 'first', 'largest-contentful-paint': 'largest', 'total-blocking-time': 'blocked', 'speed-index': 'index' }; // prettier-ignore
const runs = Number(option('--runs') ?? 1);
const forms = option('--form') ? [option('--form')] : ['desktop', 'phone'];
const only = option('--only')?.split(',');
const least = { desktop: 100, phone: 100 };
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function once(path, form) {
  if (!process.argv.includes('--warm')) await cdp.send('Network.clearBrowserCache');
  const flags = { port, output: 'json', logLevel: 'error', onlyCategories: categories, disableStorageReset: true };
  const { lhr } = await lighthouse(`${server.origin}${path}`, flags, form === 'desktop' ? desktopConfig : undefined);
  return {
    scores: categories.map((one) => Math.round(lhr.categories[one].score * 100)),
    times: Object.keys(timings).map((one) => Math.round(lhr.audits[one].numericValue)),
    shift: lhr.audits['cumulative-layout-shift'].numericValue,
    kilobytes: Math.round(lhr.audits['total-byte-weight'].numericValue / 1000),
    lost: categories.flatMap((one) => lhr.categories[one].auditRefs.filter((ref) => ref.weight > 0 && (lhr.audits[ref.id].score ?? 1) < 0.9).map((ref) => ref.id)), // prettier-ignore
  };
}

async function score(name, path) {
  if (only && !only.includes(name)) return;
  for (const form of forms) {
    const all = [];
    for (let turn = 0; turn < runs; turn++) all.push(await once(path, form));
    const scores = categories.map((_, at) => median(all.map((one) => one.scores[at])));
    const times = Object.values(timings).map((word, at) => `${word} ${median(all.map((one) => one.times[at]))}`);
    least[form] = Math.min(least[form], ...scores);
    const lost = [...new Set(all.flatMap((one) => one.lost))];
    process.stdout.write(
      `${name.padEnd(16)} ${form.padEnd(8)} ${categories.map((one, at) => `${one} ${scores[at]}`).join('  ')}  ` +
        `${times.join(' ')} ms, shift ${median(all.map((one) => one.shift)).toFixed(3)}, ${median(all.map((one) => one.kilobytes))} kB  ${lost.join(' ')}\n`,
    );
  }
}

await page.goto('/');
await score('first start', `/#/start/${server.token}`);
await firstRun({ page, server });
await uploadAll({ page });
const reading = (await (await page.goto('/#/library?q=bruises'), page.getByRole('link', { name: /visit-to-colony-3/ }).first()).getAttribute('href'));
for (const [name, path] of [['home', '/#/'], ['library', '/#/library'], ['search', '/#/library?q=bruises'], ['reading', `/${reading}`], ['people', '/#/records/Person'], ['recommendations', '/#/records/Recommendation'], ['follow-up', '/#/follow-up'], ['import', '/#/import']]) {
  await score(name, path); // prettier-ignore
}
await page.goto('/#/');
await signOut(page);
await score('sign in', '/');
for (const form of forms) process.stdout.write(`the least of all as a ${form}: ${least[form]} (aim: 95)\n`);
await context.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
