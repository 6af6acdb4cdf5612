/** A small table, for what a driver must do whatever the store's own tables are. */
import type { Sql, Work } from '../sql.ts';

export const INSERT_PAIR = 'insert into pair (id, word) values ($1, $2)';

/** Makes the table in an empty database, runs, and closes. */
export async function withPairTable(sql: Sql, run: (sql: Sql) => Promise<void>): Promise<void> {
  try {
    await sql.write(() => once('create table pair (id bigint primary key, word text unique)'));
    await run(sql);
  } finally {
    await sql.close();
  }
}

/** A unit of one statement. @returns how many rows it answered with */
export function* once(text: string, ...params: (string | number | bigint | null)[]): Work<number> {
  const rows = yield { text, params };
  return rows.length;
}

/** The ids in the table, in order. */
export async function idsOfPairs(sql: Sql) {
  return (await sql.read({ text: 'select id from pair order by id', params: [] })).flat();
}
