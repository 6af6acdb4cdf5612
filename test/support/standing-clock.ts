import type { Clock } from '../../src/core/ports/clock.ts';

/** The moment at which every demo world of a test begins: 21 November 2026, noon UTC. */
export const DEMO_MOMENT = Date.UTC(2026, 10, 21, 12);

export interface StandingClock extends Clock {
  /** Moves the time forward, or back when negative. */
  move(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function createStandingClock(moment: number = DEMO_MOMENT): StandingClock {
  let current = moment;
  return {
    now: () => current,
    move: (ms) => {
      current += ms;
    },
  };
}
