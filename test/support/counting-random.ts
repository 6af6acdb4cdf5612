import { createHash } from 'node:crypto';
import type { Random } from '../../src/core/ports/random.ts';

/**
 * Random bytes that are the same in every run: SHA-512 of a number that counts the draws. Texts made of them look as real ones do, and no two
 * are alike.
 */
export function createCountingRandom(): Random {
  let draws = 0;
  return {
    bytes: (count) => {
      if (count > 64) throw new Error('At most 64 random bytes are drawn at a time.');
      draws += 1;
      return createHash('sha512').update(`draw ${draws}`).digest().subarray(0, count);
    },
  };
}
