import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Refusal, say } from '../../core/refusal.ts';
import { type ErrorContext, vocabulary } from './vocabulary.ts';

const CODE: ErrorContext = { place: 'P', grant: 'code' };
const REFRESH: ErrorContext = { place: 'P', grant: 'refresh-token' };

const NUMBERS: readonly (readonly [Refusal, number])[] = [
  [{ code: 'request-malformed', missing: ['A', 'B'], improper: ['C'] }, 50632],
  [{ code: 'grant-type-unsupported', asked: 'x' }, 50629],
  [{ code: 'token-type-unsupported', asked: 'x' }, 50635],
  [{ code: 'scope-rejected' }, 50632],
  [{ code: 'client-rejected' }, 50630],
  [{ code: 'client-not-permitted' }, 50630],
  [{ code: 'modern-logon-required' }, 50220],
  [{ code: 'credentials-rejected' }, 10002],
  [{ code: 'token-rejected' }, 10002],
  [{ code: 'token-malformed' }, 50631],
  [{ code: 'grant-rejected', why: 'unknown' }, 50631],
  [{ code: 'session-ended', why: 'unknown' }, 10004],
  [{ code: 'session-ended', why: 'expired' }, -101],
  [{ code: 'session-ended', why: 'closed' }, -101],
  [{ code: 'session-ended', why: 'revoked' }, -101],
  [{ code: 'account-barred', why: 'disabled' }, 50220],
  [{ code: 'step-owed', step: 'second-step' }, 50220],
  [{ code: 'no-company' }, 50220],
  [{ code: 'elsewhere', site: 'c2' }, 10004],
  [{ code: 'too-many-attempts', retryAfterSeconds: 7 }, 10016],
  [{ code: 'closed-for-maintenance' }, 10016],
  [{ code: 'unavailable', retryAfterSeconds: 5 }, 10016],
];

// All words of all refusals stand in wire/refusals.md; here are those whose number the vendor's pages give, or nearly.
test('refusals have the numbers of the pages', () => {
  for (const [refusal, number] of NUMBERS) assert.equal(say(vocabulary, refusal, CODE).number, number, refusal.code);
});

test('the placeholders of 50632 are filled', () => {
  assert.equal(
    say(vocabulary, { code: 'request-malformed', missing: ['A', 'B'], improper: ['C'] }, CODE).text,
    'Invalid OAuth2 Request in Context "P". Null or missing parameters "A, B". Improper parameters "C".',
  );
});

test('a refresh token is always just not found; a code tells its owner more', () => {
  const whys = ['unknown', 'expired', 'spent', 'revoked', 'not-yours', 'verifier', 'redirect'] as const;
  const texts = (context: ErrorContext) =>
    whys.map((why) => say(vocabulary, { code: 'grant-rejected', why }, context).text);
  assert.deepEqual(new Set(texts(REFRESH)), new Set(['Invalid Grant for Oauth2 Token: "Refresh Token not Found".']));
  const [unknown, , , , notYours] = texts(CODE);
  assert.equal(unknown, notYours);
  assert.equal(new Set(texts(CODE)).size, whys.length - 1);
});
