/** A public key as a JSON Web Key (RFC 7517 section 4). Private members are never among its own. */
export type PublicKey = Readonly<Record<string, unknown>>;

/** The members that make a key private or secret, of every kind of key (RFC 7518 section 6, RFC 8037 section 2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Whether nothing private stands in a key: one that tells its private half has lost it. */
export function isPublicOnly(key: PublicKey): boolean {
  return PRIVATE_MEMBERS.every((member) => !Object.hasOwn(key, member));
}
