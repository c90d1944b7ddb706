// SPDX-License-Identifier: AGPL-3.0-or-later
// A small pretend server for working on the screens, and for the browser tests while there is no other:
//   node mock/server.mjs [--port 8787] [--dist FOLDER] [--people N]
// It speaks the API as described, keeps everything in memory, guards nothing, and listens on this machine only.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, memberRoutes, publicRoutes } from './access.mjs';
import { deskRoutes } from './desks.mjs';
import { makeWorld } from './world.mjs';

const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"; // prettier-ignore
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function find(table, method, path) {
  for (const [route, handle] of Object.entries(table)) {
    const [verb, pattern] = route.split(' ');
    const found = verb === method && new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`).exec(path);
    if (found) return { handle, parts: found.slice(1).map(decodeURIComponent) };
  }
  return undefined;
}

async function answerApi(world, request, url) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const path = url.pathname.slice('/api/v1'.length);
  const cookie = /guvoh=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const session = world.sessions.get(cookie);
  const json = request.headers['content-type']?.includes('json') && raw.length > 0;
  const member = world.members.find((one) => one.id === session?.member);
  const known = {
    world,
    request,
    raw,
    session,
    member,
    secret: world.secrets.get(member?.id),
    query: url.searchParams,
    body: json ? JSON.parse(raw) : {},
  };
  if (path === '/state') return { status: 200, body: { phase: world.phase, version: 'mock', workspace_name: world.workspace, languages: ['en', 'ru'], needs_setup_token: world.phase === 'empty' } }; // prettier-ignore
  const open = find(publicRoutes, request.method, path);
  if (open) return open.handle({ ...known, parts: open.parts });
  if (!session) return fail(401, 'signed_out');
  if (request.method !== 'GET' && request.headers['x-guvoh-token'] !== session.csrf) return fail(403, 'denied');
  const route = find({ ...memberRoutes, ...deskRoutes }, request.method, path);
  return route ? route.handle({ ...known, parts: route.parts }) : fail(404, 'not_found');
}

function events(world, request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': here\n\n');
  world.listeners.add(response);
  request.on('close', () => world.listeners.delete(response));
}

function file(dist, path, response) {
  const inside = path === '/' || !extname(path) ? '/index.html' : normalize(path);
  try {
    const bytes = readFileSync(join(dist, inside));
    response.writeHead(200, { 'Content-Type': types[extname(inside)] ?? 'application/octet-stream', 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' }); // prettier-ignore
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

export function startMock({ port = 0, dist = 'dist', people = 400 } = {}) {
  const world = makeWorld({ people });
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (!url.pathname.startsWith('/api/v1')) return file(dist, url.pathname, response);
    if (url.pathname === '/api/v1/events') return events(world, request, response);
    answerApi(world, request, url)
      .catch((error) => (process.stderr.write(`${error.stack}\n`), fail(500, 'io')))
      .then(({ status, body, raw, type, cookie }) => {
        const headers = { 'Content-Type': type ?? 'application/json' };
        if (cookie) headers['Set-Cookie'] = `guvoh=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
        response.writeHead(status, headers).end(raw ?? (body === undefined ? undefined : JSON.stringify(body)));
      });
  });
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve({ server, world, port: server.address().port })),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
  const made = await startMock({
    port: Number(option('--port', 8787)),
    dist: option('--dist', 'dist'),
    people: Number(option('--people', 400)),
  });
  process.stdout.write(`http://localhost:${made.port}/#/start/mock\n`);
}
