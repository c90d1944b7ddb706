// SPDX-License-Identifier: AGPL-3.0-or-later
// Lighthouse's scores of the screens, as a desktop and as a phone: node bench/lighthouse.mjs --program PATH_OF_GUVOH
// Lighthouse is no part of the product: `npm install lighthouse` somewhere, and name that folder in LIGHTHOUSE. Without it nothing is measured.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, program } from '../tests/browser/browser.mjs';
import { firstRun, uploadAll } from '../tests/browser/journey.mjs';
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
const server = await startGuvoh(option('--program'));
const context = await launch({ folder, port, origin: server.origin });
const page = await context.newPage();
const categories = ['performance', 'accessibility', 'best-practices'];
let least = 100;

async function score(name, path) {
  for (const form of ['desktop', 'phone']) {
    const flags = { port, output: 'json', logLevel: 'error', onlyCategories: categories, disableStorageReset: true };
    const run = await lighthouse(`${server.origin}${path}`, flags, form === 'desktop' ? desktopConfig : undefined);
    const scores = categories.map((one) => Math.round(run.lhr.categories[one].score * 100));
    least = Math.min(least, ...scores);
    const lost = categories.flatMap((one) => run.lhr.categories[one].auditRefs.filter((ref) => ref.weight > 0 && (run.lhr.audits[ref.id].score ?? 1) < 0.9).map((ref) => ref.id));
    process.stdout.write(`${name.padEnd(16)} ${form.padEnd(8)} ${categories.map((one, at) => `${one} ${scores[at]}`).join('  ')}  ${lost.join(' ')}\n`);
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
await context.clearCookies();
await score('sign in', '/');
process.stdout.write(`the least of all: ${least} (aim: 95)\n`);
await context.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
