import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { createStandingClock } from '../../test/support/standing-clock.ts';
import { DEFAULT_KEY_SCHEDULE, SIGNING_ALGORITHMS, type SigningAlgorithm } from '../core/model/signing-key.ts';
import type { Signer } from '../core/ports/signer.ts';
import type { Store } from '../core/ports/store.ts';
import { createKeyMaker } from '../machine/key-maker.ts';
import { createSealing } from '../machine/sealing.ts';
import { createSharedKeys } from '../machine/shared-keys.ts';
import { openStore } from '../store/open-store.ts';
import { openKeyring } from './keyring.ts';

const SERVER_KEY = Buffer.alloc(32, 7);
const DAYS = 24 * 3600 * 1000;

async function emptyStore(t: TestContext): Promise<Store> {
  const { store } = await openStore(':memory:');
  t.after(() => store.close());
  return store;
}

function ring(store: Store, clock: ReturnType<typeof createStandingClock>, serverKey: Uint8Array = SERVER_KEY) {
  const sealing = createSealing(serverKey);
  return openKeyring({
    store,
    clock,
    sealing,
    maker: createKeyMaker(sealing),
    schedule: DEFAULT_KEY_SCHEDULE,
    sharedKeys: createSharedKeys(serverKey),
  });
}

function verify(signer: Signer, token: string) {
  return compactVerify(token, createLocalJWKSet(signer.publicKeys() as unknown as JSONWebKeySet));
}

test('what is signed verifies with the published keys, in every algorithm, claims in the order given', async (t) => {
  const { signer } = await ring(await emptyStore(t), createStandingClock());
  const claims = { iss: 'x', sub: 1, jti: 'abc' };
  for (const algorithm of SIGNING_ALGORITHMS) {
    const token = await signer.sign(claims, { algorithm, type: 'at+jwt' });
    const { payload, protectedHeader } = await verify(signer, token);
    assert.equal(new TextDecoder().decode(payload), JSON.stringify(claims));
    assert.equal(protectedHeader.alg, algorithm);
    assert.equal(protectedHeader.typ, 'at+jwt');
  }
  assert.equal(decodeProtectedHeader(await signer.sign(claims)).alg, 'EdDSA');
});

test('no private part is published, nor kept in the open', async (t) => {
  const store = await emptyStore(t);
  const { signer } = await ring(store, createStandingClock());
  for (const key of signer.publicKeys().keys) {
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) assert.equal(secret in key, false);
  }
  for (const { sealedPrivate } of await store.listSigningKeys()) {
    // The prefix of every PKCS #8 document: a sequence that begins with version 0.
    assert.equal(Buffer.from(sealedPrivate, 'base64url').includes(Buffer.from('020100', 'hex')), false);
  }
});

test('keys rotate: the next one is published early, signs in its turn, and the last stays for the overlap', async (t) => {
  const clock = createStandingClock();
  const { signer, keep } = await ring(await emptyStore(t), clock);
  const first = await signer.sign({ n: 1 });
  const count = () => signer.publicKeys().keys.filter(({ alg }) => alg === 'EdDSA').length;
  clock.move(89 * DAYS);
  await keep();
  assert.equal(count(), 2);
  assert.equal(decodeProtectedHeader(await signer.sign({})).kid, decodeProtectedHeader(first).kid);
  clock.move(1 * DAYS);
  assert.notEqual(decodeProtectedHeader(await signer.sign({})).kid, decodeProtectedHeader(first).kid);
  clock.move(29 * DAYS);
  await keep();
  await verify(signer, first);
  clock.move(1 * DAYS);
  await keep();
  await assert.rejects(verify(signer, first));
});

test('what a key signed is signed again by that key after the next took over, to the byte where the algorithm allows it', async (t) => {
  const clock = createStandingClock();
  const { signer, keep } = await ring(await emptyStore(t), clock);
  const at = clock.now();
  const sign = (algorithm: SigningAlgorithm) => signer.sign({ n: 1 }, { algorithm, at });
  const before = await Promise.all(SIGNING_ALGORITHMS.map(sign));
  for (const days of [89, 1]) {
    clock.move(days * DAYS);
    await keep();
  }
  const again = await Promise.all(SIGNING_ALGORITHMS.map(sign));
  for (const [index, token] of again.entries()) {
    const { alg, kid } = decodeProtectedHeader(token);
    assert.equal(kid, decodeProtectedHeader(before[index] ?? '').kid);
    assert.notEqual(kid, decodeProtectedHeader(await signer.sign({}, { algorithm: alg as SigningAlgorithm })).kid);
    await verify(signer, token);
    // ECDSA draws a number for each signature, so nothing that must come out alike is signed with it.
    assert.equal(token === before[index], alg !== 'ES256', alg);
  }
});

test('the key of a moment that is long past, or was before any key, is missed and not replaced', async (t) => {
  const clock = createStandingClock();
  const { signer, keep } = await ring(await emptyStore(t), clock);
  const at = clock.now();
  await assert.rejects(signer.sign({}, { at: at - 1 }), /no key to sign with EdDSA at 2026-11-21T11:59:59.999Z/);
  for (const days of [89, 1, 30]) {
    clock.move(days * DAYS);
    await keep();
  }
  await assert.rejects(signer.sign({}, { at }), /no key to sign with/);
  await signer.sign({});
});

test('two nodes that start at once over one store sign with the same keys', async (t) => {
  const store = await emptyStore(t);
  const clock = createStandingClock();
  const [one, other] = await Promise.all([ring(store, clock), ring(store, clock)]);
  assert.deepEqual(one.signer.publicKeys(), other.signer.publicKeys());
  assert.equal(await one.signer.sign({ a: 1 }), await other.signer.sign({ a: 1 }));
});

test('keys that were sealed under another server key are an error, not replaced', async (t) => {
  const store = await emptyStore(t);
  const clock = createStandingClock();
  await ring(store, clock);
  await assert.rejects(ring(store, clock, Buffer.alloc(32, 8)), /sealed under another server key/);
  assert.equal((await store.listSigningKeys()).length, SIGNING_ALGORITHMS.length);
});
