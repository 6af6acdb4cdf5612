declare const brand: unique symbol;

/** The SHA-256 of a secret's text, 43 base64url characters: all that is ever kept of it. Made by `core/secrets.ts` only. */
export type Fingerprint = string & { readonly [brand]: true };
