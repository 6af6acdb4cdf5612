import { randomFillSync } from 'node:crypto';
import type { Random } from '../core/ports/random.ts';

const POOL_BYTES = 4096;

/** Random bytes of the operating system's generator, drawn in pools because a call for each token costs more than the token. */
export function createDice(): Random {
  let pool = Buffer.alloc(0);
  let used = 0;
  return {
    bytes: (count) => {
      if (used + count > pool.length) {
        // A new buffer each time: what was handed out stays the caller's own.
        pool = randomFillSync(Buffer.alloc(POOL_BYTES));
        used = 0;
      }
      const drawn = pool.subarray(used, used + count);
      used += count;
      return drawn;
    },
  };
}
