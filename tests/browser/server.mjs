// SPDX-License-Identifier: AGPL-3.0-or-later
// Starts what is tested: `guvoh serve` on an empty folder, or the mock. Gives its origin, the token of the first start, and an end.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProxy } from './proxy.mjs';

export async function startMock(dist, people) {
  const mock = await import('../../web/mock/server.mjs');
  const made = await mock.startMock({ dist, people });
  const stop = async () => {
    made.server.closeAllConnections();
    made.server.close();
  };
  return {
    origin: `http://localhost:${made.port}`,
    token: 'mock',
    stop,
    port: made.port,
  };
}

const address = /(https?:\/\/[^\s/]+)\/#\/start\/(\S+)/;

/** Waits for the line that names the address to open. */
export function startGuvoh(program, { port = 0, dist, folder = mkdtempSync(join(tmpdir(), 'guvoh-browser-')) } = {}) {
  const child = spawn(program, ['--vault', join(folder, 'record'), 'serve', '--no-log', '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () =>
    new Promise((resolve) => {
      child.once('exit', () => {
        rmSync(folder, { recursive: true, force: true });
        resolve();
      });
      child.kill('SIGTERM');
    });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = async (bytes) => {
      said += bytes;
      const found = address.exec(said);
      if (!found) return;
      const url = new URL(found[1]);
      // A passkey belongs to a name, not to a number: the same machine, called localhost.
      const proxy = dist ? await startProxy(url.port, dist) : undefined;
      const origin = `${url.protocol}//localhost:${proxy?.address().port ?? url.port}`;
      const end = async () => {
        proxy?.closeAllConnections();
        proxy?.close();
        await stop();
      };
      resolve({ origin, token: found[2], stop: end, folder });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`guvoh serve ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`guvoh serve named no address within 30 s: ${said}`)), 30_000).unref();
  });
}
