// SPDX-License-Identifier: AGPL-3.0-or-later
// Sign-in, members, roles and compartments of the mock. It pretends: passphrases are compared in the clear, passkeys by their id.
import { randomBytes } from 'node:crypto';
import { newId, now } from './data.mjs';
import { totp } from './totp.mjs';
import { fill } from './world.mjs';

const token = () => randomBytes(16).toString('base64url');
export const fail = (status, kind, rest = {}) => ({ status, body: { error: { kind, message: `error.${kind}`, ...rest } } });

export function viewSession(world, session) {
  const member = world.members.find((one) => one.id === session.member);
  const roles = world.roles.filter((role) => member.roles.includes(role.id));
  return {
    member: { id: member.id, name: member.name, login: member.login, language: member.language },
    roles: roles.map(({ id, name }) => ({ id, name })),
    permissions: [...new Set(roles.flatMap((role) => role.permissions))],
    compartments: world.compartments
      .filter((one) => one.members.includes(member.id))
      .map(({ id, name }) => ({ id, name, can_open: true })),
    csrf_token: session.csrf,
    expires_at: new Date(Date.now() + 12 * 3600e3).toISOString(),
    idle_s: 1800,
    totp: Boolean(world.secrets.get(member.id).totp),
    recovery_codes_left: world.secrets.get(member.id).codes.length,
    passkeys: world.secrets.get(member.id).passkeys.length,
    workspace_name: world.workspace,
  };
}

function signIn(world, member, request) {
  const session = {
    id: newId(),
    token: token(),
    csrf: token(),
    member: member.id,
    at: now(),
    agent: request.headers['user-agent'] ?? '',
  };
  world.sessions.set(session.token, session);
  member.last_seen_at = now();
  return { status: 200, cookie: session.token, body: { session: viewSession(world, session) } };
}

function newMember(world, name, login, passphrase, language, roles) {
  const member = { id: newId(), name, login, status: 'active', roles, language, last_seen_at: now() };
  world.members.push(member);
  world.secrets.set(member.id, { passphrase, passkeys: [], codes: [] });
  world.compartments[0].members.push(member.id);
  return member;
}

const view = (world, member) => ({
  ...member,
  compartments: world.compartments.filter((one) => one.members.includes(member.id)).map((one) => one.id),
  totp: Boolean(world.secrets.get(member.id)?.totp),
  passkeys: world.secrets.get(member.id)?.passkeys.length ?? 0,
});

const options = (world, member) => ({
  challenge: token(),
  rpId: 'localhost',
  userVerification: 'preferred',
  allowCredentials: (member ? world.secrets.get(member.id).passkeys : []).map((one) => ({
    type: 'public-key',
    id: one.credential,
  })),
});

