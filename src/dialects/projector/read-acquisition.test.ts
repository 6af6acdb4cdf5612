import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AcquisitionWords, readAcquisition } from './read-acquisition.ts';

const SPELLING = {
  clientIdentifier: 'client_id',
  clientSecret: 'client_secret',
  code: 'code',
  codeVerifier: 'code_verifier',
  grantType: 'grant_type',
  redirectUri: 'redirect_uri',
  refreshToken: 'refresh_token',
};
const NOTHING: AcquisitionWords = {
  clientIdentifier: undefined,
  clientSecret: undefined,
  code: undefined,
  codeVerifier: undefined,
  grantType: undefined,
  redirectUri: undefined,
  refreshToken: undefined,
};
const client = { clientIdentifier: 'id', clientSecret: 'secret' };

test('a code and a refresh token are read with what belongs to them', () => {
  assert.deepEqual(
    readAcquisition(
      { ...NOTHING, ...client, grantType: 'code', code: 'c', redirectUri: 'r', codeVerifier: 'v' },
      SPELLING,
    ),
    {
      ok: true,
      value: { grant: 'code', client: { id: 'id', secret: 'secret' }, code: 'c', verifier: 'v', redirectUri: 'r' },
    },
  );
  assert.deepEqual(
    readAcquisition({ ...NOTHING, ...client, grantType: 'refresh_token', refreshToken: 't', code: 'c' }, SPELLING),
    { ok: true, value: { grant: 'refresh_token', client: { id: 'id', secret: 'secret' }, refreshToken: 't' } },
  );
});

test('an unknown grant type comes before what is missing, and is quoted shortened', () => {
  const reading = readAcquisition({ ...NOTHING, grantType: 'x'.repeat(100_000) }, SPELLING);
  assert.ok(!reading.ok && reading.refusal.code === 'grant-type-unsupported' && reading.refusal.asked.length < 300);
});

test('what is missing is told in the spelling of the face that was asked', () => {
  assert.deepEqual(readAcquisition({ ...NOTHING, grantType: 'code' }, SPELLING), {
    ok: false,
    refusal: {
      code: 'request-malformed',
      missing: ['client_id', 'client_secret', 'code', 'redirect_uri'],
      improper: [],
    },
  });
});

const maybe = fc.option(fc.constantFrom('a', 'b'), { nil: undefined });
const anyWords = fc.record({
  clientIdentifier: maybe,
  clientSecret: maybe,
  code: maybe,
  codeVerifier: maybe,
  grantType: fc.constantFrom(undefined, 'code', 'refresh_token', 'password'),
  redirectUri: maybe,
  refreshToken: maybe,
});

test('a request is either read or refused with a reason', () => {
  fc.assert(
    fc.property(anyWords, (words) => {
      const reading = readAcquisition(words, SPELLING);
      if (reading.ok) {
        assert.equal(reading.value.grant, words.grantType);
        assert.ok(reading.value.grant === 'code' || words.codeVerifier === undefined);
      } else if (reading.refusal.code === 'request-malformed') {
        assert.ok(reading.refusal.missing.length + reading.refusal.improper.length > 0);
      } else {
        assert.deepEqual(reading.refusal, { code: 'grant-type-unsupported', asked: 'password' });
      }
    }),
    { numRuns: 500 },
  );
});
