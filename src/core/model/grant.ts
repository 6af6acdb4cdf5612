/**
 * Grants: what a person or a client has given away that can be turned into a session or tokens: authorization codes, spent once, and
 * delegations, which are pairs of a public identifier and a secret that a client keeps for as long as the person lets it.
 */

import type { Account } from './account.ts';
import type { Client } from './client.ts';
import type { Fingerprint } from './fingerprint.ts';

export type ChallengeMethod = 'S256' | 'plain';

export interface Code {
  readonly id: bigint;
  readonly fingerprint: Fingerprint;
  readonly clientId: string;
  readonly account: Account;
  readonly redirectUri: string;
  /** PKCE (RFC 7636). Undefined when the request for the code sent no challenge. */
  readonly challenge: string | undefined;
  readonly challengeMethod: ChallengeMethod | undefined;
  readonly scope: string;
  /** What the request for the code carried for who redeems it; see `AuthorizationRequest`. */
  readonly nonce: string | undefined;
  readonly reference: string | undefined;
  readonly audience: string | undefined;
  readonly boundTo: string | undefined;
  /** When the person had proved who they are. */
  readonly authenticatedAt: number | undefined;
  readonly expiresAt: number;
  readonly spentAt: number | undefined;
  /** The family that its redemption opened. */
  readonly familyId: bigint | undefined;
}

export interface Delegation {
  /** The public half of the pair. */
  readonly id: string;
  readonly secretFingerprint: Fingerprint;
  readonly client: Client;
  readonly account: Account;
  readonly endedAt: number | undefined;
}
