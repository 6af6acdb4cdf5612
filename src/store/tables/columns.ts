/**
 * Each file of this folder knows one concept's tables: their columns, the statements over them, and how a row becomes a record. What runs together
 * in one transaction is decided above, in `sql-store.ts`.
 *
 * This file reads single columns. A column that doesn't hold what belongs there means that the store is broken, and throws.
 */
import type { Fingerprint } from '../../core/model/fingerprint.ts';
import type { Row } from '../sql.ts';

/** The columns of a table with an alias, as a select list. */
export function selectList(alias: string, columns: readonly string[]): string {
  return columns.map((column) => `${alias}.${column}`).join(', ');
}

/** An insert of one row, or of so many; the parameters are the columns in order, row by row. */
export function insertInto(table: string, columns: readonly string[], rows = 1): string {
  const values = Array.from({ length: rows }, (_, row) => {
    const places = columns.map((_, index) => `$${row * columns.length + index + 1}`);
    return `(${places.join(', ')})`;
  });
  return `insert into ${table} (${columns.join(', ')}) values ${values.join(', ')}`;
}

export function textAt(row: Row, at: number): string {
  const value = row[at];
  if (typeof value === 'string') return value;
  throw brokenColumn(at);
}

export function optionalTextAt(row: Row, at: number): string | undefined {
  return row[at] === null ? undefined : textAt(row, at);
}

export function idAt(row: Row, at: number): bigint {
  const value = row[at];
  if (typeof value === 'bigint') return value;
  throw brokenColumn(at);
}

export function optionalIdAt(row: Row, at: number): bigint | undefined {
  return row[at] === null ? undefined : idAt(row, at);
}

/** Times, durations and the small ids of what operators add. */
export function numberAt(row: Row, at: number): number {
  const value = Number(idAt(row, at));
  if (Number.isSafeInteger(value)) return value;
  throw brokenColumn(at);
}

export function optionalNumberAt(row: Row, at: number): number | undefined {
  return row[at] === null ? undefined : numberAt(row, at);
}

export function fingerprintAt(row: Row, at: number): Fingerprint {
  // Only fingerprints are ever written to a column that is read by this function.
  return textAt(row, at) as Fingerprint;
}

export function optionalFingerprintAt(row: Row, at: number): Fingerprint | undefined {
  return row[at] === null ? undefined : fingerprintAt(row, at);
}

/** All words of a closed union, total by type. */
export type Words<W extends string> = Readonly<Record<W, true>>;

export function isWord<W extends string>(words: Words<W>, text: string): text is W {
  return Object.hasOwn(words, text);
}

export function wordAt<W extends string>(row: Row, at: number, words: Words<W>): W {
  const text = textAt(row, at);
  if (isWord(words, text)) return text;
  throw brokenColumn(at);
}

export function optionalWordAt<W extends string>(row: Row, at: number, words: Words<W>): W | undefined {
  return row[at] === null ? undefined : wordAt(row, at, words);
}

/** Says where, never what: the column may hold something that belongs in no log. */
function brokenColumn(at: number): Error {
  return new Error(`The database holds an unexpected value in column ${at + 1} of an answer.`);
}
