import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createArgon2Passwords } from './argon2-passwords.ts';

const CHEAP = { memoryKibibytes: 64, passes: 1, queue: 2 };

test('a password is right for its own hash and wrong for another', async () => {
  const passwords = createArgon2Passwords(CHEAP);
  const kept = await passwords.hash('correct horse');
  assert.match(kept, /^\$argon2id\$/);
  assert.equal(await passwords.verify(kept, 'correct horse'), 'right');
  assert.equal(await passwords.verify(kept, 'correct horsE'), 'wrong');
});

test('nobody has a password, not even the empty one', async () => {
  const passwords = createArgon2Passwords(CHEAP);
  assert.equal(await passwords.verify(undefined, ''), 'wrong');
  assert.equal(await passwords.verify(undefined, 'x'), 'wrong');
});

test('a check beyond the queue is answered busy, and the next after it is not', async () => {
  const passwords = createArgon2Passwords(CHEAP);
  const kept = await passwords.hash('x');
  const verdicts = await Promise.all([1, 2, 3].map(() => passwords.verify(kept, 'x')));
  assert.deepEqual(verdicts, ['right', 'right', 'busy']);
  assert.equal(await passwords.verify(kept, 'x'), 'right');
});

test('a hash that is no hash is a fault, and leaves its place in the queue', async () => {
  const passwords = createArgon2Passwords({ ...CHEAP, queue: 1 });
  await assert.rejects(passwords.verify('not a hash', 'x'));
  assert.equal(await passwords.verify(await passwords.hash('x'), 'x'), 'right');
});
