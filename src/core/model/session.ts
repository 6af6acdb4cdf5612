/** A session: what a person opened by logging on, alive while it is used and until its lifetime ends. */
import type { OwedStep, SessionEnd } from '../refusal.ts';
import type { Account } from './account.ts';
import { endOfFamily, type Family } from './family.ts';
import type { Fingerprint } from './fingerprint.ts';

export interface Session {
  readonly id: bigint;
  /** Undefined when the session has no secret of its own and is reached through its tokens only. */
  readonly fingerprint: Fingerprint | undefined;
  /** Set when the secret's form has no room for an id, so that it can only be found by its fingerprint. */
  readonly foundByFingerprint: boolean;
  readonly familyId: bigint;
  readonly accountId: number;
  /**
   * The client that it was opened for, or that got it in exchange; undefined for one that a person opened alone. Of a session that is older than this member
   * only its family tells.
   */
  readonly clientId: string | undefined;
  /** The site that it belongs to. */
  readonly site: string;
  /** What the person can have one live session of. Taken by the latest session that owes no second step. */
  readonly slot: string | undefined;
  /** The device that the caller named; a label, never a credential. */
  readonly deviceKey: string | undefined;
  readonly openedAt: number;
  /** How long it outlives its last use; undefined when only its lifetime bounds it. */
  readonly idleSeconds: number | undefined;
  readonly usedAt: number;
  readonly expiresAt: number;
  readonly closedAt: number | undefined;
  readonly owes: OwedStep | undefined;
  /** The company that the person chose to work in. */
  readonly companyId: number | undefined;
}

/** A session as it is read: with the family and the account that decide whether it still counts. */
export interface SessionInPlace {
  readonly session: Session;
  readonly family: Family;
  readonly account: Account;
}

/** When the session ends if nobody uses it again. */
export function endsAt(session: Session): number {
  return session.idleSeconds === undefined
    ? session.expiresAt
    : Math.min(session.expiresAt, session.usedAt + session.idleSeconds * 1000);
}

/** How the session came to an end, or undefined while it lives. */
export function endOf(found: SessionInPlace, now: number): SessionEnd | undefined {
  const revocation = endOfFamily(found.family, found.account);
  if (revocation !== undefined) return revocation;
  if (found.session.closedAt !== undefined) return 'closed';
  if (endsAt(found.session) <= now) return 'expired';
  return undefined;
}
