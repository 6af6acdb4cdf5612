import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '../core/ports/passwords.ts';

export interface Argon2Settings {
  readonly memoryKibibytes: number;
  readonly passes: number;
  /** Checks that may wait or run at once; one more is answered `busy`. */
  readonly queue: number;
}

/** 19 MiB, two passes, one lane: the OWASP minimum for argon2id, about 8 ms a check. */
export const ARGON2_SETTINGS: Argon2Settings = { memoryKibibytes: 19_456, passes: 2, queue: 256 };

/**
 * argon2id on the thread pool, so that no hash ever blocks the event loop. A check without a hash is made against one of nobody's, with the
 * same work.
 */
export function createArgon2Passwords(settings: Argon2Settings = ARGON2_SETTINGS): Passwords {
  const options = { memoryCost: settings.memoryKibibytes, timeCost: settings.passes, parallelism: 1 };
  let waiting = 0;
  let nobody: Promise<string> | undefined;
  return {
    hash: (password) => hash(password, options),
    verify: async (kept, password) => {
      if (waiting >= settings.queue) return 'busy';
      waiting += 1;
      try {
        nobody ??= hash('', options);
        const right = await verify(kept ?? (await nobody), password);
        return right && kept !== undefined ? 'right' : 'wrong';
      } finally {
        waiting -= 1;
      }
    },
  };
}
