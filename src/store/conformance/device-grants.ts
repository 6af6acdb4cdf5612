/** A device's question is decided once, spent once, and told to slow down when it is asked too often. */
import assert from 'node:assert/strict';
import type { DeviceDecision, NewDeviceGrant } from '../../core/model/device-grant.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  countEntries,
  EXPIRY,
  NOW,
  newClient,
  newEntry,
  newFamily,
  newOpening,
  nextFingerprint,
  nextId,
  settle,
} from './specimens.ts';

const RACERS = 20;

function newDeviceGrant(differences: Partial<NewDeviceGrant> = {}): NewDeviceGrant {
  return {
    id: nextId(),
    fingerprint: nextFingerprint(),
    userCodeFingerprint: nextFingerprint(),
    clientId: 'web',
    scope: '',
    audience: undefined,
    intervalSeconds: 5,
    expiresAt: EXPIRY,
    ...differences,
  };
}

const GRANTED: DeviceDecision = { verdict: 'granted', at: NOW + 1, accountId: 1, authenticatedAt: NOW - 1 };

async function addGrant(store: Store, differences?: Partial<NewDeviceGrant>): Promise<NewDeviceGrant> {
  const grant = newDeviceGrant(differences);
  assert.equal(await store.addDeviceGrant(grant, newEntry()), 'added');
  return grant;
}

async function decide(store: Store, id: bigint, decision: DeviceDecision) {
  return store.decideDeviceGrant({ id, decision }, newEntry());
}

export const deviceGrantTests: Topic = {
  'a grant comes back as it went in, by its secret and by its user code': async (store) => {
    await settle(store);
    const [bare, full] = [await addGrant(store), await addGrant(store, { scope: 'a b', audience: 'urn:x' })];
    const fresh = { decision: undefined, spentAt: undefined, familyId: undefined };
    for (const grant of [bare, full]) {
      const expected = { grant: { ...grant, ...fresh }, account: undefined };
      assert.deepEqual(await store.findDeviceGrant(grant), expected);
      assert.deepEqual(await store.findDeviceGrantByUserCode(grant.userCodeFingerprint), expected);
    }
    assert.equal(await store.findDeviceGrant({ id: bare.id, fingerprint: full.fingerprint }), undefined);
    assert.equal(await store.findDeviceGrantByUserCode(bare.fingerprint), undefined);
    const again = newDeviceGrant({ userCodeFingerprint: bare.userCodeFingerprint });
    assert.equal(await store.addDeviceGrant(again, newEntry()), 'taken');
    assert.equal(await store.findDeviceGrant(again), undefined);
    assert.equal(await countEntries(store), 2);
  },

  'a granted one has its person, a refused one nobody, and the first decision stands': async (store) => {
    await settle(store);
    const [granted, denied] = [await addGrant(store), await addGrant(store)];
    assert.equal(await decide(store, granted.id, GRANTED), 'won');
    assert.equal(await decide(store, granted.id, { verdict: 'consent-denied', at: NOW + 2 }), 'lost');
    const found = await store.findDeviceGrant(granted);
    assert.deepEqual([found?.grant.decision, found?.account?.id], [GRANTED, 1]);
    const refusal: DeviceDecision = { verdict: 'consent-denied', at: NOW + 2 };
    assert.equal(await decide(store, denied.id, refusal), 'won');
    const other = await store.findDeviceGrant(denied);
    assert.deepEqual([other?.grant.decision, other?.account], [refusal, undefined]);
    const late = await addGrant(store, { expiresAt: NOW });
    assert.equal(await decide(store, late.id, GRANTED), 'lost');
  },

  'of twenty that fetch a granted one, one does, and nobody one that is not': async (store) => {
    await settle(store);
    const [grant, undecided] = [await addGrant(store), await addGrant(store)];
    await decide(store, grant.id, GRANTED);
    const openings = Array.from({ length: RACERS }, () => newOpening());
    const redeem = (id: bigint, index: number) => {
      const opening = openings[index] ?? newOpening();
      return store.redeemDeviceGrant({ ...opening, deviceGrantId: id, at: NOW + 5 }, newEntry());
    };
    const outcomes = await Promise.all(openings.map((_, index) => redeem(grant.id, index)));
    const winner = outcomes.indexOf('won');
    assert.deepEqual([outcomes.lastIndexOf('won'), winner >= 0], [winner, true]);
    for (const [index, { refresh }] of openings.entries()) {
      assert.equal((await store.findTokenById(refresh.id)) !== undefined, index === winner);
    }
    const spent = (await store.findDeviceGrant(grant))?.grant;
    assert.deepEqual([spent?.spentAt, spent?.familyId], [NOW + 5, openings[winner]?.family.id]);
    assert.equal(await redeem(undecided.id, 0), 'lost');
  },

  'whoever asks too soon must wait longer from then on': async (store) => {
    const { id, ...key } = await addGrant(store);
    const poll = (at: number) => store.pollDeviceGrant(id, at);
    assert.equal(await poll(NOW), 'waiting');
    // A second early is a clock's or a network's doing.
    assert.equal(await poll(NOW + 4000), 'waiting');
    assert.equal(await poll(NOW + 6999), 'too-fast');
    assert.equal((await store.findDeviceGrant({ id, ...key }))?.grant.intervalSeconds, 10);
    assert.equal(await poll(NOW + 6999 + 8999), 'too-fast');
    assert.equal(await poll(NOW + 6999 + 8999 + 14_000), 'waiting');
  },

  'ending a connection ends what a device has not fetched yet': async (store) => {
    await settle(store);
    await store.addClient(newClient());
    const grant = await addGrant(store);
    await decide(store, grant.id, GRANTED);
    await store.open({ family: newFamily(), session: undefined, tokens: [] }, newEntry());
    assert.equal(await store.endConnection({ accountId: 1, clientId: 'web', at: NOW + 9 }, newEntry()), 'won');
    const redemption = { ...newOpening(), deviceGrantId: grant.id, at: NOW + 10 };
    assert.equal(await store.redeemDeviceGrant(redemption, newEntry()), 'lost');
  },

  'it goes when it has expired': async (store) => {
    const [early, exact] = [await addGrant(store, { expiresAt: EXPIRY - 1 }), await addGrant(store)];
    assert.equal(await store.sweep(EXPIRY, 10), 1);
    assert.equal(await store.findDeviceGrant(early), undefined);
    assert.notEqual(await store.findDeviceGrant(exact), undefined);
  },
};
