/**
 * Units of work that share one transaction, run in lockstep: each goes on to what it asks next, what they ask for is sent as few statements, and each
 * is given its own rows.
 *
 * Why this is as good as running them one after another: units of a group have no claim in common (`Claim`), so no statement that decides an outcome
 * is in a group twice for one row, and what they do besides is to insert rows of their own and to move a use or an end forward, which comes
 * to the same in any order. Against the other groups and nodes READ COMMITTED is enough, since what decides an outcome is always one update with the
 * condition in it: whoever comes second waits for the row and then finds the condition gone. A revocation may be committed between a rotation's
 * check of the family and its end; what that rotation issued belongs to the revoked family and counts for nothing, as if it had come just before.
 */
import { type Ask, type Asked, send } from './postgres-batch.ts';
import type { Row, Unit, Work } from './sql.ts';

/** One transaction's way to the database. */
export interface Transaction {
  readonly ask: Ask;
  begin(): Promise<unknown>;
  /** @throws when the transaction was undone instead */
  commit(): Promise<unknown>;
  rollback(): Promise<unknown>;
}

interface Running {
  readonly place: number;
  readonly work: Work<unknown>;
  /** What it asked for last and wants to know. */
  asked: Asked | undefined;
}

const NO_ROWS: readonly Row[] = [];

/**
 * Runs units in one transaction.
 * @returns what each returned, once all of it is durable
 * @throws when any of it failed and all was undone, or when the database was lost
 */
export async function runGroup(transaction: Transaction, units: readonly Unit<unknown>[]): Promise<unknown[]> {
  const outcomes = new Array<unknown>(units.length);
  let unanswered: Promise<unknown>[] = [transaction.begin()];
  try {
    let running: Running[] = units.map((unit, place) => ({ place, work: unit(), asked: undefined }));
    while (running.length > 0) {
      const round: Asked[] = [];
      running = running.filter((one) => goOn(one, round, outcomes));
      for (const { answered } of send(transaction.ask, round)) unanswered.push(answered);
      if (round.some(({ isAnswerWanted }) => isAnswerWanted)) {
        await Promise.all(unanswered);
        unanswered = [];
      }
    }
    unanswered.push(transaction.commit());
    await Promise.all(unanswered);
    return outcomes;
  } catch (error) {
    unanswered.push(transaction.rollback());
    await Promise.allSettled(unanswered);
    throw error;
  }
}

/** Lets a unit go on with what it was answered. @returns whether it has more to do */
function goOn(one: Running, round: Asked[], outcomes: unknown[]): boolean {
  const step = one.work.next(one.asked?.rows ?? NO_ROWS);
  one.asked = undefined;
  if (step.done === true) {
    outcomes[one.place] = step.value;
    return false;
  }
  if ('text' in step.value) {
    one.asked = { statement: step.value, isAnswerWanted: true, rows: NO_ROWS };
    round.push(one.asked);
  } else {
    for (const statement of step.value) round.push({ statement, isAnswerWanted: false, rows: NO_ROWS });
  }
  return true;
}
