/**
 * Token families: everything that descends from one logon, one redeemed code or one client's own request. Revoking is flipping this one
 * row, and every read of a session or token checks it.
 */
import type { SessionEnd } from '../refusal.ts';
import type { Account, PasswordChange } from './account.ts';

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
export function endOfFamily(
  family: Family,
  account: Account | undefined,
): Extract<SessionEnd, 'revoked' | 'replaced'> | undefined {
  if (family.revokedAt !== undefined) return family.revokedWhy === 'replaced' ? 'replaced' : 'revoked';
  return isBeforePasswordChange(family, account?.passwordChange) ? 'revoked' : undefined;
}

/** A logon of the person's own that the password of then opened. Asked at each read, so that a change needn't find and write them all. */
function isBeforePasswordChange(family: Family, change: PasswordChange | undefined): boolean {
  if (change === undefined || family.clientId !== undefined) return false;
  return family.id < change.id && family.id !== change.familyId;
}
