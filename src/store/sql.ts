/**
 * The only thing that a database must do for the store: answer a statement, and run a unit of work whole or not at all.
 *
 * One SQL text serves SQLite and PostgreSQL. It holds `text` and `bigint` columns only, times as epoch milliseconds, parameters as `$1`, `$2`;
 * it names every column that it reads or writes. It knows nothing of what the rows mean; `tables/` does.
 */

import type { Freshness } from '../core/ports/store.ts';

/** What a column holds. `bigint` columns always come back as a bigint, never as a number. */
export type Value = string | bigint | null;

/** What may be bound. A number must be a safe integer; a driver throws on any other. */
export type Parameter = Value | number;

/**
 * One row: its values in the order of the select list. A statement that selects and returns nothing answers with an empty row for each row that it
 * inserted, changed or deleted: that tells who won a race, and on SQLite costs half of what `returning` does.
 */
export type Row = readonly Value[];

/** A text with as many parameters as it names. Texts are constants, so that a driver can keep what it prepared for each. */
export interface Statement {
  readonly text: string;
  readonly params: readonly Parameter[];
  /** It asks by something unique, so it answers with one row at the most, which costs SQLite half of what a list does. */
  readonly finds?: 'one';
  /** For texts that are asked often: the same for many statements at once, which pays where the database is a network away. */
  readonly many?: SetBased;
}

/**
 * A text that does the work of many statements of one other text. Parameter `$n` is an array of what each of them binds to its own `$n`.
 * When rows are wanted, each ends with one more column: the place, counted from 1, of the statement that it answers.
 */
export interface SetBased {
  readonly text: string;
}

/**
 * Work under way: yields a statement and is given its rows, or yields a list of statements whose rows it doesn't want, is given none and may go on
 * before they have run. Those of one list mustn't depend on one another: they run in any order, all before what is yielded next.
 */
export type Work<T> = Generator<Statement | readonly Statement[], T, readonly Row[]>;

/**
 * A unit of work. Written as a generator so that the same text is driven by a synchronous driver inside a shared transaction and by an
 * asynchronous one over a network.
 *
 * It must depend on its own inputs and on the rows that it is given, and touch nothing else: a driver may undo it and run it again from the start.
 * It can't catch the failure of a statement: the driver drops the work there and undoes it.
 */
export type Unit<T> = () => Work<T>;

/**
 * What a unit has to itself while it runs: the ids of the rows whose state decides its outcome, and of those that it makes for others to decide
 * by; a text stands for what has no id, such as a pool. Units that claim one id run one after another, in the order in which they were asked for. `alone`: no two such units run at the same time,
 * on whichever node.
 */
export type Claim = readonly (bigint | string)[] | 'alone';

/** What a statement does to the rows of one table, as its text says it: `update families`. */
export type Change = `${'insert into' | 'update' | 'delete from'} ${string}`;

export interface OwnDatabase {
  /** Rows of what has been committed, whether it is on the disk yet or not. */
  read(statement: Statement): readonly Row[];
  /**
   * Calls back whenever a row was changed in one of these ways, before anybody is told of it or can read it, and when the database can't be asked any more.
   * It may turn out to have been for nothing, when the change is undone.
   */
  watch(changes: readonly Change[], changed: () => void): void;
}

export interface Sql {
  /**
   * Rows of what has been committed, at once where the database is inside the process. A text among the parameters is only ever compared for being equal.
   * @param freshness durable unless said
   */
  read(statement: Statement, freshness?: Freshness): readonly Row[] | Promise<readonly Row[]>;
  /** Set when the database is inside this process and nobody else can change it: what was read can be kept, and is known to hold until it is changed here. */
  readonly own?: OwnDatabase;
  /**
   * Runs a unit in a transaction, perhaps together with other units. Resolves when its changes are durable; rejects when it was undone, or when the
   * database was lost before it could say so. Units are serialised where they change the same rows.
   */
  write<T>(unit: Unit<T>, claim?: Claim): Promise<T>;
  /** Finishes the writes that were asked for and lets go of the database. Whatever is asked afterwards is rejected. */
  close(): Promise<void>;
}
