/**
 * The only thing that a database must do for the store: answer a statement, and run a unit of work whole or not at all.
 *
 * One SQL text serves SQLite and PostgreSQL. It holds `text` and `bigint` columns only, times as epoch milliseconds, parameters as `$1`, `$2`;
 * it names every column that it reads or writes. It knows nothing of what the rows mean; `tables/` does.
 */

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
}

/** Work under way: yields statements, is given the rows of each, returns the outcome. */
export type Work<T> = Generator<Statement, T, readonly Row[]>;

/**
 * A unit of work. Written as a generator so that the same text is driven by a synchronous driver inside a shared transaction and by an
 * asynchronous one over a network.
 *
 * It must depend on its own inputs and on the rows that it is given, and touch nothing else: a driver may undo it and run it again from the start.
 * It can't catch the failure of a statement: the driver drops the work there and undoes it.
 */
export type Unit<T> = () => Work<T>;

export interface Sql {
  /** Rows of what has been committed. */
  read(statement: Statement): Promise<readonly Row[]>;
  /**
   * Runs a unit in a transaction, perhaps together with other units. Resolves when its changes are durable; rejects when it was undone.
   * Units are serialised where they touch the same rows.
   */
  write<T>(unit: Unit<T>): Promise<T>;
  /** Finishes the writes that were asked for and lets go of the database. Whatever is asked afterwards is rejected. */
  close(): Promise<void>;
}
