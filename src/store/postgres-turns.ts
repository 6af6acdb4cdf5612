/**
 * The order in which units of work get their turn. Units that claim one id go one after another, in the order of asking; all others are ready at
 * once. So whatever runs at the same time has no claim in common. Nobody waits for somebody who waits for him: each claims all at once, on asking.
 */
import type { Claim } from './sql.ts';

/** Somebody who waits for his turn, has it, and gives his claims back. */
export interface Turn<T> {
  readonly item: T;
  readonly isAlone: boolean;
}

export interface Turns<T> {
  ask(item: T, claim: Claim | undefined): void;
  /** The next ones that are ready. One who is alone comes alone. */
  take(limit: number): readonly Turn<T>[];
  /** Gives the claims of a turn back, so that whoever waited for them becomes ready. */
  release(turn: Turn<T>): void;
  /** Forgets all that wait, ready or not, and gives them in the order of asking. */
  dismiss(): readonly T[];
  readonly isAnyReady: boolean;
  /** Whether nobody waits and nobody has his turn. */
  readonly isEmpty: boolean;
}

type Key = bigint | string;

interface Asked<T> extends Turn<T> {
  readonly keys: readonly Key[];
  /** Those who asked for the same next. */
  readonly followers: Asked<T>[];
  /** How many this one waits for. */
  ahead: number;
  hasTurn: boolean;
}

const ALONE: readonly Key[] = ['alone'];
const NOTHING: readonly Key[] = [];

export function createTurns<T>(): Turns<T> {
  const everybody = new Set<Asked<T>>();
  /** Who asked last for each id. */
  const last = new Map<Key, Asked<T>>();
  let ready: Asked<T>[] = [];

  function leave(asked: Asked<T>): void {
    everybody.delete(asked);
    for (const key of asked.keys) if (last.get(key) === asked) last.delete(key);
  }

  return {
    ask(item, claim) {
      const isAlone = claim === 'alone';
      const keys = isAlone ? ALONE : (claim ?? NOTHING);
      const asked: Asked<T> = { item, isAlone, keys, followers: [], ahead: 0, hasTurn: false };
      for (const key of keys) {
        const before = last.get(key);
        last.set(key, asked);
        if (before === undefined || before === asked) continue;
        before.followers.push(asked);
        asked.ahead += 1;
      }
      everybody.add(asked);
      if (asked.ahead === 0) ready.push(asked);
    },
    take(limit) {
      const alone = ready.findIndex(({ isAlone }) => isAlone);
      const count = alone === 0 ? 1 : Math.min(limit, alone === -1 ? ready.length : alone);
      const taken = ready.slice(0, count);
      ready = ready.slice(count);
      for (const asked of taken) asked.hasTurn = true;
      return taken;
    },
    release(turn) {
      // Every turn was made here.
      const asked = turn as Asked<T>;
      leave(asked);
      for (const follower of asked.followers) {
        follower.ahead -= 1;
        if (follower.ahead === 0 && everybody.has(follower)) ready.push(follower);
      }
    },
    dismiss() {
      const waiting = [...everybody].filter(({ hasTurn }) => !hasTurn);
      for (const asked of waiting) leave(asked);
      ready = [];
      return waiting.map(({ item }) => item);
    },
    get isAnyReady() {
      return ready.length > 0;
    },
    get isEmpty() {
      return everybody.size === 0;
    },
  };
}
