// SPDX-License-Identifier: AGPL-3.0-or-later
// Chromium, driven over its own protocol. It may speak to one origin only: anything else is a failure of the test.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const build = fileURLToPath(new URL('../../web/build.sh', import.meta.url));
const packages = execFileSync(build, ['packages']).toString().trim();
const load = createRequire(`${packages}/`);
const { chromium } = load('playwright-core');
export const axePath = load.resolve('axe-core/axe.min.js');

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']; // prettier-ignore

export const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** Chromium; with a folder for its profile, a context that other programs can join at the port. */
export async function launch({ folder, port, origin } = {}) {
  const options = { executablePath: program, headless: true, args: port ? [...flags, `--remote-debugging-port=${port}`] : flags };
  return folder ? chromium.launchPersistentContext(folder, { ...options, baseURL: origin }) : chromium.launch(options);
}

/** A visitor: a context of their own, with everything that went wrong in their pages written down. */
export async function visitor(browser, origin, { language = 'en', theme = 'light', size = { width: 1360, height: 860 } } = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    locale: language,
    colorScheme: theme,
    viewport: size,
    acceptDownloads: true,
  });
  const problems = [];
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin)
      problems.push(`a request to another host: ${url.origin}`);
  });
  page.on('pageerror', (error) => problems.push(`an error in the page: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/status of (4\d\d|503)|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION/.test(text))
      problems.push(`in the console: ${text}`);
  });
  page.setDefaultTimeout(60_000);
  return { context, page, problems };
}

/** Goes to a screen and waits until it stands there whole: its own title, a heading, and nothing still on its way. */
export async function show(page, address) {
  await page.evaluate(() => (document.title = 'gone'));
  await page.goto(address);
  await page.waitForFunction(
    () =>
      document.title.endsWith('· Guvoh') &&
      document.querySelector('h1') &&
      document.querySelectorAll('#main [aria-busy="true"]').length === 0,
  );
}

/** A virtual passkey, with the `prf` answer where this Chromium has it. */
export async function virtualPasskey(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }; // prettier-ignore
  try {
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, hasPrf: true },
    });
    return true;
  } catch {
    await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
    return false;
  }
}
