import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { COOKIE_SESSION, LONG_CODE, LONG_TOKEN, SECRET_FORMS, TICKET } from './model/secret-form.ts';
import {
  answersChallenge,
  challengeOf,
  deriveEntropy,
  fingerprint,
  importServerKey,
  jtiOf,
  matches,
  readSecret,
  recogniseSecret,
  type ServerKey,
  writeSecret,
} from './secrets.ts';

const ids = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const forms = fc.constantFrom(...SECRET_FORMS);
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('what is written in a form has its length and reads back with its id', () => {
  fc.assert(
    fc.property(forms, ids, seeds, (form, id, seed) => {
      const { text, fingerprint: kept } = writeSecret(form, id, deriveEntropy(importServerKey(seed), '', 0n));
      assert.equal(text.length, form.length);
      assert.deepEqual(readSecret(form, text), {
        kind: form.kind,
        fingerprint: kept,
        id: form.carriesId ? id : undefined,
      });
      assert.ok(matches(text, kept));
    }),
  );
});

test('every form but those of codes is recognised from its text alone', () => {
  fc.assert(
    fc.property(forms, ids, seeds, (form, id, seed) => {
      const { text } = writeSecret(form, id, deriveEntropy(importServerKey(seed), '', 0n));
      const found = recogniseSecret(text);
      if (form.kind === 'code') assert.notEqual(found?.kind, 'code');
      else assert.equal(found?.kind, form.kind);
    }),
  );
});

test('any text at all is recognised or not, without a throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.base64String({ maxLength: 80 })), (text) => {
      const found = recogniseSecret(text);
      assert.ok(found === undefined || found.fingerprint === fingerprint(text));
    }),
  );
});

test('the samples of the seed pages have their forms', () => {
  const long = 'E2BgYJjLoNrEY50z-7gMN1evukfd3EWpZcn5RQW6xemGeYelfl_aetMDAA';
  assert.notEqual(readSecret(LONG_TOKEN, long), undefined);
  assert.notEqual(readSecret(LONG_CODE, long), undefined);
  assert.notEqual(readSecret(TICKET, 'Af4yzv6CcFKZEh2dz45zZg=='), undefined);
  assert.equal(readSecret(LONG_TOKEN, `${long}A`), undefined);
  assert.equal(readSecret(LONG_TOKEN, long.replace('-', '+')), undefined);
  assert.equal(readSecret(COOKIE_SESSION, 'abcdefghij-bcdefghij'), undefined);
});

test('an id beyond a signed 64-bit integer is no id', () => {
  const text = Buffer.alloc(43, 0xff).toString('base64url');
  assert.equal(text.length, LONG_TOKEN.length);
  assert.equal(readSecret(LONG_TOKEN, text), undefined);
});

test('a signed token is found by its jti; without a proper one it is not ours', () => {
  const signed = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
  assert.equal(recogniseSecret(signed({ jti: jtiOf(77n) }))?.id, 77n);
  for (const jti of ['', '77', 'ffffffffffffffff', '00000000000000zz', 77, null]) {
    assert.equal(recogniseSecret(signed({ jti })), undefined);
  }
  assert.equal(recogniseSecret(signed([])), undefined);
  assert.equal(recogniseSecret(signed(null)), undefined);
  assert.equal(recogniseSecret('a.b.c'), undefined);
  assert.equal(recogniseSecret(`e30.${'A'.repeat(10_000)}.c2ln`), undefined);
});

test('derived bytes follow from key, text and id, and from nothing less', () => {
  const key = importServerKey(Buffer.alloc(32, 1));
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const derive = (from: ServerKey, text: string, id: bigint) => hex(deriveEntropy(from, text, id)(31));
  const first = derive(key, 'secret', 5n);
  assert.equal(derive(key, 'secret', 5n), first);
  assert.notEqual(derive(importServerKey(Buffer.alloc(32, 2)), 'secret', 5n), first);
  assert.notEqual(derive(key, 'secret2', 5n), first);
  assert.notEqual(derive(key, 'secret', 6n), first);
  // A stream: what is drawn next is never what was drawn before.
  const entropy = deriveEntropy(key, 'secret', 5n);
  assert.equal(new Set([16, 35, 31, 31].map((bytes) => hex(entropy(bytes)).slice(0, 32))).size, 4);
});

test('PKCE: the example of RFC 7636 appendix B', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
  assert.equal(challengeOf(verifier), challenge);
  assert.ok(answersChallenge(verifier, challenge, 'S256'));
  assert.ok(!answersChallenge(`${verifier}x`, challenge, 'S256'));
  assert.ok(!answersChallenge(challenge, challenge, 'S256'));
  assert.ok(answersChallenge('plain-verifier', 'plain-verifier', 'plain'));
});
