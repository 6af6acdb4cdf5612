/**
 * Ids in time order: 42 bits of Unix milliseconds, 10 bits of node, 11 bits of sequence, in one positive 64-bit integer.
 *
 * Rows keyed by them are appended at the end of a tree instead of being scattered over it. A node that needs more than 2,048 in one
 * millisecond borrows from the next, so ids never repeat and never run backwards, even when the clock does.
 */

const NODES = 1024;
const NODE_SHIFT = 11n;
const TIME_SHIFT = 21n;
const SEQUENCES = 2048;

export type NextId = () => bigint;

/**
 * A source of ids for one running node.
 * @param now epoch milliseconds
 * @param node a number that no other running node has; taken modulo 1024
 */
export function createIdSource(now: () => number, node: number): NextId {
  const nodeBits = BigInt(((node % NODES) + NODES) % NODES) << NODE_SHIFT;
  let lastMs = 0;
  let sequence = 0;
  return () => {
    const ms = now();
    if (ms > lastMs) {
      lastMs = ms;
      sequence = 0;
    } else if (++sequence === SEQUENCES) {
      lastMs += 1;
      sequence = 0;
    }
    return (BigInt(lastMs) << TIME_SHIFT) | nodeBits | BigInt(sequence);
  };
}

/** The moment, in epoch milliseconds, at which an id was made. */
export function timeOf(id: bigint): number {
  return Number(id >> TIME_SHIFT);
}

/** The lowest id that can be made at a moment; no id that was made before it is as high. @param ms epoch milliseconds, not negative */
export function idOfTime(ms: number): bigint {
  return BigInt(ms) << TIME_SHIFT;
}
