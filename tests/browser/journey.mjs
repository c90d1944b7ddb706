// SPDX-License-Identifier: AGPL-3.0-or-later
// The way of a new user, from the printed address to a quoted passage, and what happens around it. English words, as shown.
import { totp } from '../../web/mock/totp.mjs';
import { virtualPasskey, visitor } from './browser.mjs';
import { files } from './files.mjs';
import { check } from './report.mjs';

export const passphrase = 'violet kettle marching orbit';
const heading = (page, name) => page.getByRole('heading', { level: 1, name });

export async function firstRun({ page, server, shots }) {
  await page.goto(`/#/start/${server.token}`);
  await page.getByLabel('Name of the workspace').fill('Ortovo monitors');
  check(!page.url().includes(server.token), 'the token still stands in the address');
  await page.getByLabel('Your name').fill('Aigul Testova');
  await page.getByLabel('Login', { exact: false }).first().fill('aigul');
  await page.getByLabel(/^Passphrase/).fill(passphrase);
  await shots?.('start', page);
  await page.getByRole('button', { name: 'Begin' }).click();
  const groups = page.locator('.key-groups li');
  await groups.first().waitFor();
  const key = await groups.evaluateAll((items) => items.map((item) => item.lastChild.textContent.trim()));
  await shots?.('recovery-key', page);
  await page.getByRole('button', { name: 'I have written it down' }).click();
  const fields = page.getByLabel(/^Group \d+/);
  for (const field of await fields.all()) {
    const id = await field.getAttribute('id');
    const label = await page.locator(`label[for="${id}"]`).textContent();
    await field.fill(key[Number(/\d+/.exec(label)[0]) - 1]);
  }
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Now add your first document').waitFor();
}

export async function uploadAll({ page, shots }) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Add documents' }).first().click(),
  ]);
  await chooser.setFiles(files);
  const tray = page.getByRole('region', { name: 'Files on their way in' });
  await tray.waitFor();
  await tray.getByText('3 seen = 3 added + 0 already there + 0 refused').waitFor({ timeout: 60_000 });
  await shots?.('tray', page);
  await tray.getByRole('button', { name: 'Close' }).click();
  await tray.waitFor({ state: 'detached' });
}

export async function refuseInRussian({ page, shots }) {
  const locked = Buffer.from('504b0304140001000800000021000000000000000000000000000000050000006e6f74652e', 'hex');
  await page.evaluate(() => localStorage.setItem('guvoh.language', 'ru'));
  await page.goto('/#/library');
  await page.reload();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Добавить документы' }).first().click(),
  ]);
  await chooser.setFiles([
    { name: 'доклад.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nnothing of a PDF follows\n%%EOF\n') },
    { name: 'письма.zip', mimeType: 'application/zip', buffer: locked },
  ]);
  const tray = page.getByRole('region', { name: 'Файлы загружаются' });
  await tray.getByText('PDF повреждён').waitFor({ timeout: 60_000 });
  await tray.getByText('ZIP повреждён').waitFor({ timeout: 60_000 });
  await shots?.('refused', page);
  await tray.getByRole('button', { name: 'Сохранить, хотя прочесть нельзя' }).first().click();
  await tray.getByText('просмотрено 1 = добавлено 1 + уже было 0 + отклонено 0').waitFor({ timeout: 60_000 });
  await tray.getByRole('link', { name: 'доклад.pdf' }).click();
  await tray.getByRole('button', { name: 'Закрыть' }).click();
  await page.getByText('PDF повреждён').waitFor();
  await shots?.('kept-unread', page);
  await page.evaluate(() => localStorage.removeItem('guvoh.language'));
  await page.reload();
}

export async function searchTwoScripts({ page, shots }) {
  await page.goto('/#/library?q=Rakhmatov');
  await page.locator('article mark', { hasText: 'Рахматов' }).first().waitFor();
  check((await page.locator('article mark', { hasText: 'Rakhmatov' }).count()) > 0, 'the Latin spelling is not found');
  await shots?.('search', page);
  await page.getByLabel('Search the documents').last().fill('кровоподтёки');
  await page.keyboard.press('Enter');
  await page.locator('article mark', { hasText: 'кровоподтёки' }).first().waitFor();
}

export async function strangeNamesStayText({ page }) {
  await page.goto('/#/library?q=strange');
  await page.getByText('note <img src=x onerror=alert(1)>.txt').first().waitFor();
  await page
    .getByRole('link', { name: /note <img/ })
    .first()
    .click();
  await page.getByText('<script>window.broken = 1</script>').waitFor();
  check(!(await page.evaluate(() => window.broken)), 'stored text was executed');
}

