import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Refusal, say } from '../../core/refusal.ts';
import { vocabulary } from './vocabulary.ts';

const wordFor = (refusal: Refusal) => say(vocabulary, refusal, undefined);

test('who must wait is told how long', () => {
  const busy = wordFor({ code: 'too-many-attempts', retryAfterSeconds: 7 });
  assert.deepEqual([busy.status, busy.error, busy.headers], [429, 'temporarily_unavailable', { 'retry-after': '7' }]);
  const closed = wordFor({ code: 'closed-for-maintenance' });
  assert.deepEqual(
    [closed.status, closed.error, closed.headers],
    [503, 'temporarily_unavailable', { 'retry-after': '120' }],
  );
});

test('a rejected client is challenged', () => {
  const { status, error, headers } = wordFor({ code: 'client-rejected' });
  assert.deepEqual([status, error, headers], [401, 'invalid_client', { 'www-authenticate': 'Basic realm="oauth2"' }]);
});

test('nothing that a client typed is in a word', () => {
  const typed = 'secret-that-was-typed';
  assert.doesNotMatch(JSON.stringify(wordFor({ code: 'grant-type-unsupported', asked: typed })), new RegExp(typed));
  assert.doesNotMatch(JSON.stringify(wordFor({ code: 'elsewhere', site: typed })), new RegExp(typed));
});

test('what is missing and what is improper are both told', () => {
  const { description } = wordFor({ code: 'request-malformed', missing: ['a', 'b'], improper: ['c', 'd'] });
  assert.equal(description, 'Missing: a, b. Not acceptable: c; d.');
});
