import type { Passwords } from '../../src/core/ports/passwords.ts';
import { createArgon2Passwords } from '../../src/machine/argon2-passwords.ts';

/** The least that argon2 takes: the passwords of the demo world are public. */
const weak = createArgon2Passwords({ memoryKibibytes: 64, passes: 1, queue: 256 });

const hashes = new Map<string, Promise<string>>();

/** Real argon2id whose hashes are made once in a process, so that a world for every test costs next to nothing. */
export const rememberedPasswords: Passwords = {
  hash: (password) => {
    const known = hashes.get(password);
    if (known !== undefined) return known;
    const made = weak.hash(password);
    hashes.set(password, made);
    return made;
  },
  verify: weak.verify,
};
