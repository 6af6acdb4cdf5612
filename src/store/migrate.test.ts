import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Migration, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Sql } from './sql.ts';
import { openSqlite } from './sqlite.ts';

const FIRST: Migration = {
  number: 1,
  name: 'fruit',
  statements: ['create table fruit (id bigint primary key, name text not null)', "insert into fruit values (1, 'fig')"],
};
const SECOND: Migration = { number: 2, name: 'colour', statements: ['alter table fruit add column colour text'] };
const FAILING: Migration = { number: 3, name: 'wrong', statements: ['create table half (id bigint)', 'nonsense'] };

async function withDatabase(run: (sql: Sql) => Promise<void>): Promise<void> {
  const sql = openSqlite(':memory:');
  try {
    await run(sql);
  } finally {
    await sql.close();
  }
}

const applied = (sql: Sql) =>
  sql.read({ text: 'select number, name, applied_at from migrations order by number', params: [] });

test('each migration runs once, whenever it comes', () =>
  withDatabase(async (sql) => {
    await migrate(sql, [FIRST], 1000);
    await migrate(sql, [FIRST], 2000);
    await migrate(sql, [FIRST, SECOND], undefined);
    assert.deepEqual(await applied(sql), [
      [1n, 'fruit', 1000n],
      [2n, 'colour', null],
    ]);
    assert.deepEqual(await sql.read({ text: 'select id, name, colour from fruit', params: [] }), [[1n, 'fig', null]]);
  }));

test('an upgrade that fails leaves the database as it was', () =>
  withDatabase(async (sql) => {
    await migrate(sql, [FIRST], 1000);
    await assert.rejects(migrate(sql, [FIRST, SECOND, FAILING], 2000), /nonsense/);
    assert.deepEqual(await applied(sql), [[1n, 'fruit', 1000n]]);
    await assert.rejects(async () => sql.read({ text: 'select colour from fruit', params: [] }));
    await migrate(sql, [FIRST, SECOND], 3000);
    assert.equal((await applied(sql)).length, 2);
  }));

test('a database that a later version wrote is refused', () =>
  withDatabase(async (sql) => {
    await migrate(sql, [FIRST, SECOND], 1000);
    await assert.rejects(migrate(sql, [FIRST], 2000), /newer than this program: it has migration 2 \(colour\)/);
  }));

test("another program's migrations are refused", () =>
  withDatabase(async (sql) => {
    await migrate(
      sql,
      [SECOND, FIRST].map((one, index) => ({ ...one, number: index + 1, statements: [] })),
      1000,
    );
    await assert.rejects(migrate(sql, [FIRST, SECOND], 2000), /another program's tables/);
  }));

test('migrations are counted from 1 without gaps, and their names are their own', () => {
  assert.deepEqual(
    MIGRATIONS.map(({ number }) => number),
    MIGRATIONS.map((_, index) => index + 1),
  );
  assert.equal(new Set(MIGRATIONS.map(({ name }) => name)).size, MIGRATIONS.length);
});

test('migrations keep to what both databases understand', () => {
  const typeOrWord =
    /\b(integer|int|real|blob|boolean|json\w*|varchar|timestamp\w*|serial|autoincrement|now|without)\b/i;
  for (const text of MIGRATIONS.flatMap(({ statements }) => statements)) assert.doesNotMatch(text, typeOrWord);
});
