/** What expired goes, in bounded steps, and never anything that is still needed. */
import assert from 'node:assert/strict';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  EXPIRY,
  NOW,
  newCode,
  newEntry,
  newFamily,
  newOpening,
  newSession,
  newToken,
  nextFingerprint,
  openFamily,
  settle,
} from './specimens.ts';

const HOUR = 3_600_000;

/** Sweeps until nothing is left. */
async function sweepAll(store: Store, before: number, limit: number): Promise<number> {
  let deleted = 0;
  for (;;) {
    const count = await store.sweep(before, limit);
    deleted += count;
    if (count < limit) return deleted;
  }
}

export const sweepTests: Topic = {
  'only what expired before the moment goes': async (store) => {
    await settle(store);
    const family = newFamily();
    const session = newSession(family.id, { expiresAt: EXPIRY + HOUR });
    const early = newToken(family.id, { expiresAt: EXPIRY - 1 });
    const exact = newToken(family.id, { expiresAt: EXPIRY });
    await store.open({ family, session, tokens: [early, exact] }, newEntry());
    const [gone, kept] = [newCode({ expiresAt: EXPIRY - 1 }), newCode({ expiresAt: EXPIRY })];
    await store.addCode(gone, newEntry());
    await store.addCode(kept, newEntry());
    assert.equal(await store.sweep(EXPIRY, 100), 2);
    assert.equal(await store.findToken(early), undefined);
    assert.equal(await store.findCode(gone), undefined);
    assert.equal((await store.findToken(exact))?.token.id, exact.id);
    assert.equal((await store.findCode(kept))?.id, kept.id);
    assert.equal((await store.findSessionById(session.id))?.session.id, session.id);
    assert.equal((await store.listAuditEntries(0n, 10)).length, 3);
  },

  'a family stays for as long as anything descends from it, and goes in the end': async (store) => {
    await settle(store);
    const { family, refresh, session } = await openFamily(store);
    const later = newToken(family.id, { kind: 'refresh', expiresAt: EXPIRY + 100 * HOUR });
    const access = newToken(family.id, { expiresAt: EXPIRY + HOUR });
    await store.rotate({ spentId: refresh.id, at: NOW, refresh: later, access }, newEntry());
    const converted = newToken(family.id, { expiresAt: EXPIRY + 300 * HOUR });
    await store.convertSession({ sessionId: session.id, closeAt: undefined, token: converted }, newEntry());
    await sweepAll(store, EXPIRY + 200 * HOUR, 10);
    assert.equal(await store.findToken(later), undefined);
    assert.equal(await store.findSessionById(session.id), undefined);
    assert.deepEqual((await store.findToken(converted))?.family, family);
    await sweepAll(store, Number.MAX_SAFE_INTEGER, 10);
    assert.equal(await store.findToken(converted), undefined);
    // Its id is free again, so the family itself is gone too.
    await store.open({ family, session: undefined, tokens: [] }, newEntry());
  },

  'a call deletes no more of a kind than its limit, and says when nothing is left': async (store) => {
    await settle(store);
    const openings = Array.from({ length: 25 }, () => newOpening());
    await Promise.all(openings.map((opening) => store.open(opening, newEntry())));
    const left = async () => {
      const found = await Promise.all(openings.map(({ access }) => store.findToken(access)));
      return found.filter((one) => one !== undefined).length;
    };
    assert.ok((await store.sweep(EXPIRY + 1, 10)) >= 10);
    assert.ok((await left()) >= 15);
    // 25 families, sessions, refresh tokens and access tokens in all, twenty of which are gone by now at the most.
    await sweepAll(store, Number.MAX_SAFE_INTEGER, 10);
    assert.equal(await left(), 0);
    assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 10), 0);
    for (const { family } of openings) {
      await store.open({ family, session: undefined, tokens: [] }, newEntry());
    }
  },

  'a family without a session stays for as long as its tokens': async (store) => {
    await settle(store);
    const family = newFamily();
    const refresh = newToken(family.id, { kind: 'refresh', expiresAt: EXPIRY + 100 * HOUR });
    await store.open({ family, session: undefined, tokens: [newToken(family.id), refresh] }, newEntry());
    await sweepAll(store, EXPIRY + 99 * HOUR, 10);
    const found = await store.findToken(refresh);
    assert.deepEqual([found?.token, found?.family], [refresh, family]);
  },

  'a family waits for those of its tokens that wait for the next call': async (store) => {
    await settle(store);
    const family = newFamily();
    const tokens = [newToken(family.id), newToken(family.id), newToken(family.id)];
    await store.open({ family, session: undefined, tokens }, newEntry());
    for (const left of [2, 1, 0]) {
      assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 1), 1);
      const found = await Promise.all(tokens.map((token) => store.findToken(token)));
      assert.equal(found.filter((one) => one !== undefined).length, left);
    }
    assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 1), 1);
    assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 1), 0);
  },

  'every row is deleted once and counted': async (store) => {
    await settle(store);
    const openings = Array.from({ length: 12 }, () => newOpening());
    await Promise.all(openings.map((opening) => store.open(opening, newEntry())));
    await store.addCode(newCode(), newEntry());
    assert.equal(await sweepAll(store, Number.MAX_SAFE_INTEGER, 5), 12 * 4 + 1);
  },

  'what was used once is remembered until it expires': async (store) => {
    const [early, exact] = [nextFingerprint(), nextFingerprint()];
    await store.useOnce(early, EXPIRY - 1);
    await store.useOnce(exact, EXPIRY);
    assert.equal(await store.sweep(EXPIRY, 10), 1);
    assert.equal(await store.useOnce(early, EXPIRY), 'first');
    assert.equal(await store.useOnce(exact, EXPIRY), 'again');
  },

  'a limit of nothing deletes nothing': async (store) => {
    await settle(store);
    const { access } = await openFamily(store);
    for (const limit of [0, -1]) assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, limit), 0);
    assert.equal((await store.findToken(access))?.token.id, access.id);
  },

  'sweeping while spending: the living are rotated, the expired go': async (store) => {
    await settle(store);
    const expired = Array.from({ length: 30 }, () => newOpening());
    await Promise.all(expired.map((opening) => store.open(opening, newEntry())));
    const living = Array.from({ length: 5 }, () => {
      const opening = newOpening();
      const refresh = { ...opening.refresh, expiresAt: EXPIRY + HOUR };
      return { ...opening, refresh, tokens: [refresh, opening.access] };
    });
    await Promise.all(living.map((opening) => store.open(opening, newEntry())));
    const chains = living.map(async ({ family, refresh }) => {
      let last = refresh;
      for (let step = 0; step < 10; step += 1) {
        const next = newToken(family.id, { kind: 'refresh', expiresAt: EXPIRY + HOUR });
        const access = newToken(family.id);
        const rotation = { spentId: last.id, at: NOW, refresh: next, access };
        assert.equal(await store.rotate(rotation, newEntry()), 'won');
        last = next;
      }
      return last;
    });
    const sweep = async () => {
      for (let round = 0; round < 20; round += 1) await store.sweep(EXPIRY + 1, 4);
      await sweepAll(store, EXPIRY + 1, 4);
    };
    const [ends] = await Promise.all([Promise.all(chains), sweep()]);
    await sweepAll(store, EXPIRY + 1, 4);
    for (const last of ends) {
      const found = await store.findToken(last);
      assert.deepEqual(found?.token, last);
      assert.equal(found?.family.id, last.familyId);
    }
    for (const { access, refresh } of living) {
      assert.equal(await store.findToken(access), undefined);
      assert.notEqual((await store.findToken(refresh))?.token.spentAt, undefined);
    }
    for (const { access } of expired) assert.equal(await store.findToken(access), undefined);
  },
};
