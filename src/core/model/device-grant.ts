/**
 * A connection that is asked for on one device and decided in a browser on another (RFC 8628): between the two stands a person who reads a short code from
 * the one and types it into the other.
 */
import type { Account } from './account.ts';
import type { Fingerprint } from './fingerprint.ts';

export interface DeviceGrant {
  readonly id: bigint;
  /** Of the secret that the device asks with. */
  readonly fingerprint: Fingerprint;
  /** Of the code that the person types. It is short enough to be found by trying, so it is kept under the server's key. */
  readonly userCodeFingerprint: Fingerprint;
  readonly clientId: string;
  /** Space-separated. */
  readonly scope: string;
  /** The resources that the tokens will be for, space-separated; undefined for this server itself. */
  readonly audience: string | undefined;
  /** How long the device must wait between two questions; grows when it doesn't. */
  readonly intervalSeconds: number;
  readonly expiresAt: number;
  readonly decision: DeviceDecision | undefined;
  readonly spentAt: number | undefined;
  /** The family that its redemption opened. */
  readonly familyId: bigint | undefined;
}

export type DeviceDecision =
  | { readonly verdict: 'granted'; readonly at: number; readonly accountId: number; readonly authenticatedAt: number }
  | { readonly verdict: 'consent-denied'; readonly at: number };

/** A grant as it is read: with the person who granted it. */
export interface DeviceGrantInPlace {
  readonly grant: DeviceGrant;
  readonly account: Account | undefined;
}

export type NewDeviceGrant = Omit<DeviceGrant, 'decision' | 'spentAt' | 'familyId'>;

/** Consonants that are read, spoken and typed alike everywhere, and make no words (RFC 8628 section 6.1). */
export const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** 20 to the 8th are 34 bits, for codes that live minutes and can be tried a few times. */
export const USER_CODE_LENGTH = 8;

/** As it is shown: two groups of four. */
export function showUserCode(letters: string): string {
  return `${letters.slice(0, USER_CODE_LENGTH / 2)}-${letters.slice(USER_CODE_LENGTH / 2)}`;
}

/** The letters of a code as a person types it, in any case and with anything between them; undefined when they can be none. */
export function readUserCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return letters.length === USER_CODE_LENGTH && [...letters].every((letter) => USER_CODE_LETTERS.includes(letter))
    ? letters
    : undefined;
}
