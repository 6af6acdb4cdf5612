/**
 * The server, and the database under it, are killed while many clients talk to it: what anybody was told holds afterwards, and what was used up stays used up.
 * HISTORY_SEED=… kills at the same moments again, as far as the machine plays along.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, type TestContext, test } from 'node:test';
import pg from 'pg';
import { findFault } from './histories/check-history.ts';
import { CRASH_RULES, CRASH_SETTINGS, type Crash, type CrashSize, playCrashes } from './histories/play-crashes.ts';
import { seedsOfRun } from './histories/seeded-dice.ts';
import { findTableFaults } from './histories/table-faults.ts';
import { SERVER_KEY } from './support/demo.ts';
import { type DemoProcess, prepareDemoProcess } from './support/demo-process.ts';
import { type PostgresServer, startPostgresServer } from './support/postgres-server.ts';

const SIZE: CrashSize = { rounds: 2, connections: 9 };
const FEWEST_ANSWERS = 100;

function folderFor(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'tessera-crash-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  // The world is begun in this process and served by another, and what is sealed in it opens under one key only.
  writeFileSync(join(path, 'server.key'), SERVER_KEY.toString('base64url'), { mode: 0o600 });
  return path;
}

async function playAndCheck(crash: Crash): Promise<void> {
  const [seed = 0] = seedsOfRun(1);
  const history = await playCrashes(crash, seed, SIZE);
  const answers = history.calls.filter(({ answer }) => answer !== undefined).length;
  assert.ok(answers > FEWEST_ANSWERS, `${answers} answers were given`);
  const fault = findFault(history, CRASH_RULES);
  assert.equal(fault, undefined, `HISTORY_SEED=${seed}\n${fault}`);
}

function killingServer(server: DemoProcess, storeUrl: string): Crash {
  return { server, storeUrl, isServerKilled: true, kill: server.kill, recover: server.start };
}

test('what was answered holds after kill -9 under load, over SQLite', async (t) => {
  const folder = folderFor(t);
  const server = await prepareDemoProcess(folder, CRASH_SETTINGS);
  t.after(server.kill);
  const file = join(folder, 'tessera.db');
  await playAndCheck(killingServer(server, `sqlite:${file}`));
  await server.kill();
  const database = new DatabaseSync(file);
  t.after(() => database.close());
  const count = async (statement: string) => Number(Object.values(database.prepare(statement).get() ?? {})[0]);
  assert.deepEqual(await findTableFaults(count), []);
});

let postgres: PostgresServer;
before(async () => {
  postgres = await startPostgresServer();
});
after(() => postgres.stop());

async function onPostgres(t: TestContext, name: string, crashOf: (server: DemoProcess, url: string) => Crash) {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = postgres.url(name);
  const server = await prepareDemoProcess(folderFor(t), { ...CRASH_SETTINGS, TESSERA_DATABASE: url });
  t.after(server.kill);
  await playAndCheck(crashOf(server, url));
  const audit = new pg.Client({ connectionString: url });
  await audit.connect();
  t.after(() => audit.end());
  const count = async (statement: string) => Number((await audit.query<{ count: string }>(statement)).rows[0]?.count);
  assert.deepEqual(await findTableFaults(count), []);
}

test('what was answered holds after kill -9 under load, over PostgreSQL', (t) =>
  onPostgres(t, 'server_killed', killingServer));

test('what was answered holds after PostgreSQL itself was killed under load, and the server goes on', (t) =>
  onPostgres(t, 'database_killed', (server, storeUrl) => {
    return { server, storeUrl, isServerKilled: false, kill: postgres.crash, recover: postgres.start };
  }));
