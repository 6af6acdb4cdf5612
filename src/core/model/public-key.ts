/** A public key as a JSON Web Key (RFC 7517 section 4). */
export type PublicKey = Readonly<Record<string, unknown>>;
