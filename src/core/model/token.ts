/** Access and refresh tokens. Only their fingerprints are kept. */
import type { GrantFault } from '../refusal.ts';
import type { Account } from './account.ts';
import { endOfFamily, type Family } from './family.ts';
import type { Fingerprint } from './fingerprint.ts';

export interface Token {
  readonly id: bigint;
  readonly kind: 'access' | 'refresh';
  readonly fingerprint: Fingerprint;
  /** Set when the token's wire form has no room for an id, so that it can only be found by its fingerprint. */
  readonly foundByFingerprint: boolean;
  readonly familyId: bigint;
  readonly sessionId: bigint | undefined;
  /** Space-separated, as RFC 6749 section 3.3 writes it. */
  readonly scope: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The client that holds it, when it was exchanged for another than the family's. */
  readonly clientId: string | undefined;
  /** The resources that it is for, space-separated; undefined when it is for this server itself and whoever asks it. */
  readonly audience: string | undefined;
  /** The thumbprint (RFC 7638) of the key that its holder must prove to have; undefined when having the token is enough. */
  readonly boundTo: string | undefined;
  /** Refresh tokens: when it was exchanged for its successor. */
  readonly spentAt: number | undefined;
  /** Refresh tokens: the refresh token and the access token that replaced it. */
  readonly successorId: bigint | undefined;
  readonly successorAccessId: bigint | undefined;
}

/** A token as it is read: with the family and the account that decide whether it still counts. */
export interface TokenInPlace {
  readonly token: Token;
  readonly family: Family;
  /** Undefined when a client acts for itself. */
  readonly account: Account | undefined;
}

/** The client that the token was issued to. */
export function holderOf({ token, family }: Pick<TokenInPlace, 'token' | 'family'>): string | undefined {
  return token.clientId ?? family.clientId;
}

/** Why the token no longer counts, or undefined while it does. */
export function faultOf(found: TokenInPlace, now: number): GrantFault | undefined {
  if (endOfFamily(found.family, found.account) !== undefined) return 'revoked';
  if (found.token.spentAt !== undefined) return 'spent';
  if (found.token.expiresAt <= now) return 'expired';
  return undefined;
}

/** Whole seconds until the token expires, never below zero. */
export function secondsLeft(token: Token, now: number): number {
  return Math.max(0, Math.floor((token.expiresAt - now) / 1000));
}
