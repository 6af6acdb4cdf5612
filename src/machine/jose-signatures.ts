// By its parts, since only these are used: its index would load the whole of encryption as well.
import type { JWK } from 'jose';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { compactVerify } from 'jose/jws/compact/verify';
import { importJWK } from 'jose/key/import';
import type { Signatures, SignedStatement } from '../core/ports/signatures.ts';

/** Asymmetric ones only: a public key that passes for a shared secret is the oldest trick against signed statements (RFC 8725 section 2.1). */
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'RS256'];

/** Longer than any client's; a signature over more is not worth the work. */
const LONGEST = 16_384;

/** How many of a client's keys are tried for one statement that doesn't name its key. */
const MOST_TRIED = 8;

/** What makes a key private or secret, of every kind of key (RFC 7518 section 6, RFC 8037 section 2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Checks with the library that the field uses, which refuses keys that are too weak for their algorithm. */
export const joseSignatures: Signatures = {
  algorithms: ALGORITHMS,
  async verify(text, keys) {
    if (text.length > LONGEST) return undefined;
    const kid = headerOf(text)?.kid;
    const named = typeof kid === 'string' ? keys.filter((key) => key.kid === kid) : [];
    // A name that no key has is passed over: which key it was, the signature tells.
    for (const key of (named.length > 0 ? named : keys).slice(0, MOST_TRIED)) {
      const statement = await verifyWith(text, key);
      if (statement !== undefined) return statement;
    }
    return undefined;
  },
  async verifyOwn(text) {
    const key = text.length > LONGEST ? undefined : headerOf(text)?.jwk;
    // Whoever tells the private half of a key has lost it.
    if (!isRecord(key) || PRIVATE_MEMBERS.some((member) => Object.hasOwn(key, member))) return undefined;
    const statement = await verifyWith(text, key);
    // A key that has verified a signature has all that its thumbprint is made of.
    return statement === undefined ? undefined : { ...statement, thumbprint: await calculateJwkThumbprint(key as JWK) };
  },
};

async function verifyWith(text: string, key: Readonly<Record<string, unknown>>): Promise<SignedStatement | undefined> {
  try {
    const alg = headerOf(text)?.alg;
    if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) return undefined;
    // The library throws for every way in which a key or a text may be wrong.
    const imported = await importJWK(key as JWK, alg);
    const { payload, protectedHeader } = await compactVerify(text, imported, { algorithms: ALGORITHMS });
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return isRecord(claims) ? { header: { ...protectedHeader }, claims } : undefined;
  } catch {
    return undefined;
  }
}

function headerOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(text.slice(0, text.indexOf('.')), 'base64url').toString());
    return isRecord(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
