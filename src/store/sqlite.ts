/**
 * SQLite, inside this process, as `Sql`.
 *
 * Write units that arrive together share one transaction and one `fdatasync` of the log (group commit); each is answered when that is done, and
 * meanwhile the event loop goes on. The file is held under an exclusive lock from opening to closing: a second process would otherwise make this one
 * wait, and waiting for a lock here stops the event loop and with it every site. It gets a clear error at its start instead.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Change, Parameter, Row, Sql, Statement, Unit } from './sql.ts';
import { openSqliteLog } from './sqlite-log.ts';

/** Units in one transaction at the most, so that a burst can't keep reads waiting for long. */
const LARGEST_GROUP = 256;

/** While the disk is at work on one group, the next is begun when so many units wait for it, or else when the disk is done. */
const NEXT_GROUP = 16;

/** How long opening waits for the process that has the file, which may just be stopping. */
const OPENING_WAIT_MS = 1000;

const SQLITE_BUSY = 5;

const MEMORY = ':memory:';

/**
 * `synchronous = normal` makes SQLite itself sync the log before it copies pages back, and the file afterwards; after each commit, we do.
 * Memory-mapped reading stays off: with it a failing disk kills the process by a signal instead of failing a statement.
 * The checkpoint interval (pages of 4 KiB) is eight times the default: rows are appended, so a longer log folds many writes of a page into one,
 * and at 32 MiB copying it back still takes a few tens of milliseconds only. The page cache of 16 MiB holds the upper pages of the trees and
 * their ends, where rows are added; people and tokens that are asked about often are in memory as what they are, and the rest of what one wants there the
 * operating system keeps.
 */
const SETTINGS = [
  'pragma locking_mode = exclusive',
  'pragma journal_mode = wal',
  'pragma synchronous = normal',
  'pragma cache_size = -16384',
  'pragma mmap_size = 0',
  'pragma wal_autocheckpoint = 8192',
  'pragma journal_size_limit = 67108864',
  'pragma temp_store = memory',
  'pragma trusted_schema = off',
];

/** Somebody to be answered: of a unit, with what it returned; of a read, with the rows. */
interface Waiting {
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (reason: unknown) => void;
  outcome: unknown;
}

interface WaitingUnit extends Waiting {
  readonly unit: Unit<unknown>;
}

interface Prepared {
  readonly statement: StatementSync;
  readonly parameters: number;
  readonly hasColumns: boolean;
  /** Undefined for what changes no rows. */
  readonly change: Change | undefined;
}

const NO_ROWS: readonly Row[] = [];
const ONE_ROW: readonly Row[] = [[]];

/**
 * Opens or creates a database.
 * @param path a file, or `:memory:` for one that lives as long as it is open
 * @throws when the file can't be opened, is no SQLite database, or is open in another process
 */
export function openSqlite(path: string): Sql {
  const database = openDatabase(path);
  const prepared = new Map<string, Prepared>();
  const watchers = new Map<Change, (() => void)[]>();
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = database.prepare('rollback');
  const log = path === MEMORY ? undefined : openSqliteLog(path);
  /** Not yet run. */
  let waiting: WaitingUnit[] = [];
  /** Committed, and not yet on its way to the disk. */
  let committed: Waiting[] = [];
  /** Being written to the disk. */
  let leaving: Waiting[] = [];
  let isFlushDue = false;
  let isSyncing = false;
  let isClosed = false;
  let failure: Error | undefined;

  function answer(asked: Statement): readonly Row[] {
    let found = prepared.get(asked.text);
    if (found === undefined) {
      found = prepare(database, asked.text);
      prepared.set(asked.text, found);
    }
    const rows = rowsOf(found, asked);
    // A statement that changes rows answers with one for each of them.
    if (found.change !== undefined && rows.length > 0) callAll(watchers.get(found.change));
    return rows;
  }

  function answerAll(asked: Statement | readonly Statement[]): readonly Row[] {
    if ('text' in asked) return answer(asked);
    for (const statement of asked) answer(statement);
    return NO_ROWS;
  }

  function drive<T>(unit: Unit<T>): T {
    const work = unit();
    let step = work.next();
    while (step.done !== true) step = work.next(answerAll(step.value));
    return step.value;
  }

  function inTransaction<T>(work: () => T): T {
    begin.run();
    try {
      const outcome = work();
      commit.run();
      return outcome;
    } catch (error) {
      // SQLite has already rolled back by itself after some failures, such as a full disk.
      if (database.isTransaction) rollback.run();
      throw error;
    }
  }

  /** A group that fails is undone and each of its units run alone, so that only those answer for a failure that caused it. */
  function runGroup(group: readonly WaitingUnit[]): void {
    try {
      inTransaction(() => {
        for (const one of group) one.outcome = drive(one.unit);
      });
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) runGroup([one]);
      return;
    }
    for (const one of group) committed.push(one);
  }

  function flush(): void {
    isFlushDue = false;
    const group = waiting.length <= LARGEST_GROUP ? waiting : waiting.slice(0, LARGEST_GROUP);
    waiting = waiting.slice(group.length);
    if (group.length > 0) runGroup(group);
    if (waiting.length > 0) flushSoon();
    sync();
  }

  /**
   * An immediate runs when the loop has read from every socket that was ready. So under load a group holds what all of them asked for, and at rest a
   * lone write waits for nobody.
   */
  function flushSoon(): void {
    if (isFlushDue || (isSyncing && waiting.length < NEXT_GROUP)) return;
    isFlushDue = true;
    setImmediate(flush);
  }

  /** One sync at a time; it covers all that was committed before it began. */
  function sync(): void {
    if (isSyncing || committed.length === 0) return;
    leaving = committed;
    committed = [];
    if (log === undefined) {
      synced(undefined);
      return;
    }
    isSyncing = true;
    log.sync(synced);
  }

  function synced(error: Error | undefined): void {
    isSyncing = false;
    const done = leaving;
    leaving = [];
    // What a disk has lost, it may say is written when asked again. So nothing is believed any more until a restart reads what is really there.
    if (error !== undefined) {
      failure = error;
      forgetAll();
    }
    if (failure !== undefined) for (const one of done) one.reject(failure);
    else for (const one of done) one.resolve(one.outcome);
    if (waiting.length > 0) flushSoon();
    sync();
  }

  /** Nothing can be asked any more, so nothing that was read may stand in for it. */
  function forgetAll(): void {
    for (const listeners of watchers.values()) callAll(listeners);
  }

  /** Whoever is put there is answered after all that was committed so far is on the disk; it is empty when all is. */
  function lastToLeave(): Waiting[] {
    return committed.length > 0 ? committed : leaving;
  }

  return {
    read(statement, freshness = 'durable') {
      if (isClosed) return Promise.reject(closedError());
      if (failure !== undefined) return Promise.reject(failure);
      try {
        const rows = answer(statement);
        const queue = lastToLeave();
        if (freshness === 'tentative' || queue.length === 0) return rows;
        return new Promise((resolve, reject) => {
          // What `resolve` is given is what stands here as the outcome.
          queue.push({ resolve: resolve as (outcome: unknown) => void, reject, outcome: rows });
        });
      } catch (error) {
        return Promise.reject(error);
      }
    },
    own: {
      read: answer,
      watch(changes, changed) {
        for (const change of changes) watchers.set(change, [...(watchers.get(change) ?? []), changed]);
      },
    },
    write<T>(unit: Unit<T>) {
      if (isClosed) return Promise.reject(closedError());
      if (failure !== undefined) return Promise.reject(failure);
      return new Promise<T>((resolve, reject) => {
        // What `resolve` is given is what this very unit returned.
        waiting.push({ unit, resolve: resolve as (outcome: unknown) => void, reject, outcome: undefined });
        flushSoon();
      });
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      forgetAll();
      while (waiting.length > 0) flush();
      await new Promise((resolve) => {
        const queue = lastToLeave();
        if (queue.length === 0) resolve(undefined);
        else queue.push({ resolve, reject: resolve, outcome: undefined });
      });
      database.close();
      log?.close();
    },
  };
}

