/** Requests for authorization are decided once and completed once, and ending a connection ends all that came of it. */
import assert from 'node:assert/strict';
import type { AuthorizationDecision, AuthorizationRequest } from '../../core/model/authorization-request.ts';
import type { Family } from '../../core/model/family.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  countEntries,
  EXPIRY,
  NOW,
  newClient,
  newCode,
  newEntry,
  newFamily,
  newOpening,
  nextFingerprint,
  nextId,
  openFamily,
  settle,
} from './specimens.ts';

const RACERS = 20;

function newRequest(differences: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return {
    id: nextId(),
    browserFingerprint: nextFingerprint(),
    dialect: 'oauth',
    clientId: 'web',
    gives: 'code',
    redirectUri: 'https://app.example/back',
    resumePath: '/resume',
    state: undefined,
    scope: '',
    challenge: undefined,
    challengeMethod: undefined,
    nonce: undefined,
    reference: undefined,
    audience: undefined,
    boundTo: undefined,
    organisationCode: undefined,
    loginName: undefined,
    prompts: [],
    maxAgeSeconds: undefined,
    requestedAt: NOW,
    expiresAt: EXPIRY,
    decision: undefined,
    completedAt: undefined,
    ...differences,
  };
}

/** Every part present and no two values alike. */
const FULL = {
  gives: 'delegation',
  state: 'st&te="1"',
  scope: 'read write',
  challenge: 'c'.repeat(43),
  challengeMethod: 'S256',
  nonce: 'n-0S6',
  reference: '{"mode":"query"}',
  audience: 'https://api.example/ urn:example:ledger',
  boundTo: 'thumbprint',
  organisationCode: 'Acme',
  loginName: 'ada@acme.example',
  prompts: ['log-in', 'consent'],
  maxAgeSeconds: 300,
} as const;

function granted(sessionId = nextId()): AuthorizationDecision {
  return { verdict: 'granted', at: NOW + 1, by: { accountId: 1, sessionId, authenticatedAt: NOW - 60_000 } };
}

async function settleWithClient(store: Store): Promise<void> {
  await settle(store);
  await store.addClient(newClient());
}

/** A family that a code opened. */
async function openConnected(store: Store, differences: Partial<Family> = {}, connectedAt = NOW) {
  const opening = newOpening(newFamily(differences));
  await store.open({ ...opening, connectedAt }, newEntry());
  return opening;
}

/** A family that a client opened with a delegation: its session has a slot. */
async function openDelegated(store: Store, clientId: string, slot: string) {
  const opening = newOpening(newFamily({ clientId }));
  await store.open({ ...opening, session: { ...opening.session, slot } }, newEntry());
  return opening;
}

function wins(outcomes: readonly ('won' | 'lost')[]): number {
  return outcomes.filter((outcome) => outcome === 'won').length;
}

