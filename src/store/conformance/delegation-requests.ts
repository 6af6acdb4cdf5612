/** A request for a delegation is exchanged once, together with the code that the person's yes gave. */
import assert from 'node:assert/strict';
import type { DelegationRequest } from '../../core/model/delegation-request.ts';
import type { DelegationGiving, Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  countEntries,
  EXPIRY,
  NOW,
  newClient,
  newCode,
  newEntry,
  nextFingerprint,
  nextId,
  settle,
} from './specimens.ts';

const RACERS = 20;

function newRequest(differences: Partial<DelegationRequest> = {}): DelegationRequest {
  return {
    id: `request-${nextId()}`,
    sealedSecret: 'sealed',
    clientId: 'web',
    redirectUri: 'https://app.example/back?a=b',
    requestedAt: NOW,
    expiresAt: EXPIRY,
    spentAt: undefined,
    ...differences,
  };
}

async function begin(store: Store) {
  await settle(store);
  await store.addClient(newClient());
  const request = newRequest();
  const code = newCode();
  await store.addDelegationRequest(request, newEntry());
  await store.addCode(code, newEntry());
  return { request, code };
}

function giving(requestId: string, codeId: bigint, name = 'pair'): DelegationGiving {
  const delegation = {
    id: `${name}-${nextId()}`,
    secretFingerprint: nextFingerprint(),
    clientId: 'web',
    accountId: 1,
    createdAt: NOW + 3,
  };
  return { requestId, codeId, at: NOW + 3, delegation };
}

export const delegationRequestTests: Topic = {
  'a request comes back as it went in, and is spent with its code': async (store) => {
    const { request, code } = await begin(store);
    assert.equal(await store.findDelegationRequest('nobody'), undefined);
    assert.deepEqual(await store.findDelegationRequest(request.id), request);
    const given = giving(request.id, code.id);
    assert.equal(await store.redeemDelegation(given, newEntry()), 'won');
    assert.deepEqual(await store.findDelegationRequest(request.id), { ...request, spentAt: NOW + 3 });
    assert.equal((await store.findCode(code))?.spentAt, NOW + 3);
    const delegation = await store.findDelegation(given.delegation.id);
    assert.deepEqual([delegation?.account.id, delegation?.client.id, delegation?.endedAt], [1, 'web', undefined]);
    assert.equal(await countEntries(store), 3);
  },

  'a spent request and a spent code are lost, with nothing given': async (store) => {
    const { request, code } = await begin(store);
    await store.redeemDelegation(giving(request.id, code.id), newEntry());
    const other = newRequest();
    await store.addDelegationRequest(other, newEntry());
    const another = newCode();
    await store.addCode(another, newEntry());
    for (const late of [giving(request.id, another.id), giving(other.id, code.id), giving('nobody', another.id)]) {
      assert.equal(await store.redeemDelegation(late, newEntry()), 'lost');
      assert.equal(await store.findDelegation(late.delegation.id), undefined);
    }
    assert.equal(await countEntries(store), 5);
  },

  'of twenty exchanges at once one gets a pair': async (store) => {
    const { request, code } = await begin(store);
    const all = Array.from({ length: RACERS }, () => giving(request.id, code.id));
    const outcomes = await Promise.all(all.map((one) => store.redeemDelegation(one, newEntry())));
    assert.equal(outcomes.filter((outcome) => outcome === 'won').length, 1);
    for (const [index, { delegation }] of all.entries()) {
      assert.equal((await store.findDelegation(delegation.id)) !== undefined, outcomes[index] === 'won');
    }
    assert.equal(await countEntries(store), 3);
  },

  'an expired request goes': async (store) => {
    const { request } = await begin(store);
    await store.sweep(EXPIRY, 10);
    assert.deepEqual(await store.findDelegationRequest(request.id), request);
    await store.sweep(EXPIRY + 1, 10);
    assert.equal(await store.findDelegationRequest(request.id), undefined);
  },
};
