import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Acknowledged, auditAcknowledged, writeAndKill } from './conformance/crash-audit.ts';
import { openStore } from './open-store.ts';

/** Rounds of killing, and acknowledgements in each after which the child is killed at a moment of its own. */
const ROUNDS = 3;
const FEWEST_ACKNOWLEDGED = 40;

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-crash-'));
});
after(() => rm(folder, { recursive: true }));

test('what was acknowledged before a kill is there after it, and what was spent stays spent', async () => {
  const url = `sqlite:${join(folder, 'crash.db')}`;
  const acknowledged: Acknowledged[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    acknowledged.push(...(await writeAndKill(url, FEWEST_ACKNOWLEDGED + Math.floor(Math.random() * 60))));
    const { store } = await openStore(url);
    await auditAcknowledged(store, acknowledged);
    const entries = await store.listAuditEntries(0n, 100_000);
    assert.ok(entries.length >= acknowledged.length, 'no change without its entry');
    await store.close();
  }
});
