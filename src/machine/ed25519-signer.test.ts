import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { createEd25519Signer } from './ed25519-signer.ts';

const KEY = Buffer.alloc(32, 7);

test('what is signed verifies with the published keys, claims in the order given', async () => {
  const signer = await createEd25519Signer(KEY);
  const claims = { iss: 'x', sub: 1, jti: 'abc' };
  const published = createLocalJWKSet(signer.publicKeys() as unknown as JSONWebKeySet);
  const { payload, protectedHeader } = await compactVerify(await signer.sign(claims), published);
  assert.equal(new TextDecoder().decode(payload), JSON.stringify(claims));
  assert.equal(protectedHeader.alg, 'EdDSA');
});

test('the same claims give the same token, and another server key another signature', async () => {
  const one = await createEd25519Signer(KEY);
  const same = await createEd25519Signer(KEY);
  const other = await createEd25519Signer(Buffer.alloc(32, 8));
  assert.equal(await one.sign({ a: 1 }), await same.sign({ a: 1 }));
  assert.notEqual(await one.sign({ a: 1 }), await other.sign({ a: 1 }));
});

test('no private part is published', async () => {
  const signer = await createEd25519Signer(KEY);
  for (const key of signer.publicKeys().keys) assert.equal('d' in key, false);
});