export const publicRoutes = {
  'POST /setup': ({ world, body, request }) => {
    if (world.phase !== 'empty') return fail(409, 'conflict');
    world.phase = 'open';
    world.workspace = body.workspace_name;
    const member = newMember(world, body.member_name, body.login, body.passphrase, body.language, ['lead', 'administrator']);
    fill(world, member.id);
    const answer = signIn(world, member, request);
    return { ...answer, body: { ...answer.body, recovery_key: 'K7QF-2M9X-TTLA-80PD-W3HV-6RNE-Y4CS-J1ZB' } };
  },
  'POST /passphrase-strength': ({ body }) => {
    const size = body.passphrase.length;
    const score = Math.min(4, Math.floor(size / 6));
    return { status: 200, body: { score, acceptable: score >= 3, crack_time: ['minutes', 'hours', 'days', 'years', 'centuries'][score], advice: score >= 3 ? 'ok' : 'too_short' } }; // prettier-ignore
  },
  'POST /session': ({ world, body, request }) => {
    const member = world.members.find((one) => one.login === body.login && one.status === 'active');
    const secret = world.secrets.get(member?.id);
    if (!secret || secret.passphrase !== body.passphrase) return fail(401, 'bad_key');
    if (!secret.totp && secret.passkeys.length === 0) return signIn(world, member, request);
    const challenge = token();
    world.challenges.set(challenge, member);
    const methods = [
      ...(secret.totp ? ['totp'] : []),
      ...(secret.passkeys.length > 0 ? ['passkey'] : []),
      ...(secret.totp ? ['recovery_code'] : []),
    ];
    return { status: 200, body: { second_factor: { challenge, methods, passkey: options(world, member) } } };
  },
  'POST /session/second-factor': ({ world, body, request }) => {
    const member = world.challenges.get(body.challenge);
    const secret = world.secrets.get(member?.id);
    const good =
      (body.method === 'totp' && body.code === totp(secret.totp)) ||
      (body.method === 'recovery_code' && secret.codes.includes(body.code)) ||
      (body.method === 'passkey' && secret.passkeys.some((one) => one.credential === body.credential.id));
    if (good && body.method === 'recovery_code') secret.codes = secret.codes.filter((one) => one !== body.code);
    return good ? signIn(world, member, request) : fail(401, 'bad_key');
  },
  'POST /session/passkey/begin': ({ world }) => ({ status: 200, body: { challenge: token(), options: options(world) } }),
  'POST /session/passkey/finish': ({ world, body, request }) => {
    const member = world.members.find((one) =>
      world.secrets.get(one.id).passkeys.some((key) => key.credential === body.credential.id),
    );
    return member ? signIn(world, member, request) : fail(401, 'bad_key');
  },
  'POST /join/look': ({ world, body }) => {
    const found = world.invitations.find((one) => one.token === body.token);
    return found
      ? { status: 200, body: { name: found.name, login: found.login, workspace_name: world.workspace } }
      : fail(404, 'not_found');
  },
  'POST /join': ({ world, body, request }) => {
    const at = world.invitations.findIndex((one) => one.token === body.token);
    if (at < 0) return fail(404, 'not_found');
    const [found] = world.invitations.splice(at, 1);
    return signIn(world, newMember(world, found.name, found.login, body.passphrase, body.language, found.roles), request);
  },
  'GET /calendar/:token/dates.ics': ({ world, parts }) => {
    const known = [...world.secrets.values()].some((secret) => secret.links?.some((link) => link.token === parts[0]));
    if (!known) return fail(404, 'not_found');
    return { status: 200, type: 'text/calendar', raw: 'BEGIN:VCALENDAR\r\nSUMMARY:Measure due\r\nEND:VCALENDAR\r\n' };
  },
};

