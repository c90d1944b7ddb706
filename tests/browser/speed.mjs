// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person feels: what the first screen weighs, when it is there, and whether a long list stays smooth.
import { gzipSync } from 'node:zlib';

/** Script and style that the sign-in screen fetches, in bytes as gzip -9 makes them (whatever the server did). */
export async function firstLoad(browser, origin) {
  const context = await browser.newContext({ baseURL: origin, locale: 'en' });
  const page = await context.newPage();
  const sizes = [];
  page.on('response', (response) => {
    if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return;
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.addInitScript(() => {
    window.seen = { shift: 0, paint: 0, blocked: 0 };
    const watch = (type, each) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
    watch('layout-shift', (entry) => (window.seen.shift += entry.hadRecentInput ? 0 : entry.value));
    watch('largest-contentful-paint', (entry) => (window.seen.paint = entry.startTime));
    watch('longtask', (entry) => (window.seen.blocked += entry.duration - 50));
  });
  await page.goto('/#/sign-in');
  await page.locator('h1').waitFor();
  await page.waitForTimeout(800);
  const seen = await page.evaluate(() => window.seen);
  await context.close();
  const bytes = (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
  return { bytes, ...seen };
}

/** Scrolls the list like a hand on a wheel for `seconds`; gives frames a second on the whole and in the worst second. */
export async function scrollFrames(page, address, seconds = 6) {
  await page.goto(address);
  await page.locator('.table .table-row').nth(5).waitFor();
  // Processor time of the page's main thread: says what a frame costs also where the machine is busy with other things.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => (await cdp.send('Performance.getMetrics')).metrics.find((one) => one.name === 'TaskDuration').value;
  const before = await spent();
  const frames = await page.evaluate(async (length) => {
    const table = document.querySelector('.table');
    const times = [];
    const began = performance.now();
    await new Promise((resolve) => {
      const frame = (now) => {
        times.push(now);
        table.scrollTop += 90;
        if (now - began < length * 1000) requestAnimationFrame(frame);
        else resolve();
      };
      requestAnimationFrame(frame);
    });
    const total = ((times.length - 1) * 1000) / (times.at(-1) - times[0]);
    let worst = Infinity;
    for (let second = 0; second < length; second++) {
      const inside = times.filter((time) => time >= began + second * 1000 && time < began + (second + 1) * 1000);
      worst = Math.min(worst, inside.length);
    }
    const gaps = times
      .slice(1)
      .map((time, at) => time - times[at])
      .sort((a, b) => a - b);
    return {
      total,
      worst,
      p99: gaps[Math.floor(gaps.length * 0.99)],
      rows: Math.round(table.scrollTop / 44),
      count: times.length,
    };
  }, seconds);
  return { ...frames, cost: ((await spent()) - before) * (1000 / frames.count) };
}

/** Invented people, brought in as a table the way the screens do it, so that there is a list to scroll. */
export async function bringPeople(page, count, after = 0) {
  const table = `alias\n${Array.from({ length: count }, (_, n) => `Invented person ${after + n + 1}`).join('\n')}\n`;
  const status = await page.evaluate(async (body) => {
    const session = await (await fetch('/api/v1/session')).json();
    const query = 'format=csv&dry_run=0&compartment=general&reason=for+scrolling';
    const headers = { 'X-Guvoh-Token': session.csrf_token, 'Content-Type': 'text/csv' };
    const answer = await fetch(`/api/v1/records/Person/import?${query}`, { method: 'POST', headers, body });
    return `${answer.status} ${(await answer.text()).slice(0, 200)}`;
  }, table);
  if (!status.startsWith('2') || !status.includes(`"added":${count}`)) throw new Error(`the table was not taken in: ${status}`);
}
