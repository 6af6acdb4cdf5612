import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type KeySchedule, keysOver, nextKeyDue, type SigningKey, signingAt } from './signing-key.ts';

const DAY_MS = 24 * 3600 * 1000;
const SCHEDULE: KeySchedule = { rotateSeconds: 90 * 86_400, publishAheadSeconds: 86_400, overlapSeconds: 30 * 86_400 };
const START = 1_800_000_000_000;

function key(sequence: number, signsFrom: number): SigningKey {
  return {
    id: `key ${sequence}`,
    algorithm: 'EdDSA',
    sequence,
    publicJwk: '{}',
    sealedPrivate: '',
    createdAt: 0,
    signsFrom,
  };
}

test('the first key signs at once, the next is made a day ahead of its turn', () => {
  assert.deepEqual(nextKeyDue([], 'EdDSA', SCHEDULE, START), { sequence: 1, signsFrom: START });
  const first = [key(1, START)];
  assert.equal(nextKeyDue(first, 'EdDSA', SCHEDULE, START + 89 * DAY_MS - 1), undefined);
  const due = nextKeyDue(first, 'EdDSA', SCHEDULE, START + 89 * DAY_MS);
  assert.deepEqual(due, { sequence: 2, signsFrom: START + 90 * DAY_MS });
  assert.deepEqual(nextKeyDue(first, 'RS256', SCHEDULE, START), { sequence: 1, signsFrom: START });
});

test('the successor signs from its moment on and not before', () => {
  const keys = [key(2, START + 90 * DAY_MS), key(1, START)];
  assert.equal(signingAt(keys, 'EdDSA', START - 1), undefined);
  assert.equal(signingAt(keys, 'EdDSA', START + 90 * DAY_MS - 1)?.sequence, 1);
  assert.equal(signingAt(keys, 'EdDSA', START + 90 * DAY_MS)?.sequence, 2);
});

test('a key is over when the overlap after its last signature is', () => {
  const keys = [key(1, START), key(2, START + 90 * DAY_MS)];
  assert.deepEqual(keysOver(keys, SCHEDULE, START + 120 * DAY_MS - 1), []);
  assert.deepEqual(keysOver(keys, SCHEDULE, START + 120 * DAY_MS), [keys[0]]);
});

test('whenever the server happens to be up: one key signs, and was published for the time ahead, and what it signed still is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 * 24 }), { minLength: 1, maxLength: 60 }), (hours) => {
      let keys: SigningKey[] = [];
      let now = START;
      let last: { readonly id: string; readonly at: number } | undefined;
      for (const pause of hours) {
        const due = nextKeyDue(keys, 'EdDSA', SCHEDULE, now);
        if (due !== undefined) keys = [...keys, { ...key(due.sequence, due.signsFrom), createdAt: now }];
        const over = keysOver(keys, SCHEDULE, now);
        keys = keys.filter((one) => !over.includes(one));
        const signing = signingAt(keys, 'EdDSA', now);
        assert.ok(signing);
        assert.ok(signing.sequence === 1 || now - signing.createdAt >= SCHEDULE.publishAheadSeconds * 1000);
        if (last !== undefined && now - last.at <= SCHEDULE.overlapSeconds * 1000) {
          const { id } = last;
          assert.ok(
            keys.some((one) => one.id === id),
            'what was signed lately can still be verified',
          );
        }
        last = { id: signing.id, at: now };
        now += pause * 3600 * 1000;
      }
    }),
  );
});
