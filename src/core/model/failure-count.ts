/**
 * Failed attempts at a password, counted by what they have in common: the name that was tried, or the address that they came from.
 *
 * A count begins with a failure and is forgotten after a while. Once it is full, everything of its subject is refused until then, unlooked at.
 */
export interface FailureCount {
  /** What is counted. A name stands in it as a mark only: people type passwords into fields for names. */
  readonly subject: string;
  readonly failures: number;
  /** When it is forgotten, in epoch milliseconds. */
  readonly endsAt: number;
}

/**
 * One failure as it is to be counted. It adds one to a count that isn't over, and begins one where there is none or it is; the end of a count moves
 * when it is begun and when it is filled, never else.
 */
export interface Failure {
  readonly subject: string;
  readonly at: number;
  /** The failure that fills the count. */
  readonly limit: number;
  /** When a count that begins with this failure is forgotten. */
  readonly windowEndsAt: number;
  /** When a count that this failure fills is forgotten. */
  readonly holdEndsAt: number;
}

/** Seconds, whole and at least one, until a full count is forgotten; undefined when it holds nobody back. */
export function heldForSeconds(count: FailureCount | undefined, limit: number, now: number): number | undefined {
  if (count === undefined || count.failures < limit || count.endsAt <= now) return undefined;
  return Math.ceil((count.endsAt - now) / 1000);
}
