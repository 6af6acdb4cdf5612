/**
 * Histories: what many clients asked of connections, when, and what they were told, so that a checker can say whether all of it fits together.
 *
 * A connection is what one authorization code gave: a refresh token and an access token, their successors, and its end. Times are counted, not
 * measured: every beginning and every answer of a call takes the next number, so that of two calls it is known whether one was answered before the
 * other began. Nothing here knows how the server works; it knows what a caller may expect.
 */

/** On which wire a call is made: a successor has the form of the wire that it was first asked on. */
export type Wire = 'soap' | 'rest';

export const VERBS = ['redeem', 'refresh', 'revoke', 'logout', 'introspect', 'use'] as const;

/** `logout` ends a connection by its access token, `revoke` by any of its tokens; `use` opens a door with an access token. */
export type Verb = (typeof VERBS)[number];

export interface Question {
  readonly verb: Verb;
  readonly wire: Wire;
  /** The code or token that it is about. */
  readonly text: string;
}

export interface Pair {
  readonly refresh: string;
  readonly access: string;
}

/** What a caller was told: tokens, yes (done, active, let through) or no (refused, inactive). */
export type Answer = Pair | 'yes' | 'no';

export interface Call extends Question {
  /** What the server's clock said meanwhile, in milliseconds. */
  readonly at: number;
  readonly begun: number;
  /** Without an answer, when it can't happen any more; Infinity when nobody knows. */
  readonly ended: number;
  /** Undefined when it was lost: the call happened between its beginning and its end, or never. */
  readonly answer: Answer | undefined;
}

/** An authorization code, which is where a connection comes from. */
export interface CodeGiven {
  readonly text: string;
  /** By the server's clock, in milliseconds. */
  readonly expiresAt: number;
}

export interface History {
  readonly codes: readonly CodeGiven[];
  readonly calls: readonly Call[];
}
