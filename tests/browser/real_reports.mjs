// SPDX-License-Identifier: AGPL-3.0-or-later
// The recommendations desk as a coalition would begin with it: four real reports into an empty workspace, what recurs of OPCAT and
// preventive mechanisms, how Uzbekistan's position went, a plan and two findings that disagree, and the matrix in Word and Excel,
// whose numbers must be those of the screen. Usage: node real_reports.mjs --program PATH_OF_GUVOH [--out FOLDER]
// Reads the reports in ../shared/data; ends with code 77, saying so, where they are absent.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, program, visitor } from './browser.mjs';
import { firstRun } from './journey.mjs';
import { Pictures } from './look.mjs';
import { check, Report } from './report.mjs';
import { assess, choose } from './reviews.mjs';
import { startGuvoh } from './server.mjs';

const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const shared = process.env.GUVOH_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const reports = ['kyrgysztan2010', 'tajikistan2011', 'uzbekistan2009', 'uzbekistan2013'].map((name) => join(shared, 'data/upr/pdfs', `${name}.pdf`)); // prettier-ignore
if (!program || !reports.every(existsSync)) {
  process.stdout.write(`SKIPPED: there ${program ? 'are no real reports in ../shared/data' : 'is no Chromium on this machine'}\n`);
  process.exit(77);
}
const out = option('--out') ?? 'browser-pictures';
mkdirSync(out, { recursive: true });
const server = await startGuvoh(option('--program'));
const browser = await launch();
const report = new Report();
const pictures = new Pictures(out, report);
const { page, problems } = await visitor(browser, server.origin);
const shots = (name) => pictures.take(`real-${name}`, page);
const numberIn = (text) => Number(/\d+/.exec(text)[0]);
let demand, answered;

async function bringIn(path) {
  await page.goto('/#/import');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'A file', exact: false }).first().click()]); // prettier-ignore
  await chooser.setFiles(path);
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('heading', { name: 'What would be done' }).waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: 'Imported' }).waitFor();
  const said = await page.getByText(/seen = \d+ taken/).textContent();
  const [seen, taken, folded, doubles, refused] = said.match(/\d+/g).map(Number);
  check(seen === taken + folded + doubles + refused && refused === 0, said);
  return taken;
}

/** The numbers of a matrix that was taken out: rows, and each line of its counts. */
function numbersOf(path) {
  const script = `
import re, sys, zipfile, html
with zipfile.ZipFile(sys.argv[1]) as box:
    names = box.namelist()
    if 'word/document.xml' in names:
        text = box.read('word/document.xml').decode()
        lines = [''.join(re.findall(r'<w:t[^>]*>([^<]*)</w:t>', p)) for p in re.findall(r'<w:p[ >].*?</w:p>', text, re.S)]
    else:
        strings = re.findall(r'<si>(.*?)</si>', box.read('xl/sharedStrings.xml').decode(), re.S) if 'xl/sharedStrings.xml' in names else []
        strings = [''.join(re.findall(r'<t[^>]*>([^<]*)</t>', s)) for s in strings]
        lines = []
        for name in sorted(n for n in names if n.startswith('xl/worksheets/sheet')):
            for row in re.findall(r'<row[ >].*?</row>', box.read(name).decode(), re.S):
                cells = []
                for attributes, body in re.findall(r'<c([^>]*)>(.*?)</c>', row, re.S):
                    value = re.search(r'<(?:v|t)[^>]*>([^<]*)<', body)
                    value = value[1] if value else ''
                    cells.append(strings[int(value)] if 't="s"' in attributes and value else value)
                lines.append('\\t'.join(cells))
    print(html.unescape('\\n'.join(lines)))`;
  return execFileSync('python3', ['-c', script, path]).toString();
}

async function takeOut(menu, name) {
  await page.getByRole('button', { name: 'Take out' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: menu }).click()]);
  const path = join(out, name);
  await download.saveAs(path);
  return numbersOf(path);
}

