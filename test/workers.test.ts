/** Several processes behind the same ports, over one PostgreSQL. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findFreeRow } from './support/free-ports.ts';
import { openDatabases } from './support/postgres.ts';

const databases = await openDatabases();
const folder = mkdtempSync(join(tmpdir(), 'tessera-workers-'));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await databases.close();
});

const WORKERS = 2;

async function start(port: number, database: string): Promise<{ child: ChildProcess; ended: Promise<unknown[]> }> {
  const child = spawn(process.execPath, ['bin/tessera.mjs', 'demo'], {
    env: {
      ...process.env,
      TESSERA_PORT: String(port),
      TESSERA_DATA: folder,
      TESSERA_DATABASE: database,
      TESSERA_WORKERS: String(WORKERS),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('Stop with')) resolve();
    });
  });
  return { child, ended };
}

/** The processes that a process started, as the kernel lists them. */
function childrenOf(child: ChildProcess): number[] {
  const list = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  return list.split(' ').filter(Boolean).map(Number);
}

async function ask(port: number, path: string, form: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('demo-machine:demo-machine-secret')}`, connection: 'close' },
    body: new URLSearchParams(form),
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function issue(port: number): Promise<string> {
  const { access_token: token } = await ask(port, '/oauth2/token', { grant_type: 'client_credentials' });
  return String(token);
}

const isActive = async (port: number, token: string) => (await ask(port, '/oauth2/introspect', { token })).active;

test('what one worker issued another knows; a lost one is replaced; all stop together', async (t) => {
  const port = await findFreeRow(3);
  const { child, ended } = await start(port, await databases.bare());
  t.after(() => child.kill('SIGKILL'));
  const workers = childrenOf(child);
  assert.equal(workers.length, WORKERS);

  const tokens = await Promise.all(Array.from({ length: 20 }, () => issue(port)));
  // Each request is on a connection of its own, so it may reach any worker.
  for (const token of tokens) assert.equal(await isActive(port, token), true);

  const [lost = 0] = workers;
  process.kill(lost, 'SIGKILL');
  while (childrenOf(child).includes(lost) || childrenOf(child).length < WORKERS) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  for (const token of tokens) assert.equal(await isActive(port, token), true);
  assert.equal(await isActive(port, await issue(port)), true);

  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
  for (const worker of workers) assert.throws(() => process.kill(worker, 0));
});
