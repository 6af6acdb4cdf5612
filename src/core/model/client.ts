/** A client application: a program that asks on its own behalf or on a person's. */
import type { Fingerprint } from './fingerprint.ts';
import type { ChallengeMethod } from './grant.ts';

/** What a client may ask. A permit that isn't given is refused in every dialect. */
export type Permit =
  /** Open sessions with a delegation that a person gave it. */
  | 'delegation'
  /** Redeem authorization codes. */
  | 'code'
  | 'refresh'
  /** Tokens of its own, for nobody in particular. */
  | 'client-credentials'
  /** Inspect and revoke any credential of the server, not only its own. */
  | 'introspection'
  | 'exchange';

export interface Client {
  /** The identifier that the client sends; unique. */
  readonly id: string;
  readonly name: string;
  /** Undefined for a public client, which can't keep a secret. */
  readonly secretFingerprint: Fingerprint | undefined;
  readonly permits: readonly Permit[];
  /** Compared character by character. */
  readonly redirectUris: readonly string[];
  /** Every scope it may ever be given. */
  readonly scopes: readonly string[];
  /** How its code challenges may be made (RFC 7636 section 4.2); a code asked with another method is never redeemed. */
  readonly challengeMethods: readonly ChallengeMethod[];
  readonly disabledAt: number | undefined;
}

export function isPermitted(client: Client, permit: Permit): boolean {
  return client.permits.includes(permit);
}
