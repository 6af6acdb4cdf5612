import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRevocation } from './read-revocation.ts';

const SPELLING = { clientIdentifier: 'id', clientSecret: 'secret', token: 'token', tokenType: 'type' };
const TOKEN = 'E2BgYJjLoNrEY50z-7gMN1evukfd3EWpZcn5RQW6xemGeYelfl_aetMDAA';

function read(token: string | undefined, tokenType?: string) {
  return readRevocation({ clientIdentifier: 'c', clientSecret: 's', token, tokenType }, SPELLING);
}

test('refresh tokens of this dialect and of the server itself have the right form', () => {
  for (const token of [TOKEN, `trt_${'A'.repeat(52)}`]) {
    for (const type of [undefined, 'refresh_token']) {
      assert.deepEqual(read(token, type), { ok: true, value: { client: { id: 'c', secret: 's' }, token } });
    }
  }
});

test('other texts are improper', () => {
  for (const token of [
    TOKEN.slice(1),
    `${TOKEN}A`,
    TOKEN.replace('_', '/'),
    `tat_${'A'.repeat(52)}`,
    'Af4yzv6CcFKZEh2dz45zZg==',
  ]) {
    const refusal = { code: 'request-malformed', missing: [], improper: ['token'] };
    assert.deepEqual(read(token), { ok: false, refusal }, token);
  }
});

test('another token type comes before everything else', () => {
  assert.deepEqual(read(undefined, 'access_token'), {
    ok: false,
    refusal: { code: 'token-type-unsupported', asked: 'access_token' },
  });
});

test('any text is read or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (token) => {
      const reading = read(token);
      assert.ok(reading.ok || reading.refusal.code === 'request-malformed');
    }),
    { numRuns: 300 },
  );
});
