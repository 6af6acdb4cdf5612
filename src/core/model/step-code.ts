import type { StepFault } from '../refusal.ts';
import type { Fingerprint } from './fingerprint.ts';

/** The code that was last sent for a session's second step. */
export interface StepCode {
  readonly sessionId: bigint;
  readonly accountId: number;
  /** Keyed by the server's key: six digits could be found behind a plain one. */
  readonly fingerprint: Fingerprint;
  readonly sentAt: number;
  readonly expiresAt: number;
  /** When the session ends: until then its tries are remembered, whatever became of the code. */
  readonly endsAt: number;
}

/** How a try at a second step ended; see `Store.passStep`. */
export type StepOutcome = 'passed' | Exclude<StepFault, 'not-owed'> | 'limited' | 'lost';

/** Whole seconds that the code still counts, never below zero. */
export function secondsOf(code: StepCode, now: number): number {
  return Math.max(0, Math.floor((code.expiresAt - now) / 1000));
}
