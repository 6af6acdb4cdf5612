import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJsvScalar } from './jsv-scalar.ts';

const TRUE = ['1', 't', 'T', 'y', 'Y', 'on', 'true', 'TRUE', 'True', 'true,false', '1,x'];
const FALSE = ['0', 'f', 'F', 'n', 'N', 'false', 'FALSE', 'False', 'false,true'];

test('a boolean is any of its words, and the first of several', () => {
  for (const text of TRUE) assert.deepEqual(readJsvScalar('boolean', text), { ok: true, value: true }, text);
  for (const text of FALSE) assert.deepEqual(readJsvScalar('boolean', text), { ok: true, value: false }, text);
});

test('any other text is no boolean', () => {
  for (const text of ['', 'maybe', 'ON', 'off', 'yes', 'no', ' true', ',true', '2', 'truetrue'])
    assert.equal(readJsvScalar('boolean', text).ok, false, text);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const reading = readJsvScalar('boolean', text);
      const first = text.split(',')[0] ?? '';
      const known = TRUE.includes(first) || FALSE.includes(first) || /^(true|false)$/i.test(first);
      assert.equal(reading.ok, known);
    }),
  );
});

test('a time may be written in the framework’s way', () => {
  assert.deepEqual(readJsvScalar('dateTime', '/Date(1795262400000)/'), { ok: true, value: 1795262400000 });
  assert.deepEqual(readJsvScalar('dateTime', '/Date(-1+0200)/'), { ok: true, value: -1 });
  assert.deepEqual(readJsvScalar('dateTime', '2026-11-21T12:00:00Z'), { ok: true, value: 1795262400000 });
  assert.equal(readJsvScalar('dateTime', '/Date(x)/').ok, false);
});
