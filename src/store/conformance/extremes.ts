/** The ends of the ranges: large ids, times far ahead, and every kind of text. */
import assert from 'node:assert/strict';
import type { Topic } from './index.ts';
import {
  newAccount,
  newClient,
  newCode,
  newEntry,
  newFamily,
  newSession,
  newToken,
  nextFingerprint,
  ORGANISATION,
  settle,
} from './specimens.ts';

const LARGEST_ID = 2n ** 63n - 1n;
/** The 32-bit second, the end of the years that dates are written with, and the largest number that is exact. */
const FAR_TIMES = [0, 1, 2 ** 31 * 1000, Date.UTC(9999, 11, 31), Number.MAX_SAFE_INTEGER];

export const extremeTests: Topic = {
  'ids up to the largest are kept apart': async (store) => {
    await settle(store);
    for (const offset of [0n, 1n, 2n]) {
      const id = LARGEST_ID - offset * 4n;
      const family = newFamily({ id });
      const session = newSession(id, { id });
      const token = newToken(id, { id, sessionId: id, successorId: id - 1n, successorAccessId: id - 2n });
      await store.open({ family, session, tokens: [token] }, newEntry({ id, familyId: id }));
      await store.addCode(newCode({ id, scope: `${id}` }), newEntry({ id: id - 1n }));
      assert.deepEqual((await store.findToken(token))?.token, token);
      assert.deepEqual((await store.findSessionById(id))?.session, session);
      assert.deepEqual((await store.findTokenById(id))?.family, family);
      assert.equal(await store.findTokenById(id - 1n), undefined);
    }
    const last = await store.listAuditEntries(LARGEST_ID - 1n, 10);
    assert.deepEqual(
      last.map(({ id }) => id),
      [LARGEST_ID],
    );
    assert.deepEqual(await store.listAuditEntries(LARGEST_ID, 10), []);
  },

  'an id is never rounded': async (store) => {
    await settle(store);
    // 2^53 + 1 is the first whole number that a double can't hold.
    const [low, high] = [2n ** 53n, 2n ** 53n + 1n];
    for (const id of [low, high]) {
      await store.open({ family: newFamily({ id }), session: undefined, tokens: [newToken(id, { id })] }, newEntry());
    }
    assert.equal((await store.findTokenById(low))?.token.id, low);
    assert.equal((await store.findTokenById(high))?.token.id, high);
  },

  'times far ahead, and the first one': async (store) => {
    await settle(store);
    for (const at of FAR_TIMES) {
      const family = newFamily({ openedAt: at });
      const session = newSession(family.id, { openedAt: at, usedAt: at, expiresAt: at, closedAt: at, idleSeconds: at });
      const token = newToken(family.id, { issuedAt: at, expiresAt: at, spentAt: at });
      await store.open({ family, session, tokens: [token] }, newEntry({ at }));
      assert.deepEqual((await store.findToken(token))?.token, token);
      assert.deepEqual((await store.findSessionById(session.id))?.session, session);
      assert.equal(await store.revokeFamily(family.id, 'asked', at, newEntry({ at })), 'won');
      assert.equal((await store.findToken(token))?.family.revokedAt, at);
    }
    const entries = await store.listAuditEntries(0n, 100);
    assert.deepEqual(
      entries.map(({ at }) => at),
      FAR_TIMES.flatMap((at) => [at, at]),
    );
  },

  'a time that is no whole number is refused, with all that came with it': async (store) => {
    await settle(store);
    const family = newFamily();
    const good = newToken(family.id);
    for (const expiresAt of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      const bad = newToken(family.id, { expiresAt });
      await assert.rejects(store.open({ family, session: undefined, tokens: [good, bad] }, newEntry()));
    }
    assert.equal(await store.findTokenById(good.id), undefined);
    assert.deepEqual(await store.listAuditEntries(0n, 10), []);
  },

  'any text comes back as it went in': async (store) => {
    await store.addOrganisation(ORGANISATION);
    const texts = ['', ' ', "'; drop table tokens; --", '$1 ?1 :a', 'naïve — ☃ 𝄞', 'a\r\nb\tc', 'x'.repeat(100_000)];
    for (const [index, text] of texts.entries()) {
      const account = newAccount({ id: index + 1, name: `n${index}`, displayName: text, email: text, phone: text });
      await store.addAccount(account);
      const found = await store.findAccount({ name: account.name });
      assert.deepEqual([found?.displayName, found?.email, found?.phone], [text, text, text]);
      const family = newFamily({ accountId: index + 1, clientId: text, origin: text });
      const session = newSession(family.id, { accountId: index + 1, deviceKey: text, site: text });
      const token = newToken(family.id, { scope: text });
      await store.open({ family, session, tokens: [token] }, newEntry({ clientId: text, operation: text }));
      const kept = await store.findToken(token);
      assert.deepEqual([kept?.token, kept?.family], [token, family]);
      assert.deepEqual((await store.findSessionById(session.id))?.session, session);
    }
  },

  'an item of a list that could not be read back is refused': async (store) => {
    await assert.rejects(store.addClient(newClient({ redirectUris: ['https://a.example/\nhttps://b.example/'] })));
    await assert.rejects(store.addClient(newClient({ scopes: [''] })));
    assert.equal(await store.findClient('web'), undefined);
  },

  'two secrets that are found by fingerprint never share one': async (store) => {
    await settle(store);
    const fingerprint = nextFingerprint();
    const family = newFamily();
    const [one, two] = [1, 2].map(() => newToken(family.id, { fingerprint, foundByFingerprint: true }));
    assert.ok(one !== undefined && two !== undefined);
    await assert.rejects(store.open({ family, session: undefined, tokens: [one, two] }, newEntry()));
    assert.equal(await store.findToken({ id: undefined, fingerprint }), undefined);
    await store.open({ family, session: undefined, tokens: [one] }, newEntry());
    assert.equal((await store.findToken({ id: undefined, fingerprint }))?.token.id, one.id);
  },
};
