/** Brings a database's tables to what this code expects, and refuses a database that a later version has changed. */
import type { Row, Sql, Work } from './sql.ts';

export interface Migration {
  /** Counted from 1, without gaps. */
  readonly number: number;
  readonly name: string;
  /** Run one by one, in order. */
  readonly statements: readonly string[];
}

const CREATE_TABLE =
  'create table if not exists migrations (number bigint primary key, name text not null, applied_at bigint)';
const LIST = 'select number, name from migrations order by number';
const ADD = 'insert into migrations (number, name, applied_at) values ($1, $2, $3)';

/**
 * Runs the migrations that the database lacks, all of them in one transaction: an upgrade is there whole or not at all. Nodes that open one database
 * at the same time take turns, and only the first finds anything to do.
 * @param appliedAt epoch milliseconds for the record, undefined when nobody asked a clock
 * @throws when the database holds a migration that isn't among these
 */
export async function migrate(
  sql: Sql,
  migrations: readonly Migration[],
  appliedAt: number | undefined,
): Promise<void> {
  await sql.write(() => applyMissing(migrations, appliedAt), 'alone');
}

function* applyMissing(migrations: readonly Migration[], appliedAt: number | undefined): Work<void> {
  yield { text: CREATE_TABLE, params: [] };
  const applied = yield { text: LIST, params: [] };
  checkApplied(applied, migrations);
  for (const { number, name, statements } of migrations.slice(applied.length)) {
    for (const text of statements) yield { text, params: [] };
    yield { text: ADD, params: [number, name, appliedAt ?? null] };
  }
}

function checkApplied(applied: readonly Row[], migrations: readonly Migration[]): void {
  for (const [index, [number, name]] of applied.entries()) {
    const known = migrations[index];
    if (known === undefined) {
      throw new Error(
        `The database is newer than this program: it has migration ${number} (${name}), and this program knows ${migrations.length}. ` +
          'Run the version that wrote it, or a later one.',
      );
    }
    if (BigInt(known.number) !== number || known.name !== name) {
      throw new Error(
        `The database has migration ${number} (${name}) where this program knows ${known.number} (${known.name}): another program's tables.`,
      );
    }
  }
}
