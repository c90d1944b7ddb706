// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole journey in a real browser. Usage:
//   node run.mjs --program PATH_OF_GUVOH [--out FOLDER]      against guvoh serve on an empty folder
//       with --dist FOLDER the screens come from there, not from inside the program
//   node run.mjs --mock FOLDER_OF_BUILT_SCREENS [--out FOLDER]   against the mock (web/mock)
// Leaves pictures of every screen in the folder. Ends with "N passed, N failed".
import { join } from 'node:path';
import { launch, program, visitor } from './browser.mjs';
import { Described } from './described.mjs';
import * as journey from './journey.mjs';
import { everyScreen, narrow, Pictures } from './look.mjs';
import * as mirrored from './mirrored.mjs';
import * as paper from './paper.mjs';
import { check, Report } from './report.mjs';
import * as reviews from './reviews.mjs';
import { startGuvoh, startMock } from './server.mjs';
import { bringPeople, firstLoad, scrollFrames } from './speed.mjs';

const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const mock = option('--mock');
const only = option('--only');
const out = option('--out') ?? 'browser-pictures';
if (!program) {
  process.stdout.write('SKIPPED: there is no Chromium on this machine\n0 passed, 0 failed\n');
  process.exit(77);
}
const server = mock
  ? await startMock(mock, Number(option('--people') ?? 5000))
  : await startGuvoh(option('--program'), { dist: option('--dist') });
const browser = await launch();
const report = new Report();
const pictures = new Pictures(out, report);
const world = {
  server,
  browser,
  out,
  ...(await visitor(browser, server.origin)),
  shots: (name, page) => pictures.take(name, page),
};
const { page } = world;
const described = new Described();
described.listen(page);

const chapters = [
  ['a new user begins a record from the printed address', journey.firstRun],
  ['files are dropped in, and the tray shows each to its end', journey.uploadAll],
  ['what cannot be read is refused, with the reason in the reader’s language', journey.refuseInRussian],
  ['a name is found in both scripts', journey.searchTwoScripts],
  ['stored text is never executed', journey.strangeNamesStayText],
  ['words are selected, quoted with q, and stand as a passage', journey.quote],
  ['dragging over the page image chooses words too', journey.dragOnThePage],
  ['a person is recorded; the name stays sealed until opened with a reason', journey.makePerson],
  ['a change is in the history with who, why, before and after', journey.changeAndHistory],
  ['a record changed at two desks at once loses nothing of either', journey.bothAtOnce],
  ['of two values in conflict one is said to hold', journey.settleConflict],
  ['a report is imported, and its recommendations are listed', reviews.importReports],
  ['a recommendation is answered by the State and by others, who disagree', reviews.answerOne],
  ['what is asked again is accepted as one demand', reviews.groupIntoDemand],
  ['the recommendations are found on the page of the State, and taken out as a matrix', reviews.foundOnTheStatesPage],
  ['a calendar link shows dates without signing in, until it is ended', reviews.linkACalendar],
  ['any table is imported through its columns, which are remembered', reviews.mapATable],
  ['what is printed is black on white, whole, and sealed names stay sealed', paper.printed],
  ['a Persian text reads from right to left', mirrored.persianReadsRightToLeft],
  ['turned round for such a language, every screen mirrors and nothing sticks out', mirrored.turnedRound],
  ['the record is verified from the page', journey.verifyAll],
  ['all of it goes with the keyboard', journey.keyboardOnly],
  ['the code app is set up, with its recovery codes', journey.setUpTotp],
  ['a wrong passphrase is refused; passphrase and code let in', journey.signInWithTotp],
  ['a passkey is added and signs in', journey.signInWithPasskey],
  ['without telephone and key, a recovery code signs in, once', journey.signInWithRecoveryCode],
  ['a reader joins by invitation and is not shown what is not theirs', journey.inviteAndRefuse],
  ['who is removed is out at once', journey.removedIsOut],
  ['without a connection the page says what still works', journey.offline],
];
// On CI each theme and each language once; by hand all four pairs.
const all = ['en', 'ru'].flatMap((language) => ['light', 'dark'].map((theme) => [language, theme]));
const pairs = process.env.CI ? [all[0], all[3]] : all;
// A passkey belongs to one address; behind a proxy the server is at another one.
const skipped = [...(option('--dist') ? [journey.signInWithPasskey] : []), ...(mock ? [journey.refuseInRussian] : [journey.settleConflict])];
let going = true;
for (const [sentence, work] of chapters) {
  if (skipped.includes(work)) continue;
  if (only && !sentence.includes(only) && work !== journey.firstRun && work !== journey.uploadAll) continue;
  if (going) going = await report.chapter(sentence, () => work(world));
  if (!going) {
    await page.screenshot({ path: join(out, 'where-it-stopped.png') });
    await world.guest?.page.screenshot({ path: join(out, 'where-the-guest-stopped.png') }).catch(() => undefined);
    process.stdout.write(`        at ${page.url()}\n${[...world.problems, ...(world.guest?.problems ?? [])].join('\n')}\n`);
    break;
  }
}