const chapters = [
  ['a new user begins a record', () => firstRun({ page, server })],
  ['the four reports are imported, each count adding up', async () => {
    const taken = [];
    for (const path of reports) taken.push(await bringIn(path));
    await page.goto('/#/records/Recommendation');
    await page.getByText(`${taken.reduce((sum, one) => sum + one)} records`).waitFor();
    await shots('recommendations');
  }],
  ['what recurs of OPCAT and preventive mechanisms is proposed for each State', async () => {
    for (const [state, treaty] of [['UZB', true], ['TJK', true], ['KGZ', false]]) {
      await page.goto(`/#/demands/proposals?state=${state}`);
      await page.getByRole('button', { name: /^Accept \d+/ }).first().waitFor();
      await shots(`proposals-${state}`);
      const about = treaty ? page.getByText('Optional Protocol to the Convention against Torture', { exact: true }) : page.getByText(/national preventive mechanism/i);
      check((await about.count()) > 0, `nothing recurs in ${state}`);
    }
  }],
  ['Uzbekistan is asked for OPCAT again and again, and its position goes from examining to noting', async () => {
    await page.goto('/#/demands/proposals?state=UZB');
    const card = page.locator('article').filter({ has: page.getByText('Optional Protocol to the Convention against Torture', { exact: true }) }).first();
    await card.getByRole('button', { name: /^Accept \d+/ }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('all ask for the same treaty');
    await page.getByRole('dialog').getByRole('button', { name: /^Accept/ }).click();
    await page.getByRole('heading', { name: 'How often it was asked' }).waitFor();
    demand = page.url();
    await shots('demand');
    const drift = page.locator('section').filter({ has: page.getByRole('heading', { name: 'How the position went' }) }).last();
    await drift.getByText('Under examination').first().waitFor();
    await drift.getByText(/Noted/).first().waitFor();
    check((await drift.getByRole('link', { name: /page \d+/ }).count()) >= 2, 'a position has no source page');
  }],
  ['a measure is planned, and the State and a coalition assess it differently', async () => {
    await page.goto('/#/records/Recommendation?where=state:is:UZB&q=136.2');
    await page.getByRole('row', { name: /136\.2 / }).first().click();
    await page.getByRole('link', { name: 'Open in full' }).first().click();
    await page.getByRole('heading', { level: 1, name: /^136\.2 · Uzbekistan/ }).waitFor();
    answered = page.url();
    await page.getByRole('link', { name: 'Add a measure' }).click();
    await page.locator('[data-field="title"]').fill('Put a bill on the Optional Protocol before parliament');
    await page.locator('[data-field="responsible"]').fill('Ministry of Justice');
    await page.locator('[data-field="due_on"]').fill('2014-12');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('tab', { name: 'Facts' }).waitFor();
    await page.goto(answered);
    await assess(page, 'The State itself', 'Fully implemented', 'A law on monitoring was passed.');
    await page.goto(answered);
    await assess(page, 'Coalition', 'Not implemented', 'The Protocol is neither signed nor ratified.');
    await page.goto(answered);
    await page.getByText('They disagree').waitFor();
    await shots('answers');
  }],
  ['the matrix in Word and Excel prints the numbers of the screen', async () => {
    await page.goto('/#/follow-up?where=state:is:UZB');
    const total = numberIn(await page.getByText(/\d+ recommendations fit/).textContent());
    await page.getByText('They disagree').first().waitFor();
    await shots('follow-up');
    const positions = await page.getByRole('region', { name: 'Counts' }).locator('.legend li').allTextContents();
    check(positions.length >= 4, `only ${positions.join('; ')} stand on the screen`);
    check(positions.reduce((sum, one) => sum + numberIn(one), 0) === total, `${positions.join('; ')} do not make ${total}`);
    const [excel, word] = [await takeOut('Excel (XLSX)', 'matrix.xlsx'), await takeOut('Word (DOCX)', 'matrix.docx')];
    for (const [name, text] of [['Excel', excel], ['Word', word]]) {
      check(text.split('\n').some((line) => line.includes(String(total))), `${name} does not print ${total}`);
      for (const one of positions) {
        const [label, count] = [`Position: ${one.replace(/ ?\d+$/, '')}`, numberIn(one)];
        const lines = text.split('\n');
        const at = lines.findIndex((line) => line === label || line.startsWith(`${label}\t`));
        check(at >= 0 && `${lines[at]}\n${lines[at + 1]}`.includes(String(count)), `${name} does not print ${label} ${count}: ${at < 0 ? 'no such line' : lines[at]}`);
      }
      check(text.includes('Ministry of Justice') && text.includes('neither signed nor ratified'), `${name} lacks the plan or the finding`);
    }
  }],
];
let going = true;
for (const [sentence, work] of chapters) {
  if (going) going = await report.chapter(sentence, work);
}
if (!going) await page.screenshot({ path: join(out, 'where-real-reports-stopped.png') });
await report.chapter('nothing went wrong in the page, and axe-core finds nothing serious', async () => check(problems.length + pictures.problems.length === 0, [...problems, ...pictures.problems].join('\n')));
await browser.close();
await server.stop();
process.exit(report.end());
