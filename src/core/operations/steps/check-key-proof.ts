import { no, type Result, yes } from '../../refusal.ts';
import { fingerprint } from '../../secrets.ts';
import type { World } from '../../world.ts';

/** A statement by which a caller shows with one request that it holds a key (RFC 9449 section 4). */
export interface KeyProof {
  readonly text: string;
  /** The request that it must be about. */
  readonly method: string;
  /** Without query and fragment. */
  readonly url: string;
}

/** How old a proof may be, and how far ahead of this server's clock its maker's. */
const OLDEST_MS = 300_000;
const SKEW_MS = 30_000;

/** Longer ones are no identifiers. */
const LONGEST_ID = 256;

/**
 * Checks a proof and answers with the thumbprint (RFC 7638) of the key that it proves: signed with the key that stands in it, about this very request,
 * fresh, and never seen before (RFC 9449 section 4.3).
 * @param token the access token that comes with it; the proof must name that very token
 */
export async function checkKeyProof(world: World, proof: KeyProof, token?: string): Promise<Result<string>> {
  const signed = await world.signatures.verifyOwn(proof.text);
  if (signed === undefined || signed.header.typ !== 'dpop+jwt')
    return no({ code: 'key-proof-rejected', why: 'improper' });
  const { htm, htu, iat, jti, ath } = signed.claims;
  const now = world.clock.now();
  const isRight =
    htm === proof.method &&
    typeof htu === 'string' &&
    isSameAddress(htu, proof.url) &&
    typeof iat === 'number' &&
    iat * 1000 >= now - OLDEST_MS &&
    iat * 1000 <= now + SKEW_MS &&
    typeof jti === 'string' &&
    jti !== '' &&
    jti.length <= LONGEST_ID &&
    (token === undefined || ath === fingerprint(token));
  if (!isRight) return no({ code: 'key-proof-rejected', why: 'improper' });
  const used = fingerprint(`key proof\0${signed.thumbprint}\0${jti}`);
  const turn = await world.store.useOnce(used, Math.ceil(iat * 1000) + OLDEST_MS + SKEW_MS);
  return turn === 'first' ? yes(signed.thumbprint) : no({ code: 'key-proof-rejected', why: 'used' });
}

/** Compared as RFC 3986 section 6.2 normalises them, query and fragment left out (RFC 9449 section 4.3). */
function isSameAddress(told: string, asked: string): boolean {
  try {
    const url = new URL(told);
    url.search = '';
    url.hash = '';
    return url.href === new URL(asked).href;
  } catch {
    return false;
  }
}
