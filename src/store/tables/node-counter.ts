/** Counts how often the store was opened, so that no two running nodes make ids under the same number. */
import type { Sql, Work } from '../sql.ts';
import { numberAt } from './columns.ts';

const TAKE = 'update node_counter set next_number = next_number + 1 where id = 1 returning next_number';

/** The next number, counted from 1; nobody else gets it. */
export function takeNodeNumber(sql: Sql): Promise<number> {
  return sql.write(takeNext);
}

function* takeNext(): Work<number> {
  const [row] = yield { text: TAKE, params: [] };
  if (row === undefined) throw new Error('The database has lost its count of nodes.');
  return numberAt(row, 0);
}
