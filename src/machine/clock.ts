import type { Clock } from '../core/ports/clock.ts';

/** The machine's own time: the only place that reads it. */
export const machineClock: Clock = { now: () => Date.now() };
