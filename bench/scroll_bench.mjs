// SPDX-License-Identifier: AGPL-3.0-or-later
// Frames a second while a list of a million people is scrolled in Chromium: node bench/scroll_bench.mjs --program PATH_OF_GUVOH [--people N]
// Browser and server share the machine.
import { launch, visitor } from '../tests/browser/browser.mjs';
import { firstRun } from '../tests/browser/journey.mjs';
import { startGuvoh } from '../tests/browser/server.mjs';
import { bringPeople, scrollFrames } from '../tests/browser/speed.mjs';

const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const people = Number(option('--people') ?? 1_000_000);
const server = await startGuvoh(option('--program'));
const browser = await launch();
const { page } = await visitor(browser, server.origin);
await firstRun({ page, server });
for (let brought = 0; brought < people; brought += 50_000) await bringPeople(page, Math.min(50_000, people - brought), brought);
for (const address of ['/#/records/Person', '/#/records/Person?sort=-alias', '/#/records/Person?view=compact']) {
  const seen = await scrollFrames(page, address, 10);
  process.stdout.write(`${people} people, ${address}: ${seen.total.toFixed(1)} frames a second, ${seen.worst} in the worst second, p99 ${seen.p99.toFixed(1)} ms between frames, `
    + `${seen.cost.toFixed(1)} ms of the main thread a frame, ${seen.rows} rows gone through\n`); // prettier-ignore
}
await browser.close();
await server.stop();
