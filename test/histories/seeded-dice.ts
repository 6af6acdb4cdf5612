/** Dice that fall alike in every run with the same seed. */
export interface SeededDice {
  /** A whole number from 0 up to but not including `count`. */
  below(count: number): number;
  chance(probability: number): boolean;
  /** @throws when there is nothing to pick from */
  pick<T>(from: readonly T[]): T;
  /** Dice of their own for somebody: theirs fall alike however often others throw. */
  of(...numbers: readonly number[]): SeededDice;
}

/** @param seed a whole number; its lowest 32 bits count */
export function createSeededDice(seed: number): SeededDice {
  let state = seed | 0;
  /** One of Chris Doty-Humphrey's small generators would do as well; this is Tommy Ettinger's, of 32 bits. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (count: number) => Math.floor((next() / 2 ** 32) * count);
  return {
    below,
    chance: (probability) => next() / 2 ** 32 < probability,
    pick: <T>(from: readonly T[]): T => {
      if (from.length === 0) throw new Error('There is nothing to pick from.');
      // A place below the length of a list that isn't empty holds a T.
      return from[below(from.length)] as T;
    },
    of: (...numbers) => createSeededDice(numbers.reduce((mixed, one) => Math.imul(mixed ^ one, 0x01000193) + 1, seed)),
  };
}

/** The one seed that HISTORY_SEED gives, or so many by chance. */
export function seedsOfRun(count: number): readonly number[] {
  const given = process.env.HISTORY_SEED;
  if (given === undefined) return Array.from({ length: count }, () => Math.floor(Math.random() * 2 ** 31));
  if (!/^\d{1,10}$/.test(given)) throw new Error('HISTORY_SEED is not a whole number.');
  return [Number(given)];
}
