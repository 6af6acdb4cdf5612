/**
 * Keys that sign tokens, and when each of them does what.
 *
 * For each algorithm there is a row of keys. One of them signs; its successor is made and published ahead of time, so that whoever keeps the
 * published keys in a cache knows it before the first signature; and what has signed stays published for as long as its signatures may count.
 */

export const SIGNING_ALGORITHMS = ['EdDSA', 'ES256', 'RS256'] as const;
/** The JWS algorithms (RFC 7518 section 3.1, RFC 8037 section 3.1) that this server signs with. */
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/**
 * Those that sign the same bytes alike each time, so that a token can be written again. ECDSA draws a number for every signature; deriving it
 * instead (RFC 6979) is more than Node's crypto offers.
 */
export type RepeatableAlgorithm = Exclude<SigningAlgorithm, 'ES256'>;

export interface SigningKey {
  /** The JWK thumbprint of its public half (RFC 7638), which is the `kid` of what it signs. */
  readonly id: string;
  readonly algorithm: SigningAlgorithm;
  /** Counted from 1 for each algorithm; unique, so that of two nodes that make the next key at once one wins. */
  readonly sequence: number;
  /** JSON of the public JWK (RFC 7517 section 4). */
  readonly publicJwk: string;
  /** The private half, sealed under the server key. */
  readonly sealedPrivate: string;
  readonly createdAt: number;
  /** It signs from then until its successor does. */
  readonly signsFrom: number;
}

export interface KeySchedule {
  /** How long a key signs. */
  readonly rotateSeconds: number;
  /** How long a key is published before it signs. */
  readonly publishAheadSeconds: number;
  /** How long a key stays published after it has signed for the last time. */
  readonly overlapSeconds: number;
}

const DAY_SECONDS = 24 * 3600;

export const DEFAULT_KEY_SCHEDULE: KeySchedule = {
  rotateSeconds: 90 * DAY_SECONDS,
  publishAheadSeconds: DAY_SECONDS,
  overlapSeconds: 30 * DAY_SECONDS,
};

/** The key whose turn to sign it is, or was, at a moment: undefined when there was none yet, or it is over. */
export function signingAt(
  keys: readonly SigningKey[],
  algorithm: SigningAlgorithm,
  at: number,
): SigningKey | undefined {
  let found: SigningKey | undefined;
  for (const key of rowOf(keys, algorithm)) if (key.signsFrom <= at) found = key;
  return found;
}

/** What the next key of an algorithm must be, or undefined while it isn't time to make one. */
export function nextKeyDue(
  keys: readonly SigningKey[],
  algorithm: SigningAlgorithm,
  schedule: KeySchedule,
  now: number,
): Pick<SigningKey, 'sequence' | 'signsFrom'> | undefined {
  const newest = rowOf(keys, algorithm).at(-1);
  // Nobody can have cached anything yet, so the first one needn't wait.
  if (newest === undefined) return { sequence: 1, signsFrom: now };
  const ahead = schedule.publishAheadSeconds * 1000;
  const due = newest.signsFrom + schedule.rotateSeconds * 1000;
  // A server that was away past the day of rotation goes on with the old key until the new one has been published for long enough.
  return now < due - ahead ? undefined : { sequence: newest.sequence + 1, signsFrom: Math.max(due, now + ahead) };
}

/** The keys that nobody needs any more: they signed, and what they signed has expired. */
export function keysOver(keys: readonly SigningKey[], schedule: KeySchedule, now: number): readonly SigningKey[] {
  return SIGNING_ALGORITHMS.flatMap((algorithm) => {
    const row = rowOf(keys, algorithm);
    return row.filter((_, index) => {
      const successor = row[index + 1];
      return successor !== undefined && successor.signsFrom + schedule.overlapSeconds * 1000 <= now;
    });
  });
}

function rowOf(keys: readonly SigningKey[], algorithm: SigningAlgorithm): SigningKey[] {
  return keys.filter((key) => key.algorithm === algorithm).sort((a, b) => a.sequence - b.sequence);
}

/** How a statement is to be signed. */
export interface SigningTerms {
  /** Without a word, EdDSA. */
  readonly algorithm?: SigningAlgorithm | undefined;
  /**
   * Sign with the key whose turn it was then, in epoch milliseconds; without a word, now. Keys stay for an overlap of days after their turn, so
   * what was signed lately can be signed again.
   */
  readonly at?: number | undefined;
  /** The `typ` of the header (RFC 7515 section 4.1.9); without a word, `JWT`. */
  readonly type?: string | undefined;
  /** Sign with a key that is shared with whoever checks, by HMAC (HS256, RFC 7518 section 3.2), instead of one of the server's own. */
  readonly shared?: SharedKey | undefined;
}

/** A key by its bytes, or one that follows from the server key and a name. Such keys aren't published. */
export type SharedKey = { readonly bytes: Uint8Array } | { readonly name: string };