if (going && !only) {
  await page.goto('/#/library?q=bruises');
  const reading = await page
    .getByRole('link', { name: /visit-to-colony-3/ })
    .first()
    .getAttribute('href');
  await page.goto('/#/records/Person');
  const screens = {
    home: '/#/',
    library: '/#/library',
    search: '/#/library?q=Rakhmatov',
    reading: `/${reading}`,
    people: '/#/records/Person',
    'new-person': '/#/records/Person/new',
    places: '/#/records/Place',
    recommendations: '/#/records/Recommendation',
    recommendation: `/${world.recommendation}`,
    'follow-up': '/#/follow-up',
    states: '/#/states',
    state: '/#/states/KGZ',
    demands: '/#/demands',
    proposals: '/#/demands/proposals?state=KGZ',
    demand: `/${world.demand}`,
    dates: '/#/dates',
    import: '/#/import',
    members: '/#/members',
    compartments: '/#/members/compartments',
    roles: '/#/members/roles',
    settings: '/#/settings',
    security: '/#/settings/security',
    schema: '/#/settings/schema',
    proof: '/#/proof',
    nothing: '/#/record/00000000000000000000000000',
  };
  await report.chapter('every screen is drawn in both themes and both languages', () => everyScreen(page, pictures, screens, pairs)); // prettier-ignore
  await report.chapter('nothing is wider than a phone of 360 px, or a window at 200 %', async () => {
    const wide = await narrow(page, pictures, screens);
    check(wide.length === 0, wide.join('\n'));
  });
  await report.chapter('the first load is under 250 KB of compressed script and style', async () => {
    const load = await firstLoad(browser, server.origin);
    report.figures['first load, gzip bytes of script and style'] = load.bytes;
    report.figures['sign-in: largest paint, ms'] = Math.round(load.paint);
    report.figures['sign-in: layout shift'] = load.shift.toFixed(4);
    report.figures['sign-in: blocked, ms'] = Math.round(load.blocked);
    check(load.bytes < 250_000, `it is ${load.bytes} bytes`);
    check(load.shift < 0.1, `it shifts by ${load.shift}`);
  });
  const scrolled = await report.chapter('a long list scrolls smoothly', async () => {
    if (!mock) await bringPeople(page, 2000);
    const frames = await scrollFrames(page, '/#/records/Person');
    report.figures['list: frames a second'] = frames.total.toFixed(1);
    report.figures['list: frames in the worst second'] = frames.worst;
    report.figures['list: p99 between frames, ms'] = frames.p99.toFixed(1);
    report.figures['list: processor time of the main thread, ms a frame'] = frames.cost.toFixed(1);
    report.figures['list: rows gone through'] = frames.rows;
  });
  if (!scrolled) process.stdout.write(`        the page says: ${await page.locator('body').innerText()}\n`);
}
if (going) {
  await report.chapter('axe-core finds nothing serious on any screen', () =>
    check(pictures.problems.length === 0, pictures.problems.join('\n')),
  );
  if (!mock) {
    await report.chapter('every request of the screens is in the API description', async () => {
      const unknown = described.unknown(await (await fetch(`${server.origin}/api/v1/openapi.json`)).json());
      report.figures['different requests made'] = described.asked.size;
      check(unknown.length === 0, unknown.join('\n'));
    });
  }
  await report.chapter('no request left the origin, and no page had an error', () =>
    check(world.problems.length === 0, world.problems.join('\n')),
  );
}
report.figures['pictures'] = pictures.count;
report.figures['passkey answered prf'] = String(world.prf);
await browser.close();
await server.stop();
process.exit(report.end());
