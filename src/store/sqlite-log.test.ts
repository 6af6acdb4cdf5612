import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { INSERT_PAIR, idsOfPairs, once } from './conformance/pair-table.ts';
import type { Sql } from './sql.ts';
import { openSqlite } from './sqlite.ts';

const TABLE = 'create table pair (id bigint primary key, word text unique)';
const IDS = { text: 'select id from pair order by id', params: [] };

function open(t: TestContext): { readonly sql: Sql; readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-log-'));
  const path = join(folder, 'a.db');
  const sql = openSqlite(path);
  t.after(async () => {
    await sql.close();
    rmSync(folder, { recursive: true });
  });
  return { sql, path };
}

test('what is committed and not yet on the disk is shown to nobody but who asks for it', async (t) => {
  const { sql } = open(t);
  await sql.write(() => once(TABLE));
  const answered: string[] = [];
  const written = sql.write(() => once(INSERT_PAIR, 1, 'a')).then(() => answered.push('written'));
  // In this turn the group is committed and its sync begun; nothing can tell of its end before the next.
  await nextTurn();
  assert.deepEqual(await sql.read(IDS, 'tentative'), [[1n]]);
  assert.deepEqual(answered, []);
  assert.deepEqual(await sql.read(IDS), [[1n]]);
  assert.deepEqual(answered, ['written'], 'whoever was told of the change first');
  await written;
});

test('writes that come while the disk is at work are kept in their order', async (t) => {
  const { sql } = open(t);
  await sql.write(() => once(TABLE));
  const answered: number[] = [];
  const writes: Promise<unknown>[] = [];
  for (let id = 1; id <= 100; id += 1) {
    writes.push(sql.write(() => once(INSERT_PAIR, id, `${id}`)).then(() => answered.push(id)));
    if (id % 7 === 0) await nextTurn();
  }
  await Promise.all(writes);
  assert.deepEqual(
    answered,
    Array.from({ length: 100 }, (_, index) => index + 1),
  );
  assert.equal((await idsOfPairs(sql)).length, 100);
});

test('closing answers whoever still waits for the disk', async (t) => {
  const { sql } = open(t);
  await sql.write(() => once(TABLE));
  const written = sql.write(() => once(INSERT_PAIR, 1, 'a'));
  await nextTurn();
  const read = sql.read(IDS);
  await sql.close();
  assert.equal(await written, 1);
  assert.deepEqual(await read, [[1n]]);
});

test('after a sync that failed nothing is answered any more', async (t) => {
  const { sql, path } = open(t);
  rmSync(`${path}-wal`, { force: true });
  await assert.rejects(
    sql.write(() => once(TABLE)),
    /ENOENT/,
  );
  await assert.rejects(async () => sql.read(IDS), /ENOENT/);
  await assert.rejects(
    sql.write(() => once(INSERT_PAIR, 1, 'a')),
    /ENOENT/,
  );
});
