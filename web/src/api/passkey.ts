// SPDX-License-Identifier: AGPL-3.0-or-later
// WebAuthn between the server's JSON and the browser's bytes, with the `prf` answer that can open sealed keys.

type Json = { [key: string]: unknown };

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer | ArrayBufferView): string {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  let plain = '';
  for (const byte of view) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export const passkeysWork = (): boolean =>
  typeof window !== 'undefined' && 'PublicKeyCredential' in window && window.isSecureContext;

function readOptions(raw: unknown): Json {
  const options = { ...((raw as Json).publicKey ? ((raw as Json).publicKey as Json) : (raw as Json)) };
  options.challenge = toBytes(String(options.challenge));
  const user = options.user as Json | undefined;
  if (user) options.user = { ...user, id: toBytes(String(user.id)) };
  for (const list of ['allowCredentials', 'excludeCredentials']) {
    const found = options[list] as Json[] | undefined;
    if (found) options[list] = found.map((one) => ({ ...one, id: toBytes(String(one.id)) }));
  }
  const prf = (options.extensions as Json | undefined)?.prf as { eval?: { first?: string } } | undefined;
  if (prf?.eval?.first)
    options.extensions = { ...(options.extensions as Json), prf: { eval: { first: toBytes(prf.eval.first) } } };
  return options;
}

function prfOf(credential: PublicKeyCredential): { prf?: string; enabled: boolean } {
  const results = credential.getClientExtensionResults() as { prf?: { enabled?: boolean; results?: { first?: ArrayBuffer } } };
  const first = results.prf?.results?.first;
  return { enabled: results.prf?.enabled === true || first !== undefined, ...(first ? { prf: toText(first) } : {}) };
}

export interface PasskeyProof {
  credential: Json;
  prf?: string;
}

/** Shows the browser's passkey dialog and gives back what proves it. */
export async function answerPasskey(raw: unknown): Promise<PasskeyProof> {
  const publicKey = readOptions(raw) as unknown as PublicKeyCredentialRequestOptions;
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const answer = found.response as AuthenticatorAssertionResponse;
  const { prf } = prfOf(found);
  return {
    credential: {
      id: found.id,
      rawId: toText(found.rawId),
      type: found.type,
      response: {
        clientDataJSON: toText(answer.clientDataJSON),
        authenticatorData: toText(answer.authenticatorData),
        signature: toText(answer.signature),
        userHandle: answer.userHandle ? toText(answer.userHandle) : null,
      },
      clientExtensionResults: {},
    },
    ...(prf ? { prf } : {}),
  };
}

/** Makes a new passkey. One that can do `prf` but kept quiet at creation is asked once more, so that it can open keys. */
export async function makeNew(raw: unknown): Promise<PasskeyProof> {
  const options = readOptions(raw);
  const made = (await navigator.credentials.create({
    publicKey: options as unknown as PublicKeyCredentialCreationOptions,
  })) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAttestationResponse;
  const first = prfOf(made);
  let prf = first.prf;
  if (!prf && first.enabled) prf = await askPrf(options, made.rawId);
  return {
    credential: {
      id: made.id,
      rawId: toText(made.rawId),
      type: made.type,
      response: {
        clientDataJSON: toText(answer.clientDataJSON),
        attestationObject: toText(answer.attestationObject),
        transports: answer.getTransports?.() ?? [],
      },
      clientExtensionResults: {},
    },
    ...(prf ? { prf } : {}),
  };
}

async function askPrf(options: Json, id: ArrayBuffer): Promise<string | undefined> {
  const publicKey = {
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    rpId: (options.rp as Json | undefined)?.id,
    allowCredentials: [{ type: 'public-key', id }],
    userVerification: 'required',
    extensions: options.extensions,
  } as unknown as PublicKeyCredentialRequestOptions;
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  return prfOf(found).prf;
}
