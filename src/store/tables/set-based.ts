/**
 * The set-based forms of texts that are asked often, each made out of the text for one: see `SetBased` in `sql.ts`. They use `unnest … with ordinality`,
 * which PostgreSQL has and SQLite, which has no use for them, hasn't.
 *
 * The arrays stand in the query as a table `many` with columns `p1`, `p2`, … and `place`. No table of ours has such columns, so a text for one can go
 * on naming its own without an alias.
 */
import type { SetBased } from '../sql.ts';

/** What a parameter is bound to: PostgreSQL can't tell from an array alone. */
export type ColumnType = 'bigint' | 'text';

/** Of an `insertInto` of the same columns and as many rows; all are `bigint` but those named as text. It answers without rows. */
export function insertMany(table: string, columns: readonly string[], texts: readonly string[], rows = 1): SetBased {
  const selects = Array.from({ length: rows }, (_, row) => {
    const first = row * columns.length + 1;
    const arrays = columns.map((column, index) => `$${first + index}::${texts.includes(column) ? 'text' : 'bigint'}[]`);
    return `select * from unnest(${arrays.join(', ')})`;
  });
  return { text: `insert into ${table} (${columns.join(', ')}) ${selects.join(' union all ')}` };
}

/** Of a select. */
export function selectMany(one: string, ...types: readonly ColumnType[]): SetBased {
  return { text: `select r.*, many.place from ${arraysOf(types)} cross join lateral (${inOne(one)}) as r` };
}

/** Of an update with a condition, in which no two statements of a set may name one row. */
export function updateMany(one: string, ...types: readonly ColumnType[]): SetBased {
  return { text: `${inOne(one).replace(/\bwhere\b/, `from ${arraysOf(types)} where`)} returning many.place` };
}

function arraysOf(types: readonly ColumnType[]): string {
  const arrays = types.map((type, index) => `$${index + 1}::${type}[]`);
  const columns = types.map((_, index) => `p${index + 1}`);
  return `unnest(${arrays.join(', ')}) with ordinality as many (${columns.join(', ')}, place)`;
}

function inOne(text: string): string {
  return text.replace(/\$(\d+)/g, 'many.p$1');
}