export async function quote(world) {
  const { page, shots } = world;
  await page.goto('/#/library?q=bruises');
  await page
    .getByRole('link', { name: /visit-to-colony-3\.pdf/ })
    .first()
    .click();
  const text = page.getByRole('article', { name: 'As it reads' });
  await text.waitFor();
  world.reading = new URL(page.url()).hash;
  await page.locator('.page-image img').evaluate((image) => image.complete || new Promise((done) => (image.onload = done)));
  await text.evaluate((root) => {
    const words = [...root.querySelectorAll('[data-word]')];
    const from = words.find((word) => word.textContent.startsWith('bruises'));
    const range = document.createRange();
    range.setStart(from.firstChild, 0);
    const last = words[words.indexOf(from) + 6] ?? words.at(-1);
    range.setEnd(last.firstChild, last.textContent.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.locator('.box-chosen').first().waitFor({ state: 'attached' });
  await shots?.('reading', page);
  await page.keyboard.press('q');
  await page.getByLabel('What it supports').fill('Beatings on the soles, colony 3');
  await shots?.('quote', page);
  await page.getByRole('button', { name: 'Keep the passage' }).click();
  await heading(page, 'Passage').waitFor();
  const quoted = await page.locator('blockquote mark').textContent();
  check(quoted.startsWith('bruises on the soles of both feet'), `quoted something else: ${quoted}`);
  await shots?.('passage', page);
}

export async function dragOnThePage({ page }) {
  await page.getByRole('link', { name: 'See it on its page' }).click();
  await page.locator('.box-quoted').first().waitFor({ state: 'attached' });
  const area = await page.locator('.page-image svg').boundingBox();
  const at = (x, y) => [area.x + (x / 595) * area.width, area.y + (y / 842) * area.height];
  const box = await page
    .locator('.box-quoted')
    .first()
    .evaluate((rect) => ({ x: rect.x.baseVal.value, y: rect.y.baseVal.value }));
  await page.mouse.move(...at(box.x + 6, box.y + 6));
  await page.mouse.down();
  await page.mouse.move(...at(box.x + 80, box.y + 6), { steps: 5 });
  await page.mouse.up();
  check((await page.locator('.is-chosen').count()) > 0, 'dragging over the page chose no words');
}

export async function makePerson(world) {
  const { page, shots } = world;
  await page.goto('/#/records/Person/new');
  await page.locator('[data-field="alias"]').fill('A. O., teacher');
  await page.locator('[data-field="names"]').fill('Алмаз Ортовский');
  await page.keyboard.press('Enter');
  await page.getByLabel('Why').fill('interview of 17 May');
  await shots?.('form', page);
  await page.getByRole('button', { name: 'Save' }).click();
  await heading(page, 'A. O., teacher').waitFor();
  world.person = new URL(page.url()).hash;
  check((await page.getByText('Ортовский').count()) === 0, 'a sealed name is shown');
  await shots?.('record', page);
  await page.getByRole('button', { name: 'Open, with a reason' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('to call the person back');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.locator('.opened').first().waitFor();
}

export async function changeAndHistory({ page, shots }) {
  await page.getByRole('button', { name: 'Change' }).click();
  await page.locator('[data-field="alias"]').fill('A. O., school teacher');
  await page.getByLabel('Why').fill('corrected after a second talk');
  await page.getByRole('button', { name: 'Save' }).click();
  await heading(page, 'A. O., school teacher').waitFor();
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('corrected after a second talk').waitFor();
  await page.locator('del', { hasText: 'A. O., teacher' }).waitFor();
  await page.locator('ins', { hasText: 'A. O., school teacher' }).waitFor();
  await page.getByText('to call the person back').waitFor();
  await shots?.('history', page);
}

const changeAlias = async (page, alias, more = {}) => {
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.locator('[data-field="alias"]').fill(alias);
  for (const [field, value] of Object.entries(more)) await page.locator(`[data-field="${field}"]`).fill(value);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
};

/** The same record changed at two desks at once: the later one is told, loses nothing that was typed, and the history has both. */
export async function bothAtOnce(world) {
  const { page, browser, server, shots, person } = world;
  const other = await visitor(browser, server.origin, {});
  await page.goto(`/${person}`);
  await other.page.goto('/');
  await fillIn(other.page);
  await other.page.locator('#global-search').waitFor();
  await other.page.goto(`/${person}`);
  await other.page.getByRole('button', { name: 'Change', exact: true }).click();
  const alias = other.page.locator('[data-field="alias"]');
  await alias.fill('A. O., of school 12');
  await other.page.locator('[data-field="note"]').fill('speaks with the monitors on Fridays');
  await changeAlias(page, 'A. O., head teacher');
  await heading(page, 'A. O., head teacher').waitFor();
  const dialog = other.page.getByRole('dialog', { name: 'Someone changed this record meanwhile' });
  const save = other.page.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await dialog.getByText('A. O., head teacher').waitFor();
  await dialog.getByText('A. O., of school 12').waitFor();
  check((await dialog.getByText('Fridays').count()) === 0, 'a field that only one changed is called disputed');
  await shots?.('changed-meanwhile', other.page);
  await dialog.getByRole('button', { name: 'Back to the form' }).click();
  await dialog.waitFor({ state: 'detached' });
  check((await alias.inputValue()) === 'A. O., of school 12', 'what was typed is lost');
  await save.click();
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await dialog.waitFor({ state: 'detached' });
  check((await alias.inputValue()) === 'A. O., head teacher', 'their value is not in the form');
  await save.click();
  await heading(other.page, 'A. O., head teacher').waitFor();
  await other.page.getByText('speaks with the monitors on Fridays').waitFor();
  await page.getByText('speaks with the monitors on Fridays').waitFor(); // the first one is told of it
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.locator('[data-field="alias"]').fill('A. O., teacher of physics');
  await changeAlias(other.page, 'A. O., deputy head');
  await heading(other.page, 'A. O., deputy head').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save mine' }).click();
  await heading(page, 'A. O., teacher of physics').waitFor();
  await page.getByRole('tab', { name: 'History' }).click();
  await page.locator('del', { hasText: 'A. O., deputy head' }).waitFor();
  await page.locator('ins', { hasText: 'A. O., teacher of physics' }).waitFor();
  await heading(other.page, 'A. O., teacher of physics').waitFor();
  world.problems.push(...other.problems);
  await other.context.close();
}

/** Two values that nobody could know of each other: someone says which holds. Only the mock has such a record as yet. */
export async function settleConflict({ page, shots }) {
  await page.goto('/#/records/Person?where=in_conflict:is:true');
  await page.getByRole('row').filter({ has: page.getByRole('img', { name: 'Conflict' }) }).first().click(); // prettier-ignore
  await page.getByRole('link', { name: 'Open in full' }).first().click();
  await page.getByRole('link', { name: 'Decide' }).click();
  await page.getByRole('button', { name: 'This one holds' }).nth(1).waitFor();
  await shots?.('conflict', page);
  await page.getByRole('button', { name: 'This one holds' }).first().click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('she says so herself');
  await page.getByRole('dialog').getByRole('button', { name: 'This one holds' }).click();
  await page.getByText('Two changes disagree').waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Facts' }).click();
  await page.getByText('Female').waitFor();
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('she says so herself').waitFor();
}

export async function setUpTotp(world) {
  const { page, shots } = world;
  await page.goto('/#/settings/security');
  await page.getByRole('button', { name: 'Set up the code app' }).click();
  const secret = await page.locator('[data-secret]').getAttribute('data-secret');
  world.secret = secret;
  check((await page.getByRole('img', { name: 'QR code' }).count()) === 1, 'no QR code is drawn');
  await page.getByLabel('Six-digit code').fill(totp(secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Recovery codes: write them on paper').waitFor();
  world.codes = await page.locator('.key-groups li').allTextContents();
  await shots?.('recovery-codes', page);
  await page.getByLabel('I have written them down').check();
  await page.getByRole('button', { name: 'Close' }).click();
}

export async function signOut(page) {
  await page.getByRole('button', { name: /my account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(page, 'Sign in').waitFor();
}

export async function fillIn(page) {
  await page.getByLabel('Login').fill('aigul');
  await page.getByLabel(/^Passphrase/).fill(passphrase);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signInWithTotp({ page, secret, shots }) {
  await signOut(page);
  await page.getByLabel('Login').fill('aigul');
  await page.getByLabel(/^Passphrase/).fill('not this one at all');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await shots?.('sign-in-refused', page);
  await fillIn(page);
  await page.getByLabel('Six-digit code').waitFor();
  await shots?.('second-factor', page);
  // A code works once: wait for the next one when the first was just used.
  let code = totp(secret);
  await page.getByLabel('Six-digit code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  const home = page.locator('#global-search');
  for (let tries = 0; tries < 40 && !(await home.isVisible()); tries++) {
    await page.waitForTimeout(1000);
    if (totp(secret) === code || (await home.isVisible())) continue;
    code = totp(secret);
    await page.getByLabel('Six-digit code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
  }
  await home.waitFor();
}

export async function signInWithPasskey(world) {
  const { page, shots } = world;
  world.prf = await virtualPasskey(page);
  await page.goto('/#/settings/security');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name of the passkey').fill('key on my desk');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('key on my desk').first().waitFor();
  world.opens = (await page.getByText('signs in alone').count()) > 0;
  await shots?.('security', page);
  await signOut(page);
  if (world.opens) {
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  } else {
    await fillIn(page);
    await page.getByText('Passkey', { exact: true }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }
  await page.locator('#global-search').waitFor();
}

/** The telephone and the key are lost: a code from paper lets in, once. */
export async function signInWithRecoveryCode({ page, codes, shots }) {
  const [used, next] = codes.map((code) => code.trim());
  const enterCode = async (code) => {
    await fillIn(page);
    await page.getByText('Recovery code', { exact: true }).first().click();
    await page.getByLabel('Recovery code').and(page.getByRole('textbox')).fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  await signOut(page);
  await enterCode(used);
  await page.locator('#global-search').waitFor();
  await page.goto('/#/settings/security');
  await page.getByText(`${codes.length - 1} recovery codes are left.`).waitFor();
  await shots?.('codes-left', page);
  await signOut(page);
  await enterCode(used);
  await page.getByRole('alert').getByText('was used before').waitFor();
  await shots?.('code-used-up', page);
  await page.getByLabel('Recovery code').and(page.getByRole('textbox')).fill(next);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('#global-search').waitFor();
}

export async function inviteAndRefuse(world) {
  const { page, browser, server, shots } = world;
  await page.goto('/#/members');
  await page.getByRole('button', { name: 'Invite someone' }).click();
  await page.getByLabel('Name', { exact: false }).first().fill('Timur Readerov');
  await page.getByLabel('Login').fill('timur');
  await page.getByRole('checkbox', { name: 'Reader' }).check();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('Link').inputValue();
  await shots?.('invitation', page);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const guest = await visitor(browser, server.origin, {});
  world.guest = guest;
  await guest.page.goto(new URL(link).hash ? `/${new URL(link).hash}` : link);
  await heading(guest.page, 'You are invited to Ortovo monitors').waitFor();
  await guest.page.getByLabel(/^Passphrase/).fill('copper lantern seldom river');
  await shots?.('join', guest.page);
  await guest.page.getByRole('button', { name: 'Join' }).click();
  await guest.page.locator('#global-search').waitFor();
  check((await guest.page.getByRole('button', { name: 'Add documents' }).count()) === 0, 'a reader is offered to add documents');
  await guest.page.goto('/#/record/00000000000000000000000000');
  await guest.page.getByText('There is nothing here').waitFor();
  await shots?.('refused', guest.page);
}

export async function removedIsOut({ page, guest }) {
  await page.goto('/#/members');
  await page.reload();
  await page.getByRole('button', { name: 'Acts on Timur Readerov' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('the contract ended');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('removed').first().waitFor();
  await guest.page.goto('/#/library?q=Rakhmatov');
  await guest.page.reload();
  await heading(guest.page, 'Sign in').waitFor();
  await guest.context.close();
}

export async function offline({ page, context, shots }) {
  await page.goto('/#/library?q=Rakhmatov');
  await page.locator('article mark').first().waitFor();
  await context.setOffline(true);
  await page.goto('/#/library?q=Rakhmatov&where=kind:is:pdf');
  await page.getByText('Guvoh cannot be reached').first().waitFor();
  await shots?.('offline', page);
  await context.setOffline(false);
  await page.getByText('Guvoh cannot be reached').first().waitFor({ state: 'detached', timeout: 60_000 });
}

export async function verifyAll({ page, shots }) {
  await page.goto('/#/proof');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page
    .getByText(/nothing was altered/)
    .first()
    .waitFor({ timeout: 60_000 });
  await shots?.('proof', page);
}

export async function keyboardOnly({ page }) {
  await page.goto('/#/');
  await page.locator('#global-search').waitFor();
  await page.locator('body').click({ position: { x: 700, y: 400 } });
  await page.keyboard.press('/');
  check(
    await page.locator('#global-search').evaluate((field) => field === document.activeElement),
    '`/` does not lead to the search',
  );
  await page.keyboard.press('Escape');
  await page.locator('#global-search').blur();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to a desk').fill('Members');
  await page.keyboard.press('Enter');
  await heading(page, 'Members').waitFor();
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await heading(page, 'Library').waitFor();
  await page.goto('/#/members');
  await page.reload();
  await heading(page, 'Members').waitFor();
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.activeElement?.className === 'skip'), 'the first stop is not the skip link');
}
