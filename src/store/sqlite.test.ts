import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { storeConformance } from './conformance/index.ts';
import { INSERT_PAIR, idsOfPairs, once, withPairTable } from './conformance/pair-table.ts';
import { NOW, newEntry, newOpening, openFamily, settle } from './conformance/specimens.ts';
import { openStore } from './open-store.ts';
import type { Sql } from './sql.ts';
import { openSqlite } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'tessera-sqlite-'));
let files = 0;
after(() => rmSync(folder, { recursive: true }));

function newPath(): string {
  files += 1;
  return join(folder, `${files}.db`);
}

storeConformance('SQLite in memory', async () => (await openStore(':memory:')).store);
storeConformance('SQLite in a file', async () => (await openStore(`sqlite:${newPath()}`)).store);

describe('SQLite as a driver', () => {
  const withTable = (run: (sql: Sql) => Promise<void>, path = ':memory:') => withPairTable(openSqlite(path), run);

  test('a statement without columns answers with a row for each row it changed', () =>
    withTable(async (sql) => {
      for (const id of [1, 2, 3]) assert.equal(await sql.write(() => once(INSERT_PAIR, id, `${id}`)), 1);
      assert.equal(await sql.write(() => once(`${INSERT_PAIR} on conflict do nothing`, 9, '3')), 0);
      assert.equal(await sql.write(() => once('update pair set word = null where id > $1', 1)), 2);
      assert.equal(await sql.write(() => once('delete from pair')), 3);
      assert.equal(await sql.write(() => once('delete from pair')), 0);
    }));

  test('values keep their types, and a parameter may be used twice and in any order', () =>
    withTable(async (sql) => {
      const rows = await sql.read({ text: 'select $2, $1, $2, $3', params: ['a', 2n ** 63n - 1n, null] });
      assert.deepEqual(rows, [[2n ** 63n - 1n, 'a', 2n ** 63n - 1n, null]]);
    }));

  test('parameters too few or too many are refused, not taken for null', () =>
    withTable(async (sql) => {
      const text = 'select id from pair where id = $1 and word = $2';
      for (const params of [[], [1], [1, 'a', 'b']])
        await assert.rejects(async () => sql.read({ text, params }), /2 parameters/);
    }));

  test('a unit that throws is undone; its neighbours run again and stay, in order', () =>
    withTable(async (sql) => {
      let runs = 0;
      const outcomes = await Promise.allSettled([
        sql.write(function* () {
          runs += 1;
          yield* once(INSERT_PAIR, 1, 'a');
          return runs;
        }),
        sql.write(function* () {
          yield* once(INSERT_PAIR, 2, 'b');
          throw new Error('second thoughts');
        }),
        sql.write(() => once(INSERT_PAIR, 3, 'a')),
        sql.write(() => once(INSERT_PAIR, 4, 'b')),
      ]);
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(outcomes[0], { status: 'fulfilled', value: 2 });
      assert.deepEqual(await idsOfPairs(sql), [1n, 4n]);
    }));

  test('a read never sees what is not committed', () =>
    withTable(async (sql) => {
      const written = sql.write(() => once(INSERT_PAIR, 1, 'a'));
      assert.deepEqual(await idsOfPairs(sql), []);
      await written;
      assert.deepEqual(await idsOfPairs(sql), [1n]);
    }));

  test('foreign keys are watched', () =>
    withTable(async (sql) => {
      await sql.write(() => once('create table child (id bigint references pair (id))'));
      await assert.rejects(
        sql.write(() => once('insert into child (id) values ($1)', 1)),
        /FOREIGN KEY/,
      );
    }));

  test('an id in the row itself: no second tree for a bigint primary key', () =>
    withTable(async (sql) => {
      const plan = await sql.read({ text: 'explain query plan select word from pair where id = $1', params: [1] });
      assert.match(String(plan[0]?.[3]), /INTEGER PRIMARY KEY/);
    }));

  test('secrets without room for an id are found by an index', async () => {
    const path = newPath();
    await openStore(`sqlite:${path}`).then(({ store }) => store.close());
    const sql = openSqlite(path);
    for (const table of ['tokens', 'sessions']) {
      const text = `explain query plan select id from ${table} where lookup = $1`;
      const plan = await sql.read({ text, params: ['x'] });
      assert.match(String(plan[0]?.[3]), new RegExp(`${table}_by_lookup`));
    }
    await sql.close();
  });

  test('a second process is told that the file is in use, and gets it once it is free', async () => {
    const path = newPath();
    const sql = openSqlite(path);
    const openElsewhere = () => {
      const program = `
        const { openSqlite } = await import(${JSON.stringify(new URL('sqlite.ts', import.meta.url).href)});
        try { await openSqlite(process.argv[1]).close(); console.log('opened'); } catch (error) { console.log(error.message); }`;
      return spawnSync(process.execPath, ['--input-type=module', '-e', program, path], { encoding: 'utf8' }).stdout;
    };
    assert.match(openElsewhere(), /can't be opened: it is open in another process/);
    await sql.close();
    assert.match(openElsewhere(), /^opened/);
  });
});

describe('SQLite across restarts', () => {
  test('everything is there after closing and opening again', async () => {
    const url = `sqlite:${newPath()}`;
    const { store } = await openStore(url);
    await settle(store);
    const { family, refresh, session } = await openFamily(store);
    const next = newOpening(family);
    await store.rotate({ spentId: refresh.id, at: NOW, refresh: next.refresh, access: next.access }, newEntry());
    await store.useSession(session.id, NOW + 5);
    const revoked = await openFamily(store);
    await store.revokeFamily(revoked.family.id, 'logout', NOW, newEntry());
    const read = async (from: typeof store) => [
      await from.findAccount({ name: 'ada' }),
      await from.findToken(refresh),
      await from.findToken(next.access),
      await from.findSessionById(session.id),
      await from.findToken(revoked.access),
      await from.listAuditEntries(0n, 10),
    ];
    const before = await read(store);
    await store.close();

    const { store: reopened } = await openStore(url);
    assert.deepEqual(await read(reopened), before);
    const late = newOpening(family);
    const rotation = { spentId: refresh.id, at: NOW, refresh: late.refresh, access: late.access };
    assert.equal(await reopened.rotate(rotation, newEntry()), 'lost');
    await reopened.close();
  });
});
