import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openStore } from './open-store.ts';
import { openSqlite } from './sqlite.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-store-'));
});
after(() => rm(folder, { recursive: true }));

test('each opening of one database takes the next node number', async () => {
  const url = `sqlite:${join(folder, 'nodes.db')}`;
  for (const expected of [1, 2, 3]) {
    const { store, nodeNumber } = await openStore(url);
    assert.equal(nodeNumber, expected);
    await store.close();
  }
});

test('a store in memory has a name with and without its scheme', async () => {
  for (const url of [':memory:', 'sqlite::memory:']) {
    const { store, nodeNumber } = await openStore(url, { now: () => 5 });
    assert.equal(nodeNumber, 1);
    assert.equal(await store.findClient('x'), undefined);
    await store.close();
  }
});

test('a URL of no known kind is refused without telling what it holds', async () => {
  await assert.rejects(openStore('mysql://root:hunter2@db/x'), ({ message }: Error) => {
    assert.match(message, /no store for mysql: URLs/);
    assert.doesNotMatch(message, /hunter2/);
    return true;
  });
  for (const url of ['postgres://ada:hunter2@db:port/x', 'postgres://ada:hunter2@[db/x']) {
    await assert.rejects(openStore(url), ({ message }: Error) => {
      assert.match(message, /URL of the PostgreSQL database cannot be read/);
      assert.doesNotMatch(message, /hunter2/);
      return true;
    });
  }
  for (const url of ['', 'sqlite:', '/var/lib/tessera.db']) {
    await assert.rejects(openStore(url), /named by sqlite: and a path/);
  }
});

test('a file that can not be opened is named', async () => {
  const missing = join(folder, 'no-such-folder', 'x.db');
  await assert.rejects(openStore(`sqlite:${missing}`), ({ message }: Error) => message.includes(missing));
  const text = join(folder, 'text.db');
  await writeFile(text, 'This is no database. '.repeat(100));
  await assert.rejects(openStore(`sqlite:${text}`), /text\.db can't be opened: file is not a database/);
});

test('a database newer than the program is refused and let go of', async () => {
  const path = join(folder, 'newer.db');
  await openStore(`sqlite:${path}`).then(({ store }) => store.close());
  const sql = openSqlite(path);
  await sql.write(function* () {
    yield { text: "insert into migrations (number, name) values (999999, 'from the future')", params: [] };
  });
  await sql.close();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await assert.rejects(openStore(`sqlite:${path}`), /newer than this program/);
  }
});