function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: OPENING_WAIT_MS, readBigInts: true, returnArrays: true });
    for (const setting of SETTINGS) database.exec(setting);
    // In exclusive mode the first transaction takes the lock and nothing but closing releases it.
    database.exec('begin immediate; commit');
    return database;
  } catch (error) {
    database?.close();
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
    const why = isBusy ? 'it is open in another process' : error instanceof Error ? error.message : String(error);
    throw new Error(`The database ${path} can't be opened: ${why}.`, { cause: error });
  }
}

function prepare(database: DatabaseSync, text: string): Prepared {
  const statement = database.prepare(inSqlite(text));
  const change = CHANGE.exec(text)?.[0];
  return {
    statement,
    parameters: countParameters(text),
    hasColumns: statement.columns().length > 0,
    // What the expression finds is of this form.
    change: change as Change | undefined,
  };
}

/** One statement of SQLite changes one table, in one way. */
const CHANGE = /\b(insert into|update|delete from) \w+/;

function callAll(listeners: readonly (() => void)[] | undefined): void {
  if (listeners !== undefined) for (const listener of listeners) listener();
}

function rowsOf({ statement, parameters, hasColumns }: Prepared, { params, finds }: Statement): readonly Row[] {
  checkParameters(parameters, params);
  if (!hasColumns) return emptyRows(Number(statement.run(...params).changes));
  // The database is opened with returnArrays and readBigInts and has no blob columns, so rows are arrays of these values only.
  if (finds === undefined) return statement.all(...params) as unknown as Row[];
  const row = statement.get(...params) as unknown as Row | undefined;
  return row === undefined ? NO_ROWS : [row];
}

function emptyRows(count: number): readonly Row[] {
  if (count === 0) return NO_ROWS;
  return count === 1 ? ONE_ROW : new Array<Row>(count).fill([]);
}

/**
 * A text as SQLite wants it, in two respects. `$1` becomes `?1`, which can be bound by position, without an object of names for every call.
 * And a column spelt `bigint primary key` becomes `integer primary key`: the same 64-bit values, but then SQLite files the row itself under this
 * number instead of under a hidden one with an index beside it, and a row whose id is the largest yet is appended at the end of the one tree.
 */
function inSqlite(text: string): string {
  return text.replaceAll('$', '?').replaceAll('bigint primary key', 'integer primary key');
}

function countParameters(text: string): number {
  let largest = 0;
  for (const [, digits] of text.matchAll(/\$(\d+)/g)) largest = Math.max(largest, Number(digits));
  return largest;
}

/** SQLite itself takes a parameter that is missing for null, and stores a number with a fraction in any column. */
function checkParameters(expected: number, params: readonly Parameter[]): void {
  if (params.length !== expected) {
    throw new Error(`A statement with ${expected} parameters was given ${params.length}.`);
  }
  for (const param of params) {
    if (typeof param === 'number' && !Number.isSafeInteger(param)) {
      throw new Error('A number that is no safe integer was to be stored.');
    }
  }
}

function closedError(): Error {
  return new Error('The store is closed.');
}
