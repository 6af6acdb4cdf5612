import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { type PostgresServer, startPostgresServer } from '../../test/support/postgres-server.ts';
import type { Store } from '../core/ports/store.ts';
import { type Acknowledged, auditAcknowledged, writeAndKill } from './conformance/crash-audit.ts';
import { NOW, newEntry, newOpening, openFamily, settle } from './conformance/specimens.ts';
import { openStore } from './open-store.ts';
import { openPostgres } from './postgres.ts';

/** These tests end the server, so they have one of their own, whatever database the others were given. */
let server: PostgresServer;
before(async () => {
  server = await startPostgresServer();
});
after(() => server.stop());

const UNAVAILABLE = { code: 'STORE_UNAVAILABLE' };

async function createDatabase(name: string): Promise<string> {
  const sql = openPostgres(server.url('postgres'));
  await sql.read({ text: `create database ${name}`, params: [] });
  await sql.close();
  return server.url(name);
}

/** Opens, rotates and revokes until the store is lost. @returns what was acknowledged */
async function writeUntilLost(store: Store, acknowledged: Acknowledged[]): Promise<void> {
  try {
    for (;;) {
      const { family, refresh } = await openFamily(store);
      let spentId = refresh.id;
      for (let step = 0; step < 5; step += 1) {
        const next = newOpening(family);
        const rotation = { spentId, at: NOW, refresh: next.refresh, access: next.access };
        assert.equal(await store.rotate(rotation, newEntry()), 'won');
        acknowledged.push(['rotated', spentId, next.refresh.id, next.access.id]);
        spentId = next.refresh.id;
      }
      await store.revokeFamily(family.id, 'asked', NOW, newEntry());
      acknowledged.push(['revoked', family.id]);
    }
  } catch (error) {
    assert.equal(error instanceof Error && 'code' in error && error.code, UNAVAILABLE.code);
  }
}

test('what a node was told before it was killed is there for the next one', async () => {
  const url = await createDatabase('node_crash');
  const acknowledged: Acknowledged[] = [];
  for (let round = 0; round < 2; round += 1) {
    acknowledged.push(...(await writeAndKill(url, 40 + Math.floor(Math.random() * 60))));
    const { store } = await openStore(url);
    await auditAcknowledged(store, acknowledged);
    const entries = await store.listAuditEntries(0n, 100_000);
    assert.ok(entries.length >= acknowledged.length, 'no change without its entry');
    await store.close();
  }
});

test('what two nodes were told before the server was killed is there after it; both go on without a restart', async () => {
  const url = await createDatabase('server_crash');
  const nodes = await Promise.all([openStore(url), openStore(url)]);
  const stores = nodes.map(({ store }) => store);
  await settle(nodes[0].store);
  const acknowledged: Acknowledged[] = [];
  for (let round = 0; round < 2; round += 1) {
    const enough = acknowledged.length + 50 + Math.floor(Math.random() * 200);
    const writers = stores.flatMap((store) => Array.from({ length: 6 }, () => writeUntilLost(store, acknowledged)));
    while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 1));
    await server.crash();
    await Promise.all(writers);
    for (const store of stores) await assert.rejects(async () => store.findClient('web'), UNAVAILABLE);
    await server.start();
    const half = Math.floor(acknowledged.length / 2);
    await Promise.all([
      auditAcknowledged(nodes[0].store, acknowledged.slice(0, half)),
      auditAcknowledged(nodes[1].store, acknowledged.slice(half)),
    ]);
  }
  await Promise.all(stores.map((store) => store.close()));
});

test('a database that went away: everything asked meanwhile is refused for now, and afterwards all is well', async () => {
  const url = await createDatabase('away');
  const { store } = await openStore(url);
  await settle(store);
  const { refresh, family } = await openFamily(store);
  await server.halt();
  const next = newOpening(family);
  const rotation = { spentId: refresh.id, at: NOW, refresh: next.refresh, access: next.access };
  const asked = Array.from({ length: 50 }, () => [
    store.findToken(refresh),
    store.rotate(rotation, newEntry()),
    store.revokeFamily(family.id, 'asked', NOW, newEntry()),
    store.sweep(NOW, 1),
  ]).flat();
  for (const outcome of await Promise.allSettled(asked)) {
    assert.equal(outcome.status, 'rejected');
    assert.equal(outcome.reason.code, UNAVAILABLE.code);
    assert.doesNotMatch(outcome.reason.message, new RegExp(new URL(url).password));
  }
  await assert.rejects(openStore(url), UNAVAILABLE);
  await server.start();
  assert.deepEqual((await store.findToken(refresh))?.token, refresh);
  assert.equal(await store.rotate(rotation, newEntry()), 'won');
  assert.equal((await store.listAuditEntries(0n, 10)).length, 2);
  await store.close();
});

test('closing a store whose database is away ends', async () => {
  const { store } = await openStore(await createDatabase('left_behind'));
  await server.halt();
  const asked = assert.rejects(store.addAuditEntry(newEntry()), UNAVAILABLE);
  await store.close();
  await asked;
  await server.start();
});

test('a server that takes connections and never answers is refused like one that is away', async (t) => {
  const deaf = createServer();
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  t.after(() => deaf.close());
  const address = deaf.address();
  assert.ok(typeof address === 'object' && address !== null);
  await assert.rejects(openStore(`postgres://ada:hunter2@127.0.0.1:${address.port}/x`), (error: Error) => {
    assert.match(error.message, /x on 127\.0\.0\.1:\d+ can't be reached now: timeout/);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  });
});

test('a database that is not there, and a wrong password, are told as they are', async () => {
  await assert.rejects(openStore(server.url('nowhere')), ({ message }: Error) =>
    /"nowhere" does not exist/.test(message),
  );
  const url = new URL(server.url('postgres'));
  url.password = 'hunter2';
  await assert.rejects(openStore(url.href), ({ message }: Error) => {
    assert.match(message, /password authentication failed/);
    assert.doesNotMatch(message, /hunter2/);
    return true;
  });
});
