/**
 * Token families: everything that descends from one logon, one redeemed code or one client's own request. Revoking is flipping this one
 * row, and every read of a session or token checks it.
 */
import type { SessionEnd } from '../refusal.ts';

export interface Family {
  readonly id: bigint;
  /** Undefined when a client acts for itself. */
  readonly accountId: number | undefined;
  readonly clientId: string | undefined;
  /** The dialect that opened it. */
  readonly origin: string;
  readonly openedAt: number;
  readonly revokedAt: number | undefined;
  readonly revokedWhy: RevocationReason | undefined;
}

/**
 * `replaced`: another session took its slot. `guessing`: its second step was tried too often. `evicted`: a newer connection took its place in a bounded
 * pool.
 */
export type RevocationReason = 'asked' | 'reuse' | 'logout' | 'replaced' | 'guessing' | 'evicted';

/** How the family came to an end, as whoever holds something of it is told, or undefined while it lives. */
export function endOfFamily(family: Family): Extract<SessionEnd, 'revoked' | 'replaced'> | undefined {
  if (family.revokedAt === undefined) return undefined;
  return family.revokedWhy === 'replaced' ? 'replaced' : 'revoked';
}
