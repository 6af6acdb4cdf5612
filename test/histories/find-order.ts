/** What a checker must know of a sequential model. */
export interface Model<S, C> {
  readonly start: S;
  /** The state after a call, or undefined when its answer can't be given in this state. A call without an answer may have had any. */
  readonly step: (state: S, call: C) => S | undefined;
  /** The same text for states that nothing can tell apart. */
  readonly keyOf: (state: S) => string;
}

interface Timed {
  readonly begun: number;
  readonly ended: number;
  readonly answer: unknown;
}

/** A state that was reached: which calls came before it, and the last of them that began. */
interface Reached<S, C> {
  readonly state: S;
  readonly done: bigint;
  readonly latestBegun: number;
  readonly last: C | undefined;
  readonly before: Reached<S, C> | undefined;
}

/**
 * An order in which each call makes sense to the model: every answered call stands in it once, one without an answer at most once, and none stands
 * before a call that had ended when it began (Herlihy and Wing, "Linearizability", 1990). Undefined when there is none.
 *
 * It is the search of Wing and Gong with Lowe's memory: a set of calls that led to a state once is not tried again.
 */
export function findOrder<S, C extends Timed>(calls: readonly C[], model: Model<S, C>): readonly C[] | undefined {
  const inTime = calls.toSorted((a, b) => a.begun - b.begun);
  const start = { state: model.start, done: 0n, latestBegun: -1, last: undefined, before: undefined };
  const open: Reached<S, C>[] = [start];
  const seen = new Set<string>();
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const deadline = firstEnd(inTime, here.done);
    if (deadline === Infinity) return orderOf(here);
    // The last that is put on the pile is tried first: those that were answered first.
    const next = followers(inTime, here, deadline, model).sort((a, b) => (b.last?.ended ?? 0) - (a.last?.ended ?? 0));
    for (const one of next) {
      const key = `${one.done.toString(36)} ${model.keyOf(one.state)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(one);
    }
  }
  return undefined;
}

/** When the first of the answered calls that aren't in the order yet was answered. */
function firstEnd(calls: readonly Timed[], done: bigint): number {
  let first = Infinity;
  for (const [at, { begun, ended, answer }] of calls.entries()) {
    if (begun >= first) break;
    if (answer !== undefined && !isDone(done, at)) first = Math.min(first, ended);
  }
  return first;
}

function followers<S, C extends Timed>(
  calls: readonly C[],
  here: Reached<S, C>,
  deadline: number,
  model: Model<S, C>,
): Reached<S, C>[] {
  const found: Reached<S, C>[] = [];
  for (const [at, call] of calls.entries()) {
    if (call.begun >= deadline) break;
    if (isDone(here.done, at) || call.ended < here.latestBegun) continue;
    const state = model.step(here.state, call);
    // A lost call that changes nothing may as well never have happened.
    if (state === undefined || (call.answer === undefined && state === here.state)) continue;
    const latestBegun = Math.max(here.latestBegun, call.begun);
    found.push({ state, done: here.done | (1n << BigInt(at)), latestBegun, last: call, before: here });
  }
  return found;
}

function isDone(done: bigint, at: number): boolean {
  return ((done >> BigInt(at)) & 1n) === 1n;
}

function orderOf<S, C>(last: Reached<S, C>): readonly C[] {
  const order: C[] = [];
  for (let here: Reached<S, C> | undefined = last; here !== undefined; here = here.before) {
    if (here.last !== undefined) order.push(here.last);
  }
  return order.reverse();
}
