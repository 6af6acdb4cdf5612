import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jwtVerify } from 'jose';
import { createSharedKeys } from './shared-keys.ts';

const SERVER_KEY = Buffer.alloc(32, 1);
const CLAIMS = { sub: 1, exp: 4_000_000_000 };

test('a key that is given signs what anybody who has it can check', async () => {
  const bytes = Buffer.alloc(32, 7);
  const text = createSharedKeys(SERVER_KEY)({ bytes })(CLAIMS, 'JWTR');
  const { payload, protectedHeader } = await jwtVerify(text, bytes, { algorithms: ['HS256'], typ: 'JWTR' });
  assert.equal(protectedHeader.typ, 'JWTR');
  assert.equal(protectedHeader.kid, bytes.toString('base64').slice(0, 3));
  assert.equal(payload.exp, CLAIMS.exp);
  await assert.rejects(jwtVerify(text, Buffer.alloc(32, 8), { algorithms: ['HS256'] }));
});

test('a key that goes by a name is the same on every node, and another for every name and server key', () => {
  const signed = (serverKey: Uint8Array, name: string) => createSharedKeys(serverKey)({ name })(CLAIMS, 'JWT');
  assert.equal(signed(SERVER_KEY, 'a'), signed(Buffer.from(SERVER_KEY), 'a'));
  assert.notEqual(signed(SERVER_KEY, 'a'), signed(SERVER_KEY, 'b'));
  assert.notEqual(signed(SERVER_KEY, 'a'), signed(Buffer.alloc(32, 2), 'a'));
});

test('a key that is too short signs nothing', () => {
  assert.throws(() => createSharedKeys(SERVER_KEY)({ bytes: Buffer.alloc(31) }), /at least 32 bytes/);
});
