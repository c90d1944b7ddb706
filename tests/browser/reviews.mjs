// SPDX-License-Identifier: AGPL-3.0-or-later
// Recommendations from two invented reports to a State's page: imported, answered by both sides, and grouped into a demand.
import { check } from './report.mjs';

const end = '90.\tAll conclusions and/or recommendations contained in the present report reflect the position of the submitting State(s).\n'; // prettier-ignore
const report = (symbol, session, day, supported, noted) =>
  [
    `${symbol}\n\nReport of the Working Group on the Universal Periodic Review\n\nKyrgyzstan\n`,
    `1.\tThe Working Group on the Universal Periodic Review held its ${session} session. The review of Kyrgyzstan was held at the 2nd meeting on ${day}.\n`,
    'II. Conclusions and/or recommendations\n',
    '88.\tThe recommendations listed below enjoy the support of Kyrgyzstan:\n',
    ...supported.map((text, at) => `88.${at + 1}.\t${text}\n`),
    '89.\tThe recommendations below did not enjoy the support of Kyrgyzstan:\n',
    ...noted.map((text, at) => `89.${at + 1}.\t${text}\n`),
    end,
  ].join('\n');

const torture = 'End torture in every place of detention and try those who commit it';
const statute = 'Ratify the Rome Statute of the International Criminal Court without delay';
const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const first = file('upr-kyrgyzstan-1.txt', report('A/HRC/99/7', 'eighth', '3 May 2010', [`${torture} (Chile, Peru);`, 'Train the police in the rights of children (Cuba).'], [`${statute} (Spain).`])); // prettier-ignore
const second = file('upr-kyrgyzstan-2.txt', report('A/HRC/99/8', 'twenty-first', '19 January 2015', [`${torture} (Norway);`, `${statute} (Spain, Chile).`], ['Abolish every form of corporal punishment at school (Cuba).'])); // prettier-ignore

export const choose = async (page, field, option) => {
  await field.click();
  await page.keyboard.type(option.slice(0, 12));
  await page.getByRole('option', { name: option }).first().click();
};

async function bringIn(page, report_, cycle, shots) {
  await page.goto('/#/import');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'A file', exact: false }).first().click(),
  ]);
  await chooser.setFiles(report_);
  await choose(page, page.getByRole('combobox', { name: 'State that is asked' }), 'Kyrgyzstan');
  await page.getByRole('combobox', { name: 'Cycle of the review' }).click();
  await page.getByRole('option', { name: cycle }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('heading', { name: 'What would be done' }).waitFor();
  await page.getByText('3 seen = 3 taken + 0 folded into another row + 0 doubles + 0 refused').waitFor();
  await shots?.('import-try', page);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'Imported' }).waitFor();
  await shots?.('import-done', page);
}

export async function importReports(world) {
  const { page, shots } = world;
  await bringIn(page, first, /^1st cycle/, shots);
  await page.getByRole('main').getByRole('link', { name: 'Recommendations', exact: true }).click();
  await page.getByText('3 records').waitFor();
  await shots?.('recommendations', page);
  await bringIn(page, second, /^2nd cycle/);
  await page.goto('/#/records/Recommendation');
  await page.getByText('6 records').waitFor();
}

export async function assess(page, who, grade, reasons) {
  await page.getByRole('link', { name: 'Add an assessment' }).click();
  await page.locator('[data-field="assessor"]').waitFor();
  await choose(page, page.locator('[data-field="assessor"]'), who);
  await choose(page, page.locator('[data-field="scale"]'), 'Fully, partly, not');
  await choose(page, page.locator('[data-field="grade"]'), grade);
  await page.locator('[data-field="assessed_on"]').fill('2012-06');
  await page.locator('[data-field="reasons"]').fill(reasons);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('tab', { name: 'Facts' }).waitFor();
}