export const authorizationTests: Topic = {
  'requests, with all and with nothing, through their life': async (store) => {
    await settleWithClient(store);
    for (const request of [newRequest(FULL), newRequest()]) {
      await store.addAuthorizationRequest(request);
      assert.deepEqual(await store.findAuthorizationRequest(request.id), request);
      const decision = granted();
      const decided = await store.decideAuthorizationRequest(
        { id: request.id, decision, consent: undefined },
        newEntry(),
      );
      assert.equal(decided, 'won');
      assert.deepEqual(await store.findAuthorizationRequest(request.id), { ...request, decision });
      const completion = { id: request.id, at: NOW + 2, code: undefined };
      assert.equal(await store.completeAuthorizationRequest(completion, newEntry()), 'won');
      const completed = { ...request, decision, completedAt: NOW + 2 };
      assert.deepEqual(await store.findAuthorizationRequest(request.id), completed);
    }
    const nobodys = newRequest();
    await store.addAuthorizationRequest(nobodys);
    const decision = { verdict: 'login-required', at: NOW, by: undefined } as const;
    await store.decideAuthorizationRequest({ id: nobodys.id, decision, consent: undefined }, newEntry());
    assert.deepEqual(await store.findAuthorizationRequest(nobodys.id), { ...nobodys, decision });
    assert.equal(await store.findAuthorizationRequest(nextId()), undefined);
  },

  'what is not there, not decided, or decided before is lost and leaves no entry': async (store) => {
    await settleWithClient(store);
    const request = newRequest();
    await store.addAuthorizationRequest(request);
    const code = newCode();
    const decide = (id: bigint) =>
      store.decideAuthorizationRequest({ id, decision: granted(), consent: undefined }, newEntry());
    const complete = (id: bigint) => store.completeAuthorizationRequest({ id, at: NOW, code }, newEntry());
    assert.equal(await decide(nextId()), 'lost');
    assert.equal(await complete(nextId()), 'lost');
    assert.equal(await complete(request.id), 'lost');
    assert.equal(await store.findCode(code), undefined);
    assert.equal(await countEntries(store), 0);
    assert.equal(await decide(request.id), 'won');
    assert.equal(await decide(request.id), 'lost');
    assert.equal(await complete(request.id), 'won');
    assert.equal((await store.findCode(code))?.id, code.id);
    assert.equal(await countEntries(store), 2);
  },

  'twenty deciders of one request, then twenty who complete it': async (store) => {
    await settleWithClient(store);
    const request = newRequest();
    await store.addAuthorizationRequest(request);
    const decisions = Array.from({ length: RACERS }, () => granted());
    const decided = await Promise.all(
      decisions.map((decision, index) => {
        const consent = { accountId: 1, clientId: 'web', scope: `scope-${index}`, givenAt: NOW };
        return store.decideAuthorizationRequest({ id: request.id, decision, consent }, newEntry());
      }),
    );
    assert.equal(wins(decided), 1);
    const winner = decided.indexOf('won');
    assert.deepEqual((await store.findAuthorizationRequest(request.id))?.decision, decisions[winner]);
    assert.equal((await store.findConsent(1, 'web'))?.scope, `scope-${winner}`);

    const codes = Array.from({ length: RACERS }, () => newCode());
    const completed = await Promise.all(
      codes.map((code) => store.completeAuthorizationRequest({ id: request.id, at: NOW, code }, newEntry())),
    );
    assert.equal(wins(completed), 1);
    for (const [index, code] of codes.entries()) {
      assert.equal((await store.findCode(code)) !== undefined, index === completed.indexOf('won'));
    }
    assert.equal(await countEntries(store), 2);
  },

  'a wider consent takes the place of the one before and keeps its beginning': async (store) => {
    await settleWithClient(store);
    assert.equal(await store.findConsent(1, 'web'), undefined);
    for (const [scope, givenAt] of [
      ['read', NOW],
      ['read write', NOW + 5],
    ] as const) {
      const request = newRequest();
      await store.addAuthorizationRequest(request);
      const consent = { accountId: 1, clientId: 'web', scope, givenAt };
      await store.decideAuthorizationRequest({ id: request.id, decision: granted(), consent }, newEntry());
    }
    assert.deepEqual(await store.findConsent(1, 'web'), {
      accountId: 1,
      clientId: 'web',
      scope: 'read write',
      givenAt: NOW,
    });
    assert.equal(await store.findConsent(2, 'web'), undefined);
    assert.equal(await store.findConsent(1, 'WEB'), undefined);
  },

  'connections are those of consents, delegations and living families, each client once': async (store) => {
    await settleWithClient(store);
    const clients = [newClient(), ...['b', 'c', 'd', 'e'].map((id) => newClient({ id, name: `A ${id}` }))];
    for (const client of clients) await store.addClient(client);
    const request = newRequest();
    await store.addAuthorizationRequest(request);
    const consent = { accountId: 1, clientId: 'web', scope: 'read write', givenAt: NOW + 3 };
    await store.decideAuthorizationRequest({ id: request.id, decision: granted(), consent }, newEntry());
    await openConnected(store, {}, NOW + 4);
    await openConnected(store, { clientId: 'b' }, NOW + 2);
    await openConnected(store, { clientId: 'b' }, NOW + 1);
    const pair = { secretFingerprint: nextFingerprint(), accountId: 1, createdAt: NOW + 6 };
    await store.addDelegation({ id: 'pair', clientId: 'c', ...pair });
    // A person's own logon, a client's own request, what a delegation opened, and what has been revoked connect nobody.
    await openFamily(store, newFamily({ clientId: undefined }));
    await openFamily(store, newFamily({ accountId: undefined, clientId: 'd' }));
    await openDelegated(store, 'd', 'slot');
    const revoked = await openConnected(store, { clientId: 'e' });
    await store.revokeFamily(revoked.family.id, 'asked', NOW, newEntry());
    assert.deepEqual(await store.listConnections(1, NOW), [
      { client: clients[1], scope: '', since: NOW + 1 },
      { client: clients[2], scope: '', since: NOW + 6 },
      { client: clients[0], scope: 'read write', since: NOW + 3 },
    ]);
    assert.deepEqual(
      (await store.listConnections(1, Number.MAX_SAFE_INTEGER)).map(({ client }) => client.id),
      ['c', 'web'],
    );
    assert.deepEqual(await store.listConnections(2, NOW), []);
  },

  'ending a connection ends all of it, and nothing of anybody else': async (store) => {
    await settleWithClient(store);
    await store.addClient(newClient({ id: 'other' }));
    const [own, foreign] = [await openConnected(store), await openConnected(store, { clientId: 'other' })];
    const delegated = await openDelegated(store, 'web', 'one');
    const kept = [
      foreign,
      await openDelegated(store, 'other', 'two'),
      await openFamily(store, newFamily({ clientId: undefined })),
    ];
    const [code, otherCode] = [newCode(), newCode({ clientId: 'other' })];
    await store.addCode(code, newEntry());
    await store.addCode(otherCode, newEntry());
    const pair = { secretFingerprint: nextFingerprint(), accountId: 1, createdAt: NOW };
    await store.addDelegation({ id: 'pair', clientId: 'web', ...pair });
    const [open, waiting] = [newRequest(), newRequest()];
    await store.addAuthorizationRequest(open);
    await store.addAuthorizationRequest(waiting);
    const consent = { accountId: 1, clientId: 'web', scope: '', givenAt: NOW };
    await store.decideAuthorizationRequest({ id: waiting.id, decision: granted(), consent }, newEntry());

    const end = { accountId: 1, clientId: 'web', at: NOW + 9 };
    assert.equal(await store.endConnection(end, newEntry()), 'won');
    assert.equal(await store.endConnection(end, newEntry()), 'lost');
    assert.equal(await store.findConsent(1, 'web'), undefined);
    for (const { access } of [own, delegated]) {
      const { revokedAt, revokedWhy } = (await store.findToken(access))?.family ?? {};
      assert.deepEqual([revokedAt, revokedWhy], [NOW + 9, 'asked']);
    }
    assert.equal((await store.findDelegation('pair'))?.endedAt, NOW + 9);
    const redeem = (codeId: bigint) =>
      store.redeemCode({ ...newOpening(newFamily({ clientId: 'other' })), codeId, at: NOW }, newEntry());
    assert.equal((await redeem(code.id)).outcome, 'lost');
    const late = { id: waiting.id, at: NOW, code: newCode() };
    assert.equal(await store.completeAuthorizationRequest(late, newEntry()), 'lost');
    assert.deepEqual(await store.findAuthorizationRequest(open.id), open);
    for (const { access } of kept) assert.equal((await store.findToken(access))?.family.revokedAt, undefined);
    assert.equal((await redeem(otherCode.id)).outcome, 'won');
    assert.deepEqual(
      (await store.listConnections(1, NOW)).map(({ client }) => client.id),
      ['other'],
    );
  },

  'ending against redeeming: what was redeemed is ended, or was never given': async (store) => {
    await settleWithClient(store);
    for (let place = 0; place < RACERS; place += 1) {
      const code = newCode();
      await store.addCode(code, newEntry());
      const opening = newOpening();
      const redeem = () => store.redeemCode({ ...opening, codeId: code.id, at: NOW }, newEntry());
      const end = () => store.endConnection({ accountId: 1, clientId: 'web', at: NOW }, newEntry());
      const [redeemed] = await Promise.all(place % 2 === 0 ? [redeem(), end()] : [end().then(redeem), undefined]);
      const found = await store.findToken(opening.access);
      if (redeemed.outcome === 'won') assert.notEqual(found?.family.revokedAt, undefined);
      else assert.equal(found, undefined);
    }
  },

  'requests are swept once they have expired': async (store) => {
    await settleWithClient(store);
    const [early, late] = [newRequest({ expiresAt: EXPIRY - 1 }), newRequest()];
    await store.addAuthorizationRequest(early);
    await store.addAuthorizationRequest(late);
    assert.equal(await store.sweep(EXPIRY, 10), 1);
    assert.equal(await store.findAuthorizationRequest(early.id), undefined);
    assert.deepEqual(await store.findAuthorizationRequest(late.id), late);
  },
};
