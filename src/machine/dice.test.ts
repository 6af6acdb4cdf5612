import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDice } from './dice.ts';

test('draws have the length asked, never repeat, and are not taken back', () => {
  const dice = createDice();
  const drawn = Array.from({ length: 1000 }, () => dice.bytes(16));
  const texts = drawn.map((bytes) => Buffer.from(bytes).toString('hex'));
  assert.ok(drawn.every((bytes) => bytes.length === 16));
  assert.equal(new Set(texts).size, 1000);
  // Had a later draw written over an earlier one, its bytes would have changed by now.
  assert.deepEqual(
    drawn.map((bytes) => Buffer.from(bytes).toString('hex')),
    texts,
  );
});
