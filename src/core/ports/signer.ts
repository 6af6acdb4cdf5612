import type { SigningAlgorithm } from '../model/signing-key.ts';

export interface SigningTerms {
  /** Without a word, EdDSA. */
  readonly algorithm?: SigningAlgorithm | undefined;
  /** The `typ` of the header (RFC 7515 section 4.1.9); without a word, `JWT`. */
  readonly type?: string | undefined;
  /** Sign with a key that is shared with whoever checks, by HMAC (HS256, RFC 7518 section 3.2), instead of one of the server's own. */
  readonly shared?: SharedKey | undefined;
}

/** A key by its bytes, or one that follows from the server key and a name. Such keys aren't published. */
export type SharedKey = { readonly bytes: Uint8Array } | { readonly name: string };

/** Signs tokens with the server's current keys. */
export interface Signer {
  /** A JWS in compact form (RFC 7515 section 7.1) over these claims. */
  sign(claims: Readonly<Record<string, unknown>>, terms?: SigningTerms): Promise<string>;
  /** The public halves of all keys that sign, did or will, as a JWK Set (RFC 7517 section 5). */
  publicKeys(): { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}
