/** The live sessions of one person's own, newest first, and nobody else's. */
import assert from 'node:assert/strict';
import type { Family } from '../../core/model/family.ts';
import type { Session } from '../../core/model/session.ts';
import type { SessionSearch, Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import { EXPIRY, NOW, newAccount, newEntry, newFamily, newSession, settle } from './specimens.ts';

/** A logon of the person's own. */
async function openOwn(store: Store, differences: Partial<Session> = {}, ofFamily: Partial<Family> = {}) {
  const family = newFamily({ accountId: 1, clientId: undefined, ...ofFamily });
  const session = newSession(family.id, {
    accountId: family.accountId ?? 1,
    clientId: family.clientId,
    ...differences,
  });
  await store.open({ family, session, tokens: [] }, newEntry());
  return session;
}

async function idsOf(store: Store, search: Partial<SessionSearch> = {}): Promise<readonly bigint[]> {
  const found = await store.listSessions({ accountId: 1, before: undefined, now: NOW, limit: 100, ...search });
  return found.map(({ session }) => session.id);
}

export const ownSessionTests: Topic = {
  'sessions come with family and person, the newest first': async (store) => {
    await settle(store);
    const first = await openOwn(store, { deviceKey: 'phone' });
    const second = await openOwn(store);
    const found = await store.listSessions({ accountId: 1, before: undefined, now: NOW, limit: 100 });
    assert.deepEqual(
      found.map(({ session }) => session),
      [second, first],
    );
    assert.equal(found[0]?.family.id, second.familyId);
    assert.equal(found[0]?.account.name, 'ada');
  },

  'nobody else’s are among them, and none that a client opened': async (store) => {
    await settle(store);
    await store.addAccount(newAccount({ id: 2, name: 'bob' }));
    const own = await openOwn(store);
    await openOwn(store, {}, { accountId: 2 });
    await openOwn(store, {}, { clientId: 'web' });
    assert.deepEqual(await idsOf(store), [own.id]);
    assert.deepEqual(await idsOf(store, { accountId: 3 }), []);
  },

  'what has ended isn’t, however it ended': async (store) => {
    await settle(store);
    const idle = await openOwn(store, { idleSeconds: 60 });
    const used = await openOwn(store, { idleSeconds: 60 });
    const expired = await openOwn(store, { expiresAt: NOW + 30_000 });
    const revoked = await openOwn(store);
    const closed = await openOwn(store, { closedAt: NOW });
    const living = await openOwn(store, { expiresAt: EXPIRY });
    await store.revokeFamily(revoked.familyId, 'logout', NOW, newEntry());
    await store.useSession(used.id, NOW + 1);
    assert.deepEqual(await idsOf(store), [living.id, expired.id, used.id, idle.id]);
    assert.deepEqual(await idsOf(store, { now: NOW + 30_000 }), [living.id, used.id, idle.id]);
    assert.deepEqual(await idsOf(store, { now: NOW + 60_000 }), [living.id, used.id]);
    assert.deepEqual(await idsOf(store, { now: EXPIRY - 1 }), [living.id]);
    assert.deepEqual(await idsOf(store, { now: EXPIRY }), []);
    assert.ok(!(await idsOf(store)).includes(closed.id));
  },

  'of one device, in its very spelling': async (store) => {
    await settle(store);
    const phones = [await openOwn(store, { deviceKey: 'phone' }), await openOwn(store, { deviceKey: 'phone' })];
    const other = await openOwn(store, { deviceKey: 'Phone' });
    await openOwn(store);
    assert.deepEqual(await idsOf(store, { deviceKey: 'phone' }), phones.map(({ id }) => id).toReversed());
    assert.deepEqual(await idsOf(store, { deviceKey: 'Phone' }), [other.id]);
    assert.deepEqual(await idsOf(store, { deviceKey: '' }), []);
  },

  'a page at a time, each once, while others are opened': async (store) => {
    await settle(store);
    const opened: bigint[] = [];
    for (let one = 0; one < 7; one += 1) opened.push((await openOwn(store)).id);
    const listed: bigint[] = [];
    for (;;) {
      const page = await idsOf(store, { limit: 3, before: listed.at(-1) });
      listed.push(...page);
      if (page.length < 3) break;
      await openOwn(store);
    }
    assert.deepEqual(listed, opened.toReversed());
    assert.deepEqual(await idsOf(store, { limit: 0 }), []);
    assert.deepEqual(await idsOf(store, { limit: -1 }), []);
  },
};
