/**
 * The framework's cookies, and how they are set.
 *
 * `ss-opt` tells which of two ids is the session's: `ss-pid` when it says `perm`, else `ss-id`. Only that one is a secret here; the
 * other names the session and opens nothing, so that a cookie kept for years never holds the key to a session meant for days.
 */
import type { SetCookie } from '../../platforms/servicestack/index.ts';

export const SESSION_ID = 'ss-id';
export const PERMANENT_ID = 'ss-pid';
export const OPTIONS = 'ss-opt';
export const TOKEN = 'ss-tok';
export const USER_ID = 'X-UAId';

/** The framework's permanent cookies last twenty years. */
const PERMANENT_YEARS = 20;

/** Characters of either id. */
const ID_LENGTH = 20;

export interface NewSession {
  readonly secret: string;
  /** The id that the session is kept under; no secret. */
  readonly id: bigint;
  readonly accountId: number;
  readonly isPermanent: boolean;
}

/** What a login sets. @param now epoch milliseconds */
export function loginCookies(session: NewSession, now: number, isSecure: boolean): readonly SetCookie[] {
  const { secret, isPermanent, accountId } = session;
  const name = session.id.toString(36).padStart(ID_LENGTH, '0');
  const expiresAt = inYears(now);
  return [
    { name: SESSION_ID, value: isPermanent ? name : secret, isSecure },
    { name: PERMANENT_ID, value: isPermanent ? secret : name, expiresAt, isSecure },
    { name: OPTIONS, value: isPermanent ? 'perm' : 'temp', expiresAt, isSecure },
    userCookie(accountId, now, isSecure),
  ];
}

/** Who last logged on here; no credential. */
export function userCookie(accountId: number, now: number, isSecure: boolean): SetCookie {
  return { name: USER_ID, value: String(accountId), expiresAt: inYears(now), isSecure };
}

/** @param expiresAt when the token does, in epoch milliseconds */
export function tokenCookie(text: string, expiresAt: number, isSecure: boolean): SetCookie {
  return { name: TOKEN, value: text, expiresAt, isSecure };
}

function inYears(now: number): number {
  const date = new Date(now);
  return date.setUTCFullYear(date.getUTCFullYear() + PERMANENT_YEARS);
}
