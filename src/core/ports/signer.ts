import type { SigningTerms } from '../model/signing-key.ts';

export type { RepeatableAlgorithm, SharedKey } from '../model/signing-key.ts';

/** Signs tokens with the server's keys. */
export interface Signer {
  /**
   * A JWS in compact form (RFC 7515 section 7.1) over these claims.
   * @throws when there is no key of the moment that the terms name
   */
  sign(claims: Readonly<Record<string, unknown>>, terms?: SigningTerms): Promise<string>;
  /** The public halves of all keys that sign, did or will, as a JWK Set (RFC 7517 section 5). */
  publicKeys(): { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}
