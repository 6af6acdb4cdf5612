import type { Found, Freshness } from '../core/ports/store.ts';
import type { Row, Sql, Statement } from './sql.ts';

/** How the columns of a row from a place on become a record. */
export type Read<T> = (row: Row, at: number) => T;

/** Asks for one row: at once where the database is inside the process. @param freshness durable unless said */
export function readOne<T>(sql: Sql, statement: Statement, read: Read<T>, freshness?: Freshness): Found<T> {
  const rows = sql.read(statement, freshness);
  return rows instanceof Promise ? rows.then((found) => firstOf(found, read)) : firstOf(rows, read);
}

function firstOf<T>([row]: readonly Row[], read: Read<T>): T | undefined {
  return row === undefined ? undefined : read(row, 0);
}
