import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdSource, timeOf } from './time-ordered-id.ts';

test('ids rise strictly, even when the clock stands still or runs backwards', () => {
  let now = 1_800_000_000_000;
  const nextId = createIdSource(() => now, 3);
  let last = nextId();
  for (let i = 0; i < 10_000; i += 1) {
    if (i === 5000) now -= 60_000;
    if (i === 7000) now += 120_000;
    const id = nextId();
    assert.ok(id > last);
    last = id;
  }
});

test('an id tells its moment and stays within a signed 64-bit integer until 2109', () => {
  const moment = Date.UTC(2109, 0, 1);
  const id = createIdSource(() => moment, 1023)();
  assert.equal(timeOf(id), moment);
  assert.ok(id < 2n ** 63n);
});

test('two nodes in the same millisecond never make the same id', () => {
  const now = () => 1_800_000_000_000;
  const one = createIdSource(now, 1);
  const two = createIdSource(now, 2);
  const made = new Set(Array.from({ length: 2000 }, () => [one(), two()]).flat());
  assert.equal(made.size, 4000);
});
