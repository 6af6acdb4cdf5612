/** What a client deposits is collected once, by itself alone. */
import assert from 'node:assert/strict';
import type { Deposit } from '../../core/model/deposit.ts';
import type { Topic } from './index.ts';
import { EXPIRY, nextFingerprint, nextId } from './specimens.ts';

const RACERS = 20;

function newDeposit(differences: Partial<Deposit> = {}): Deposit {
  return {
    id: nextId(),
    fingerprint: nextFingerprint(),
    clientId: 'web',
    question: 'scope=openid&state=%20é',
    boundTo: undefined,
    expiresAt: EXPIRY,
    ...differences,
  };
}

export const depositTests: Topic = {
  'a deposit comes back as it went in, once': async (store) => {
    const [bare, full] = [newDeposit(), newDeposit({ boundTo: 'thumbprint', question: '' })];
    await store.addDeposit(bare);
    await store.addDeposit(full);
    assert.deepEqual(await store.takeDeposit(full, 'web'), full);
    assert.equal(await store.takeDeposit(full, 'web'), undefined);
    assert.deepEqual(await store.takeDeposit(bare, 'web'), bare);
  },

  'another client, another secret and another id find nothing, and leave it where it is': async (store) => {
    const deposit = newDeposit();
    await store.addDeposit(deposit);
    assert.equal(await store.takeDeposit(deposit, 'spa'), undefined);
    assert.equal(await store.takeDeposit({ id: deposit.id, fingerprint: nextFingerprint() }, 'web'), undefined);
    assert.equal(await store.takeDeposit({ id: nextId(), fingerprint: deposit.fingerprint }, 'web'), undefined);
    assert.equal(await store.takeDeposit({ id: undefined, fingerprint: deposit.fingerprint }, 'web'), undefined);
    assert.deepEqual(await store.takeDeposit(deposit, 'web'), deposit);
  },

  'of twenty that collect it, one does': async (store) => {
    const deposit = newDeposit();
    await store.addDeposit(deposit);
    const found = await Promise.all(Array.from({ length: RACERS }, () => store.takeDeposit(deposit, 'web')));
    assert.equal(found.filter((one) => one !== undefined).length, 1);
  },

  'it goes when it has expired': async (store) => {
    const [early, exact] = [newDeposit({ expiresAt: EXPIRY - 1 }), newDeposit()];
    await store.addDeposit(early);
    await store.addDeposit(exact);
    assert.equal(await store.sweep(EXPIRY, 10), 1);
    assert.equal(await store.takeDeposit(early, 'web'), undefined);
    assert.deepEqual(await store.takeDeposit(exact, 'web'), exact);
  },
};
