/** The demo as a newcomer starts it: a process of its own, asked over sockets. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { findFreeRow } from './support/free-ports.ts';

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

function start(environment: Record<string, string>, ...flags: string[]): Started {
  const child = spawn(process.execPath, ['bin/tessera.mjs', 'demo', ...flags], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  return { child, said: () => text, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

async function serving(t: TestContext, environment: Record<string, string>, ...flags: string[]): Promise<Started> {
  const started = start(environment, ...flags);
  t.after(() => started.child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${environment.TESSERA_PORT}/healthz`;
  // The sites answer a moment before they greet; the greeting's last part is oauth's.
  const isUp = await isServing(url, started.child, () => started.said().includes('# oauth'));
  assert.ok(isUp, `The demo did not come up: ${started.said()}`);
  return started;
}

/** Whether the URL answers, and the server has greeted where that is waited for, before its process ends or ten seconds are over. */
async function isServing(url: string, child: ChildProcess, hasGreeted = () => true): Promise<boolean> {
  for (let tries = 0; tries < 400 && child.exitCode === null; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200 && hasGreeted()) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'tessera-demo-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function logOn(port: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', username: 'theuser', password: 'thepass' });
  const answer = await fetch(`http://127.0.0.1:${port}/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  assert.equal(typeof token, 'string');
  return token;
}

async function isActive(port: string, token: string): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/oauth2/introspect`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('demo-machine:demo-machine-secret')}` },
    body: new URLSearchParams({ token }),
  });
  return ((await answer.json()) as { active: boolean }).active;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`state outlives a stop by ${signal}, which is clean, and not a fresh start`, async (t) => {
    const environment = { TESSERA_PORT: String(await findFreeRow(3)), TESSERA_DATA: folder(t) };
    const first = await serving(t, environment);
    const token = await logOn(environment.TESSERA_PORT);
    first.child.kill(signal);
    assert.equal(await first.ended, 0, first.said());

    const second = await serving(t, environment);
    assert.equal(await isActive(environment.TESSERA_PORT, token), true);
    second.child.kill(signal);
    assert.equal(await second.ended, 0);

    await serving(t, environment, '--fresh');
    assert.equal(await isActive(environment.TESSERA_PORT, token), false);
  });
}

test('a signal to npm stops the server, and cleanly', async (t) => {
  const environment = { TESSERA_PORT: String(await findFreeRow(3)), TESSERA_DATA: folder(t) };
  const child = spawn('npm', ['start'], { env: { ...process.env, ...environment }, stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${environment.TESSERA_PORT}/healthz`;
  await isServing(url, child);
  child.kill('SIGTERM');
  await once(child, 'exit');
  // The server may be closing its last connection when npm has gone already.
  while ((await fetch(url).catch(() => undefined)) !== undefined)
    await new Promise((resolve) => setTimeout(resolve, 25));
  const again = await serving(t, environment);
  assert.equal(again.child.exitCode, null);
});

test('every site answers, and the greeting shows a request for every dialect', async (t) => {
  const port = String(await findFreeRow(3));
  const { said } = await serving(t, { TESSERA_PORT: port, TESSERA_DATA: folder(t) });
  for (const offset of [0, 1, 2]) {
    assert.equal((await fetch(`http://127.0.0.1:${Number(port) + offset}/healthz`)).status, 200);
  }
  for (const dialect of ['twinfield', 'projector', 'digioffice', 'yindo', 'oauth'])
    assert.match(said(), new RegExp(`# ${dialect}`));
});

test('each request of the greeting, pasted into a shell, gets the answer that stands below it', async (t) => {
  const { said } = await serving(t, { TESSERA_PORT: String(await findFreeRow(3)), TESSERA_DATA: folder(t) });
  const blocks = said()
    .split('\n\n')
    .filter((block) => block.startsWith('# '));
  assert.equal(blocks.length, 5);
  for (const block of blocks) {
    const expected = /#\s+-> (.*)/.exec(block)?.[1] ?? '';
    const shell = spawn('bash', ['-c', block], { stdio: ['ignore', 'pipe', 'ignore'] });
    let answer = '';
    shell.stdout.on('data', (chunk) => {
      answer += chunk;
    });
    await once(shell, 'close');
    let from = 0;
    for (const part of expected.split('…').map((text) => text.trim())) {
      const found = answer.indexOf(part, from);
      assert.ok(found >= from, `${part} should stand in ${answer}`);
      from = found + part.length;
    }
  }
});

test('a taken port and a wrong setting are told, and nothing else in the folder is touched', async (t) => {
  const environment = { TESSERA_PORT: String(await findFreeRow(3)), TESSERA_DATA: folder(t) };
  writeFileSync(join(environment.TESSERA_DATA, 'mine.txt'), 'mine');
  await serving(t, environment, '--fresh');
  const kept = readdirSync(environment.TESSERA_DATA).filter((name) => name !== 'mine.txt');
  assert.ok(existsSync(join(environment.TESSERA_DATA, 'mine.txt')));
  for (const name of kept) assert.equal(statSync(join(environment.TESSERA_DATA, name)).mode & 0o077, 0, name);

  const other = start({ ...environment, TESSERA_DATA: folder(t) });
  assert.equal(await other.ended, 1);
  assert.match(other.said(), /EADDRINUSE/);

  const sameFolder = start({ ...environment, TESSERA_PORT: String(await findFreeRow(3)) });
  assert.equal(await sameFolder.ended, 1);
  assert.match(sameFolder.said(), /open in another process/);

  for (const [name, value] of [
    ['TESSERA_HOST', '0.0.0.0'],
    ['TESSERA_PORTS', '1'],
  ] as const) {
    const refused = start({ ...environment, [name]: value });
    assert.equal(await refused.ended, 2);
    assert.match(refused.said(), new RegExp(name));
  }
});

test('who uses the doors that are older is told by the server while it runs, and by a command of its own otherwise', async (t) => {
  const environment = {
    TESSERA_PORT: String(await findFreeRow(3)),
    TESSERA_DATA: folder(t),
    TESSERA_LEGACY_ENDS: 'projector/password=off,oauth/password=off',
  };
  const { child, said, ended } = await serving(t, environment);
  await logOn(environment.TESSERA_PORT);
  const client = { client_id: 'demo-legacy', client_secret: 'demo-legacy-secret' };
  const closed = await fetch(`http://127.0.0.1:${environment.TESSERA_PORT}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', ...client, username: 'ada', password: 'ada-demo-pass' }),
  });
  assert.match(await closed.text(), /"unauthorized_client"/);
  child.kill('SIGUSR2');
  const count = /^yindo\/password +- +1 +1 +0 /m;
  for (let tries = 0; tries < 400 && !count.test(said()); tries += 1) await new Promise((done) => setTimeout(done, 25));
  assert.match(said(), count);
  assert.match(said(), /^projector\/password +- +0 +0 +0 +- +- +closed$/m);

  const command = async (...flags: string[]) => {
    const asked = spawn(process.execPath, ['src/cli/main.ts', 'legacy', ...flags], {
      env: { ...process.env, ...environment },
    });
    const [out, err] = await Promise.all([readText(asked.stdout), readText(asked.stderr), once(asked, 'exit')]);
    return { out, err, code: asked.exitCode };
  };
  const busy = await command();
  assert.equal(busy.code, 1);
  assert.match(busy.err, /open in another process[\s\S]*signal USR2/);
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
  const told = await command('--days=1');
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, count);
  assert.equal((await command('--days=none')).code, 2);
});
