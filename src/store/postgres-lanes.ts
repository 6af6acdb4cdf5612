/**
 * What waits to be read or written, and the few connections that carry it. While a connection is under way the rest gathers, and the next one takes
 * all of it: the busier the server, the larger the batches, and no setting to choose.
 *
 * A connection is made when it is first needed and again after it was lost. While there is none to be had, everything that waits is refused at once
 * instead of being kept for better times: whoever asked is told to try later, and the first question after the database's return is answered.
 */
import { type Ask, type Asked, canMatch, send, type Underway } from './postgres-batch.ts';
import { isInTheWay, isUnavailable } from './postgres-fault.ts';
import { runGroup, type Transaction } from './postgres-group.ts';
import { createTurns } from './postgres-turns.ts';
import type { Claim, Row, Sql, Unit } from './sql.ts';

/** One connection to the database. When it is lost, all that it was asked and all that it is asked later rejects. */
export interface Connection {
  readonly ask: Ask;
  /** What a transaction on it needs; alone, it first waits until no other such is under way on any node. */
  transaction(isAlone: boolean): Transaction;
  readonly isLost: boolean;
  /** What is told when a failure that passes has lasted for too long. */
  lossOf(error: Error): Error;
  /** Gives the connection up without waiting for answers. */
  drop(): void;
  end(): Promise<void>;
}

export interface LaneTerms {
  readonly reading: number;
  readonly writing: number;
  /** Units in one transaction, and questions sent together, at the most. */
  readonly largestGroup: number;
  /** How long an answer is waited for before the connection is given up for lost. The server's own limit must be shorter. */
  readonly answerMs: number;
}

interface Waiting {
  readonly reject: (reason: unknown) => void;
}

interface Reading extends Asked, Waiting {
  readonly resolve: (rows: readonly Row[]) => void;
}

interface Writing extends Waiting {
  readonly unit: Unit<unknown>;
  readonly resolve: (outcome: unknown) => void;
}

interface Lane {
  connection: Connection | undefined;
  isBusy: boolean;
}

/** How often a transaction that was in another's way is run again. */
const RETRIES = 5;

const NO_ROWS: readonly Row[] = [];

/** @param connect rejects with a fault (`postgres-fault.ts`) */
export function createLanes(connect: () => Promise<Connection>, terms: LaneTerms): Sql {
  const readers = createLaneList(terms.reading);
  const writers = createLaneList(terms.writing);
  const turns = createTurns<Writing>();
  let reads: Reading[] = [];
  let isPumpDue = false;
  let closing: Promise<void> | undefined;
  let onIdle: (() => void) | undefined;

  /** As on SQLite, an immediate: it runs when the loop has read from every socket that was ready, so a batch holds what all of them asked for. */
  function pumpSoon(): void {
    if (isPumpDue) return;
    isPumpDue = true;
    setImmediate(pump);
  }

  function pump(): void {
    isPumpDue = false;
    for (const lane of writers) {
      if (lane.isBusy || !turns.isAnyReady) continue;
      const group = turns.take(terms.largestGroup);
      const load = group.map(({ item }) => item);
      const isAlone = group[0]?.isAlone === true;
      void occupy(lane, load, (connection) => writeGroup(connection, load, isAlone)).then(() => {
        for (const turn of group) turns.release(turn);
      });
    }
    for (const lane of readers) {
      if (lane.isBusy || reads.length === 0) continue;
      const load = reads.slice(0, terms.largestGroup);
      reads = reads.slice(load.length);
      void occupy(lane, load, (connection) => readBatch(connection, load));
    }
    if (onIdle !== undefined && isIdle()) onIdle();
  }

  /** Never rejects: whoever asked is told. */
  async function occupy(lane: Lane, load: readonly Waiting[], run: (connection: Connection) => Promise<void>) {
    lane.isBusy = true;
    try {
      if (lane.connection === undefined || lane.connection.isLost) lane.connection = await connect();
    } catch (error) {
      for (const one of load) one.reject(error);
      // With another connection alive, as when the server has no room for more, what waits is served by that one.
      if (!isConnected()) {
        for (const one of [...turns.dismiss(), ...reads]) one.reject(error);
        reads = [];
      }
      lane.isBusy = false;
      pumpSoon();
      return;
    }
    try {
      await run(lane.connection);
    } finally {
      lane.isBusy = false;
      pumpSoon();
    }
  }

  async function withinLimit<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
    const timer = setTimeout(connection.drop, terms.answerMs);
    try {
      return await run();
    } finally {
      clearTimeout(timer);
    }
  }

  async function readBatch(connection: Connection, batch: readonly Reading[]): Promise<void> {
    let underway: readonly Underway[];
    try {
      underway = send(connection.ask, batch);
    } catch (error) {
      // Something among the parameters can't be sent, and nothing has been.
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await readBatch(connection, [one]);
      return;
    }
    await withinLimit(connection, () => Promise.all(underway.map(settle)));
  }

  async function settle({ asked, answered }: Underway): Promise<void> {
    // What was sent is what was put in.
    const readings = asked as readonly Reading[];
    try {
      await answered;
      for (const one of readings) one.resolve(one.rows);
    } catch (error) {
      for (const one of readings) one.reject(error);
    }
  }

  /** A group that fails is undone and its halves are run by themselves, and so on, so that only those answer for a failure that caused it. */
  async function writeGroup(connection: Connection, group: readonly Writing[], isAlone: boolean): Promise<void> {
    const transaction = connection.transaction(isAlone);
    const units = group.map(({ unit }) => unit);
    const run = () => runGroup(transaction, units);
    for (let attempt = 0; ; attempt += 1) {
      try {
        const outcomes = await (isAlone ? run() : withinLimit(connection, run));
        for (const [index, one] of group.entries()) one.resolve(outcomes[index]);
        return;
      } catch (error) {
        if (isInTheWay(error) && attempt < RETRIES && !connection.isLost) continue;
        const isOver = connection.isLost || isUnavailable(error);
        if (group.length > 1 && !isOver) break;
        for (const one of group) one.reject(isInTheWay(error) ? connection.lossOf(error) : error);
        return;
      }
    }
    const half = Math.ceil(group.length / 2);
    await writeGroup(connection, group.slice(0, half), isAlone);
    await writeGroup(connection, group.slice(half), isAlone);
  }

  function isConnected(): boolean {
    return [...readers, ...writers].some(({ connection }) => connection?.isLost === false);
  }

  function isIdle(): boolean {
    return reads.length === 0 && turns.isEmpty && [...readers, ...writers].every(({ isBusy }) => !isBusy);
  }

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      onIdle = resolve;
      pumpSoon();
    });
    await Promise.all([...readers, ...writers].map(({ connection }) => connection?.end()));
  }

  return {
    read(statement) {
      if (closing !== undefined) return Promise.reject(closedError());
      if (!canMatch(statement)) return Promise.resolve(NO_ROWS);
      return new Promise((resolve, reject) => {
        reads.push({ statement, isAnswerWanted: true, rows: NO_ROWS, resolve, reject });
        pumpSoon();
      });
    },
    write<T>(unit: Unit<T>, claim?: Claim) {
      if (closing !== undefined) return Promise.reject(closedError());
      return new Promise<T>((resolve, reject) => {
        // What `resolve` is given is what this very unit returned.
        turns.ask({ unit, resolve: resolve as (outcome: unknown) => void, reject }, claim);
        pumpSoon();
      });
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function createLaneList(count: number): readonly Lane[] {
  return Array.from({ length: count }, () => ({ connection: undefined, isBusy: false }));
}

function closedError(): Error {
  return new Error('The store is closed.');
}
