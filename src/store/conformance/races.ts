/** Twenty at once: one wins, nineteen lose, and only what the winner brought is there. */
import assert from 'node:assert/strict';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  countEntries,
  NOW,
  newCode,
  newEntry,
  newOpening,
  newToken,
  nextFingerprint,
  openFamily,
  settle,
} from './specimens.ts';

const RACERS = 20;

/** Runs as many attempts at once and gives the index of the only winner. */
async function raceOnce(attempt: (index: number) => Promise<'won' | 'lost'>): Promise<number> {
  const outcomes = await Promise.all(Array.from({ length: RACERS }, (_, index) => attempt(index)));
  const winner = outcomes.indexOf('won');
  assert.notEqual(winner, -1, 'somebody wins');
  assert.equal(outcomes.lastIndexOf('won'), winner, 'nobody else wins');
  return winner;
}

async function assertOnly<T extends { readonly id: bigint }>(store: Store, made: readonly T[], winner: number) {
  for (const [index, { id }] of made.entries()) {
    assert.equal((await store.findTokenById(id)) !== undefined, index === winner);
  }
}

/** What twenty callers would each put in the place of what they spend. */
function newOpenings(family?: Parameters<typeof newOpening>[0]) {
  return Array.from({ length: RACERS }, () => newOpening(family));
}

/** Whatever the index, since every list here is as long as there are racers. */
function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  assert.ok(item !== undefined);
  return item;
}

export const raceTests: Topic = {
  'twenty spenders of one refresh token': async (store) => {
    await settle(store);
    const { family, refresh } = await openFamily(store);
    const openings = newOpenings(family);
    const winner = await raceOnce((index) => {
      const next = at(openings, index);
      const rotation = { spentId: refresh.id, at: NOW + index, refresh: next.refresh, access: next.access };
      return store.rotate(rotation, newEntry());
    });
    const refreshes = openings.map((opening) => opening.refresh);
    const accesses = openings.map((opening) => opening.access);
    await assertOnly(store, refreshes, winner);
    await assertOnly(store, accesses, winner);
    const spent = (await store.findToken(refresh))?.token;
    assert.equal(spent?.successorId, at(refreshes, winner).id);
    assert.equal(spent?.successorAccessId, at(accesses, winner).id);
    assert.equal(spent?.spentAt, NOW + winner);
    assert.equal(await countEntries(store), 2);
  },

  'twenty spenders of one code': async (store) => {
    await settle(store);
    const code = newCode();
    await store.addCode(code, newEntry());
    const openings = newOpenings();
    const winner = await raceOnce(async (index) => {
      const redemption = { ...at(openings, index), codeId: code.id, at: NOW + index };
      return (await store.redeemCode(redemption, newEntry())).outcome;
    });
    await assertOnly(
      store,
      openings.map(({ refresh }) => refresh),
      winner,
    );
    for (const [index, { session }] of openings.entries()) {
      assert.equal((await store.findSessionById(session.id)) !== undefined, index === winner);
    }
    const spent = await store.findCode(code);
    assert.equal(spent?.familyId, at(openings, winner).family.id);
    assert.equal(spent?.spentAt, NOW + winner);
    assert.equal(await countEntries(store), 2);
  },

  'twenty conversions that close one session': async (store) => {
    await settle(store);
    const { family, session } = await openFamily(store);
    const tokens = Array.from({ length: RACERS }, () => newToken(family.id, { sessionId: session.id }));
    const winner = await raceOnce((index) =>
      store.convertSession({ sessionId: session.id, closeAt: NOW + index, token: at(tokens, index) }, newEntry()),
    );
    await assertOnly(store, tokens, winner);
    assert.equal((await store.findSessionById(session.id))?.session.closedAt, NOW + winner);
    assert.equal(await countEntries(store), 2);
  },

  'twenty revocations of one family': async (store) => {
    await settle(store);
    const { family, access } = await openFamily(store);
    const winner = await raceOnce((index) => store.revokeFamily(family.id, 'asked', NOW + index, newEntry()));
    assert.equal((await store.findToken(access))?.family.revokedAt, NOW + winner);
    assert.equal(await countEntries(store), 2);
  },

  'twenty users of what may be used once': async (store) => {
    const fingerprint = nextFingerprint();
    await raceOnce(async (index) => ((await store.useOnce(fingerprint, NOW + index)) === 'first' ? 'won' : 'lost'));
    assert.equal(await store.useOnce(nextFingerprint(), NOW), 'first');
    assert.equal(await countEntries(store), 0);
  },

  'twenty newcomers of one name': async (store) => {
    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, index) =>
        store.addOrganisation({ id: index, code: 'acme', deactivatedAt: undefined, modernLogonOnlyAt: undefined }),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome === 'added').length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === 'taken').length, RACERS - 1);
  },

  'revocation against rotation: what was revoked has no token that counts': async (store) => {
    await settle(store);
    for (let place = 0; place <= RACERS; place += 1) {
      const { family, refresh, session } = await openFamily(store);
      let last = refresh;
      const issued = [refresh];
      const attempts: Promise<unknown>[] = [];
      for (let index = 0; index < RACERS; index += 1) {
        if (index === place) attempts.push(store.revokeFamily(family.id, 'reuse', NOW, newEntry()));
        const next = newOpening(family);
        issued.push(next.refresh, next.access);
        const rotation = { spentId: last.id, at: NOW, refresh: next.refresh, access: next.access };
        attempts.push(store.rotate(rotation, newEntry()));
        const token = newToken(family.id);
        issued.push(token);
        attempts.push(store.convertSession({ sessionId: session.id, closeAt: undefined, token }, newEntry()));
        last = next.refresh;
      }
      await Promise.all(attempts);
      const revoked = (await store.findToken(refresh))?.family.revokedAt !== undefined;
      assert.equal(revoked, place < RACERS);
      for (const token of issued) {
        const found = await store.findTokenById(token.id);
        if (found !== undefined) assert.equal(found.family.revokedAt !== undefined, revoked);
      }
      const late = newOpening(family);
      const rotation = { spentId: last.id, at: NOW, refresh: late.refresh, access: late.access };
      assert.equal(await store.rotate(rotation, newEntry()), revoked ? 'lost' : 'won');
    }
  },

  'a chain of rotations asked for at once is run in the order of asking': async (store) => {
    await settle(store);
    const { family, refresh } = await openFamily(store);
    let spentId = refresh.id;
    const outcomes = await Promise.all(
      newOpenings(family).map((next) => {
        const rotation = { spentId, at: NOW, refresh: next.refresh, access: next.access };
        spentId = next.refresh.id;
        return store.rotate(rotation, newEntry());
      }),
    );
    assert.deepEqual(new Set(outcomes), new Set(['won']));
  },
};
