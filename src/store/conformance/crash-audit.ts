/** What a store must still hold after a crash: everything that a writer (`crash-writer.ts`) was told is durable before. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Store } from '../../core/ports/store.ts';
import { NOW, newEntry, newOpening } from './specimens.ts';

const WRITER = new URL('crash-writer.ts', import.meta.url);

/** Something that was answered. */
export type Acknowledged =
  | readonly ['rotated', spent: bigint, refresh: bigint, access: bigint]
  | readonly ['revoked', family: bigint];

function readLine(line: string): Acknowledged | undefined {
  const [word, ...ids] = line.split(' ');
  const [one, two, three] = ids.map(BigInt);
  if (word === 'revoked' && one !== undefined) return [word, one];
  if (word === 'rotated' && one !== undefined && two !== undefined && three !== undefined)
    return [word, one, two, three];
  return undefined;
}

/** Runs the writer in a process of its own until it has acknowledged so much, then kills it while it goes on writing. */
export async function writeAndKill(url: string, enough: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [WRITER.pathname, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const acknowledged: Acknowledged[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const read = readLine(line);
    if (read !== undefined) acknowledged.push(read);
    if (acknowledged.length === enough) child.kill('SIGKILL');
  }
  assert.ok(acknowledged.length >= enough, 'the writer got far enough');
  return acknowledged;
}

/** Looks for all of it, and tries to spend and to revoke once more what was spent and revoked. */
export async function auditAcknowledged(store: Store, acknowledged: readonly Acknowledged[]): Promise<void> {
  for (const one of acknowledged) {
    if (one[0] === 'revoked') {
      assert.equal(await store.revokeFamily(one[1], 'asked', NOW, newEntry()), 'lost');
      continue;
    }
    const [, spentId, refreshId, accessId] = one;
    const spent = await store.findTokenById(spentId);
    assert.equal(spent?.token.successorId, refreshId);
    assert.equal(spent?.token.successorAccessId, accessId);
    assert.equal((await store.findTokenById(refreshId))?.token.kind, 'refresh');
    assert.equal((await store.findTokenById(accessId))?.token.kind, 'access');
    const late = newOpening(spent?.family);
    const rotation = { spentId, at: NOW, refresh: late.refresh, access: late.access };
    assert.equal(await store.rotate(rotation, newEntry()), 'lost');
  }
}
