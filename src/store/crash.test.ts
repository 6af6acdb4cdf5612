import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { NOW, newEntry, newOpening } from './conformance/specimens.ts';
import { openStore } from './open-store.ts';

/** Rounds of killing, and acknowledgements in each after which the child is killed at a moment of its own. */
const ROUNDS = 3;
const FEWEST_ACKNOWLEDGED = 40;

const WRITER = new URL('conformance/crash-writer.ts', import.meta.url);

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-crash-'));
});
after(() => rm(folder, { recursive: true }));

/** One line of the writer: what it was told is durable. */
type Acknowledged = readonly ['rotated', spent: bigint, refresh: bigint, access: bigint] | readonly ['revoked', bigint];

function readLine(line: string): Acknowledged | undefined {
  const [word, ...ids] = line.split(' ');
  const [one, two, three] = ids.map(BigInt);
  if (word === 'revoked' && one !== undefined) return [word, one];
  if (word === 'rotated' && one !== undefined && two !== undefined && three !== undefined)
    return [word, one, two, three];
  return undefined;
}

/** Runs the writer until it has acknowledged enough, then kills it while it goes on writing. */
async function writeAndKill(url: string, extra: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [WRITER.pathname, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const acknowledged: Acknowledged[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const read = readLine(line);
    if (read !== undefined) acknowledged.push(read);
    if (acknowledged.length === FEWEST_ACKNOWLEDGED + extra) child.kill('SIGKILL');
  }
  assert.ok(acknowledged.length >= FEWEST_ACKNOWLEDGED + extra, 'the writer got far enough');
  return acknowledged;
}

test('what was acknowledged before a kill is there after it, and what was spent stays spent', async () => {
  const url = `sqlite:${join(folder, 'crash.db')}`;
  const revoked = new Set<bigint>();
  let entries = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const lines = await writeAndKill(url, Math.floor(Math.random() * 60));
    const { store } = await openStore(url);
    for (const line of lines) {
      if (line[0] === 'revoked') {
        revoked.add(line[1]);
        continue;
      }
      const [, spentId, refreshId, accessId] = line;
      const spent = await store.findTokenById(spentId);
      assert.equal(spent?.token.successorId, refreshId);
      assert.equal(spent?.token.successorAccessId, accessId);
      assert.equal((await store.findTokenById(refreshId))?.token.kind, 'refresh');
      const access = await store.findTokenById(accessId);
      assert.equal(access?.token.kind, 'access');
      const late = newOpening(spent?.family);
      const rotation = { spentId, at: NOW, refresh: late.refresh, access: late.access };
      assert.equal(await store.rotate(rotation, newEntry()), 'lost');
    }
    for (const id of revoked) assert.equal(await store.revokeFamily(id, 'asked', NOW, newEntry()), 'lost');
    entries += lines.length;
    assert.ok((await store.listAuditEntries(0n, 100_000)).length >= entries, 'no change without its entry');
    await store.close();
  }
});