export const memberRoutes = {
  'GET /session': ({ world, session }) => ({ status: 200, body: viewSession(world, session) }),
  'DELETE /session': ({ world, session }) => (world.sessions.delete(session.token), { status: 204 }),
  'GET /sessions': ({ world, session }) => ({
    status: 200,
    body: {
      sessions: [...world.sessions.values()]
        .filter((one) => one.member === session.member)
        .map((one) => ({
          id: one.id,
          current: one === session,
          created_at: one.at,
          last_seen_at: now(),
          address: '127.0.0.1',
          agent: one.agent,
        })),
    },
  }),
  'DELETE /sessions/:id': ({ world, parts }) => {
    for (const [key, one] of world.sessions) if (one.id === parts[0]) world.sessions.delete(key);
    return { status: 204 };
  },
  'PATCH /me': ({ world, session, body, member }) => (
    Object.assign(member, body),
    { status: 200, body: { session: viewSession(world, session) } }
  ),
  'PUT /me/passphrase': ({ secret, body }) =>
    secret.passphrase === body.current ? ((secret.passphrase = body.next), { status: 204 }) : fail(401, 'bad_key'),
  'POST /me/totp': ({ secret, member, world }) => {
    secret.pending = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    return { status: 200, body: { secret: secret.pending, uri: `otpauth://totp/${encodeURIComponent(world.workspace)}:${member.login}?secret=${secret.pending}&issuer=Guvoh` } }; // prettier-ignore
  },
  'POST /me/totp/confirm': ({ secret, body }) => {
    if (body.code !== totp(secret.pending)) return fail(400, 'invalid', { field: 'code' });
    secret.totp = secret.pending;
    secret.codes = Array.from({ length: 8 }, (_, n) => `mock-${1000 + n}`);
    return { status: 200, body: { recovery_codes: secret.codes } };
  },
  'DELETE /me/totp': ({ secret }) => (delete secret.totp, { status: 204 }),
  'POST /me/recovery-codes': ({ secret }) => ({ status: 200, body: { recovery_codes: secret.codes } }),
  'GET /me/passkeys': ({ secret }) => ({ status: 200, body: { passkeys: secret.passkeys } }),
  'POST /me/passkeys/begin': ({ member }) => ({
    status: 200,
    body: {
      challenge: token(),
      options: {
        challenge: token(),
        rp: { name: 'Guvoh', id: 'localhost' },
        user: { id: Buffer.from(member.id).toString('base64url'), name: member.login, displayName: member.name },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
        extensions: { prf: { eval: { first: Buffer.from('guvoh mock salt of 32 bytes.....').toString('base64url') } } },
      },
    },
  }),
  'POST /me/passkeys/finish': ({ secret, body }) => {
    secret.passkeys.push({
      id: newId(),
      label: body.label,
      created_at: now(),
      opens_keys: Boolean(body.prf),
      credential: body.credential.id,
    });
    return { status: 204 };
  },
  'DELETE /me/passkeys/:id': ({ secret, parts }) => (
    (secret.passkeys = secret.passkeys.filter((one) => one.id !== parts[0])),
    { status: 204 }
  ),
  'GET /me/calendar-links': ({ secret }) => ({
    status: 200,
    body: { calendar_links: (secret.links ?? []).map((link) => ({ ...link, token: undefined })) },
  }),
  'POST /me/calendar-links': ({ secret, body }) => {
    const made = { id: newId(), titles: body.titles ?? false, state: body.state ?? '', created_at: now(), last_used_at: null };
    secret.links = [...(secret.links ?? []), { ...made, token: token() }];
    return { status: 201, body: { ...made, link: `/api/v1/calendar/${secret.links.at(-1).token}/dates.ics` } };
  },
  'DELETE /me/calendar-links/:id': ({ secret, parts }) => (
    (secret.links = (secret.links ?? []).filter((one) => one.id !== parts[0])),
    { status: 204 }
  ),
  'GET /members': ({ world }) => ({ status: 200, body: { members: world.members.map((one) => view(world, one)) } }),
  'PATCH /members/:id': ({ world, parts, body }) => {
    const found = world.members.find((one) => one.id === parts[0]);
    Object.assign(found, body);
    return { status: 200, body: view(world, found) };
  },
  'POST /members/:id/remove': ({ world, parts }) => {
    world.members.find((one) => one.id === parts[0]).status = 'removed';
    for (const [key, one] of world.sessions) if (one.member === parts[0]) world.sessions.delete(key);
    return { status: 204 };
  },
  'POST /members/:id/reset': () => ({ status: 200, body: { link: `/#/join/${token()}` } }),
  'GET /invitations': ({ world }) => ({ status: 200, body: { invitations: world.invitations } }),
  'POST /invitations': ({ world, body }) => {
    const made = { id: newId(), token: token(), ...body, expires_at: new Date(Date.now() + body.days * 864e5).toISOString() };
    world.invitations.push(made);
    return { status: 200, body: { id: made.id, link: `/#/join/${made.token}`, expires_at: made.expires_at } };
  },
  'DELETE /invitations/:id': ({ world, parts }) => (
    (world.invitations = world.invitations.filter((one) => one.id !== parts[0])),
    { status: 204 }
  ),
  'GET /roles': ({ world }) => ({ status: 200, body: { roles: world.roles, permissions: world.permissions } }),
  'POST /roles': ({ world, body }) => (
    world.roles.push({ id: newId(), built_in: false, ...body }),
    { status: 201, body: world.roles.at(-1) }
  ),
  'PUT /roles/:id': ({ world, parts, body }) => ({
    status: 200,
    body: Object.assign(
      world.roles.find((one) => one.id === parts[0]),
      body,
    ),
  }),
  'GET /compartments': ({ world, session }) => ({
    status: 200,
    body: { compartments: world.compartments.map((one) => ({ ...one, member_of: one.members.includes(session.member) })) },
  }),
  'POST /compartments': ({ world, body, session }) => (
    world.compartments.push({ id: newId(), ...body, members: [session.member] }),
    { status: 201, body: {} }
  ),
  'POST /compartments/:id/members': ({ world, parts, body }) => (
    world.compartments.find((one) => one.id === parts[0]).members.push(body.member),
    { status: 204 }
  ),
  'DELETE /compartments/:id/members/:member': ({ world, parts }) => {
    const found = world.compartments.find((one) => one.id === parts[0]);
    found.members = found.members.filter((one) => one !== parts[1]);
    return { status: 204 };
  },
};
