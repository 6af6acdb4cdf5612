import type { Clock } from '../core/ports/clock.ts';
import type { Store } from '../core/ports/store.ts';

export interface SweepTerms {
  readonly everySeconds: number;
  /** How long what has expired is kept, so that it is still told apart from what never was. */
  readonly keepSeconds: number;
  /** Rows of each kind in one go: requests are answered between two goes. */
  readonly batch: number;
}

export const SWEEP_TERMS: SweepTerms = { everySeconds: 60, keepSeconds: 86_400, batch: 500 };

/**
 * Deletes what expired, in batches and while serving, until it is told to stop. A failure is told and tried again at the next turn: nothing
 * waits for the sweep.
 * @returns stops it; resolves when a sweep under way has ended
 */
export function startSweeping(
  store: Pick<Store, 'sweep' | 'sweepFailures'>,
  clock: Clock,
  onFailure: (error: unknown) => void,
  terms: SweepTerms = SWEEP_TERMS,
): () => Promise<void> {
  let isStopped = false;
  let underWay: Promise<void> = Promise.resolve();

  async function sweepAll(): Promise<void> {
    try {
      const now = clock.now();
      const before = now - terms.keepSeconds * 1000;
      while (!isStopped && (await store.sweep(before, terms.batch)) >= terms.batch);
      // A count of failures that is over means nothing to anybody.
      while (!isStopped && (await store.sweepFailures(now, terms.batch)) >= terms.batch);
    } catch (error) {
      onFailure(error);
    }
  }

  const timer = setInterval(() => {
    underWay = underWay.then(sweepAll);
  }, terms.everySeconds * 1000);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
    return underWay;
  };
}
