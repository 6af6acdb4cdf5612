import { createHmac, hkdfSync } from 'node:crypto';
import type { SharedKey } from '../core/ports/signer.ts';
import type { SignJws } from './sign-jws.ts';

/** RFC 7518 section 3.2: no shorter than the hash. */
const KEY_BYTES = 32;

/**
 * Signs with keys that are shared with whoever checks (HS256). One that goes by a name follows from the server key by HKDF, so that every node has it.
 *
 * The key's id is the first three characters of its base64, as ServiceStack has it, which tells 18 bits of 256.
 * @throws when a key that is given is too short
 */
export function createSharedKeys(serverKey: Uint8Array): (shared: SharedKey) => SignJws {
  const byName = new Map<string, SignJws>();
  const byBytes = new WeakMap<Uint8Array, SignJws>();
  return (shared) => {
    if ('bytes' in shared) {
      const known = byBytes.get(shared.bytes) ?? signerWith(shared.bytes);
      byBytes.set(shared.bytes, known);
      return known;
    }
    const info = `tessera shared signing key ${shared.name}`;
    const known =
      byName.get(shared.name) ?? signerWith(Buffer.from(hkdfSync('sha256', serverKey, '', info, KEY_BYTES)));
    // Names come from our own code, so this can't grow without end.
    byName.set(shared.name, known);
    return known;
  };
}

function signerWith(key: Uint8Array): SignJws {
  if (key.length < KEY_BYTES) throw new Error(`A key for HS256 has at least ${KEY_BYTES} bytes.`);
  const kid = Buffer.from(key).toString('base64').slice(0, 3);
  return (claims, type) => {
    const header = base64url(JSON.stringify({ typ: type, alg: 'HS256', kid }));
    const input = `${header}.${base64url(JSON.stringify(claims))}`;
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
  };
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
