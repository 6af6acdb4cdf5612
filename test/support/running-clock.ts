import { machineClock } from '../../src/machine/clock.ts';
import type { StandingClock } from './standing-clock.ts';

/** The machine's time, for clients that go by a clock of their own; it can be moved all the same. */
export function createRunningClock(): StandingClock {
  let ahead = 0;
  return {
    now: () => machineClock.now() + ahead,
    move: (ms) => {
      ahead += ms;
    },
  };
}
