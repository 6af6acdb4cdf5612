import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { SigningAlgorithm, SigningKey } from '../core/model/signing-key.ts';
import type { Sealing } from '../core/ports/sealing.ts';
import { PRIVATE_KEY_PURPOSE } from './key-maker.ts';

/** Signs claims with one key: a JWS in compact form. */
export type SignJws = (claims: Readonly<Record<string, unknown>>, type: string) => string;

const SIGN: Readonly<Record<SigningAlgorithm, (input: Buffer, key: KeyObject) => Buffer>> = {
  EdDSA: (input, key) => sign(null, input, key),
  // RFC 7518 section 3.4: the two numbers side by side, not in DER.
  ES256: (input, key) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }),
  RS256: (input, key) => sign('sha256', input, key),
};

/**
 * Opens a kept key for signing. An EdDSA signature takes some twenty microseconds; a library that hands each one to another thread and back takes
 * twice as long for it.
 * @throws when the key was sealed under another server key
 */
export function openSigningKey(key: SigningKey, sealing: Sealing): SignJws {
  const pkcs8 = Buffer.from(sealing.open(key.sealedPrivate, PRIVATE_KEY_PURPOSE), 'base64url');
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const signBytes = SIGN[key.algorithm];
  const headers = new Map<string, string>();
  return (claims, type) => {
    let header = headers.get(type);
    if (header === undefined) {
      header = base64url(JSON.stringify({ alg: key.algorithm, typ: type, kid: key.id }));
      // Types come from our own code, so this can't grow without end.
      headers.set(type, header);
    }
    const input = `${header}.${base64url(JSON.stringify(claims))}`;
    return `${input}.${signBytes(Buffer.from(input), privateKey).toString('base64url')}`;
  };
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