export async function answerOne(world) {
  const { page, shots } = world;
  await page.goto('/#/records/Recommendation?q=torture');
  await page.getByRole('row', { name: /88\.1/ }).first().click();
  await page.getByRole('link', { name: 'Open in full' }).first().click();
  await page.getByRole('heading', { level: 1, name: /^88\.1 · Kyrgyzstan/ }).waitFor();
  const here = page.url();
  world.recommendation = new URL(here).hash;
  await page.getByRole('main').getByText('Supported', { exact: true }).first().waitFor();
  await page.locator('.asked mark', { hasText: /tortur/i }).first().waitFor();
  await page.getByRole('link', { name: 'Add a measure' }).click();
  await page.locator('[data-field="title"]').fill('Send every complaint to a prosecutor outside the police');
  await page.locator('[data-field="responsible"]').fill('General Prosecutor');
  await page.locator('[data-field="due_on"]').fill('2011-12');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('tab', { name: 'Facts' }).waitFor();
  await page.goto(here);
  await page.getByText('Overdue').first().waitFor();
  await assess(page, 'The State itself', 'Fully implemented', 'A law was passed and officers were trained.');
  await page.goto(here);
  await assess(page, 'Coalition', 'Not implemented', 'Nobody was tried in two years; eleven people showed bruises.');
  await page.goto(here);
  await page.getByText('They disagree').waitFor();
  await shots?.('answers', page);
  await page.getByRole('button', { name: /^Confirm/ }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('read and agreed');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Confirmed.').first().waitFor({ state: 'attached' });
}

/** "Not the same" is remembered, and taken back. */
async function refuseAndUndo(page, shots) {
  await page.getByRole('button', { name: 'Not the same' }).first().click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('another matter');
  await page.getByRole('dialog').getByRole('button', { name: 'Not the same' }).click();
  await page.getByRole('heading', { name: 'Refused' }).waitFor();
  await shots?.('proposal-refused', page);
  await page.getByRole('button', { name: 'Take back' }).first().click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('the same after all');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('heading', { name: 'Refused' }).waitFor({ state: 'detached' });
}

export async function groupIntoDemand(world) {
  const { page, shots } = world;
  await page.goto('/#/demands/proposals?state=KGZ');
  const accept = page.getByRole('button', { name: /^Accept 2/ }).first();
  await accept.waitFor();
  await shots?.('proposals', page);
  await refuseAndUndo(page, shots);
  await accept.click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('the same words in both cycles');
  await page.getByRole('dialog').getByRole('button', { name: /^Accept 2/ }).click();
  await page.getByRole('heading', { name: 'How often it was asked' }).waitFor();
  world.demand = new URL(page.url()).hash;
  check((await page.getByText('First made').count()) === 1, 'the first time is not marked');
  await page.getByText(/^Repeated/).first().waitFor();
}

export async function foundOnTheStatesPage({ page }) {
  await page.goto('/#/states');
  await page.getByRole('link', { name: 'Kyrgyzstan' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kyrgyzstan' }).waitFor();
  await page.getByRole('heading', { name: 'Themes and positions' }).waitFor();
  const cell = page.locator('.grid-table .cell a').first();
  const count = Number((await cell.textContent()).trim());
  await cell.click();
  await page.getByRole('heading', { level: 1, name: 'Recommendations' }).waitFor();
  await page.getByText(`${count} record${count === 1 ? '' : 's'}`, { exact: true }).waitFor();
  await page.goto('/#/follow-up?where=state:is:KGZ');
  await page.getByText('6 recommendations fit').waitFor();
  await page.getByText('They disagree').first().waitFor();
  await page.getByRole('button', { name: 'Take out' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Excel (XLSX)' }).click(),
  ]);
  check((await download.failure()) === null, 'the matrix could not be taken out');
}

/** A calendar program has no cookie, and asks the machine by its number. */
const asCalendar = (link) => fetch(link.replace('//localhost', '//127.0.0.1'));

export async function linkACalendar({ page, shots }) {
  await page.goto('/#/dates');
  await page.getByRole('button', { name: 'Calendar link' }).click();
  await page.getByText('Whoever has the link sees these dates without signing in.').waitFor();
  await shots?.('calendar-link', page);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Close' }).click();
  const feed = await asCalendar(link);
  const text = await feed.text();
  check(feed.status === 200 && text.includes('SUMMARY:Measure due'), `the calendar got ${feed.status}: ${text}`);
  check(!text.includes('prosecutor'), 'the calendar got a title that nobody wanted in it');
  await page.goto('/#/settings/security');
  await page.getByText('Dates only · all States').waitFor();
  await shots?.('calendar-links', page);
  await page.getByRole('button', { name: /^End it: / }).click();
  await page.getByText('Dates only · all States').waitFor({ state: 'detached' });
  check((await asCalendar(link)).status === 404, 'an ended link still answers');
}

const matrix = Buffer.from(
  [
    'Сводная таблица рекомендаций;;;;',
    '№;Рекомендация;Кто рекомендовал;Ответ государства;Срок исполнения;Заметки отдела',
    '117.1;Обеспечить независимое расследование каждой жалобы на пытки;Чили, Перу;Принята;31.12.2016;обсудить',
    '117.2;Принять закон о равных правах и создать орган, который следит за его исполнением;Испания;Не поддержана;постоянно;',
    '117.3;;Куба;Принята;2017;без текста',
  ].join('\r\n'),
);

async function chooseTable(page, name) {
  await page.goto('/#/import');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'A file', exact: false }).first().click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer: matrix });
  await page.getByRole('heading', { name: 'What the columns become' }).waitFor();
}

export async function mapATable(world) {
  const { page, shots } = world;
  await chooseTable(page, 'matrix-2016.csv');
  await page.getByText('3 rows under the headings in row 2.').waitFor();
  await choose(page, page.getByRole('combobox', { name: 'Заметки отдела becomes' }), 'Note');
  check(
    (await page.getByRole('button', { name: 'Try it' }).isDisabled()) === true,
    'nothing is imported before the State is known',
  );
  await choose(page, page.locator('[data-field="state"]'), 'Kyrgyzstan');
  await choose(page, page.locator('[data-field="issuer"]'), 'Universal Periodic Review');
  await choose(page, page.locator('[data-field="cycle"]'), '3rd cycle');
  await page.getByRole('table').getByText('Chile, Peru').waitFor();
  await shots?.('map-columns', page);
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('3 seen = 2 taken + 0 folded into another row + 0 doubles + 1 refused').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'Imported' }).waitFor();
  await shots?.('map-imported', page);
  await chooseTable(page, 'matrix-2017.csv');
  await page.getByText('it is read as the last time').waitFor();
  await page.getByText('as last time', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('3 seen = 2 taken').waitFor();
  await shots?.('map-remembered', page);
  const into = (name) => page.getByRole('heading', { name }).evaluate((heading) => heading.scrollIntoView());
  await page.emulateMedia({ colorScheme: 'dark' });
  await into('What the columns become');
  await shots?.('map-dark', page);
  await into('The same for all rows');
  await shots?.('map-dark-preview', page);
  await page.setViewportSize({ width: 360, height: 740 });
  await into('What the columns become');
  await shots?.('map-phone-dark', page);
  await page.emulateMedia({ colorScheme: 'light' });
  await into('The first rows as they will be');
  await shots?.('map-phone', page);
  check((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 1, 'wider than a phone');
  await page.setViewportSize({ width: 1360, height: 860 });
}
