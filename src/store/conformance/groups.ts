/** Writes asked for together: each is answered for itself, and one that fails takes nobody with it. */
import assert from 'node:assert/strict';
import type { Topic } from './index.ts';
import { countEntries, NOW, newEntry, newFamily, newOpening, newToken, openFamily, settle } from './specimens.ts';

export const groupTests: Topic = {
  'a failing write is undone whole and leaves its neighbours': async (store) => {
    await settle(store);
    const taken = await openFamily(store);
    const good = Array.from({ length: 6 }, () => newOpening());
    const bad = newOpening();
    // Its last token has an id that is taken, so everything before it in the same unit must be undone.
    const failing = { ...bad, tokens: [...bad.tokens, newToken(bad.family.id, { id: taken.access.id })] };
    const writes = [...good.slice(0, 3), failing, ...good.slice(3)].map((opening) => store.open(opening, newEntry()));
    const outcomes = await Promise.allSettled(writes);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
    );
    for (const { access, session } of good) {
      assert.deepEqual((await store.findToken(access))?.token, access);
      assert.deepEqual((await store.findSessionById(session.id))?.session, session);
    }
    assert.equal(await store.findToken(bad.access), undefined);
    assert.equal(await store.findSessionById(bad.session.id), undefined);
    assert.deepEqual((await store.findToken(taken.access))?.token, taken.access);
    assert.equal(await countEntries(store), 7);
  },

  'a change whose audit entry can not be kept does not happen': async (store) => {
    await settle(store);
    const { refresh, family, session, access } = await openFamily(store);
    const [kept] = await store.listAuditEntries(0n, 1);
    const entry = newEntry({ ...kept });
    const next = newOpening(family);
    const rotation = { spentId: refresh.id, at: NOW, refresh: next.refresh, access: next.access };
    await assert.rejects(store.rotate(rotation, entry));
    await assert.rejects(store.revokeFamily(family.id, 'asked', NOW, entry));
    const token = newToken(family.id);
    await assert.rejects(store.convertSession({ sessionId: session.id, closeAt: NOW, token }, entry));
    assert.equal((await store.findToken(refresh))?.token.spentAt, undefined);
    assert.equal((await store.findToken(access))?.family.revokedAt, undefined);
    assert.equal((await store.findSessionById(session.id))?.session.closedAt, undefined);
    assert.equal(await store.findToken(next.refresh), undefined);
    assert.equal(await store.findToken(token), undefined);
  },

  'a thousand writes at once are all answered and all there': async (store) => {
    const entries = Array.from({ length: 1000 }, () => newEntry());
    await Promise.all(entries.map((entry) => store.addAuditEntry(entry)));
    assert.deepEqual(await store.listAuditEntries(0n, 2000), entries);
  },

  'a read after an answer sees the change': async (store) => {
    await settle(store);
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { access, family } = await openFamily(store, newFamily());
        assert.equal((await store.findToken(access))?.family.revokedAt, undefined);
        await store.revokeFamily(family.id, 'logout', NOW, newEntry());
        assert.equal((await store.findToken(access))?.family.revokedAt, NOW);
      }),
    );
  },

  'closing finishes what was asked, and refuses what comes after': async (store) => {
    const asked = store.addAuditEntry(newEntry());
    await Promise.all([asked, store.close()]);
    await assert.rejects(store.addAuditEntry(newEntry()), /closed/);
    await assert.rejects(store.listAuditEntries(0n, 1), /closed/);
    await store.close();
  },
};
