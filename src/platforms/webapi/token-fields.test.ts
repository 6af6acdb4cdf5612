import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeForm } from '../../formats/form.ts';
import { record } from '../../formats/shape.ts';
import { readTokenFields } from './token-fields.ts';

const shape = record('R', 'urn:x', { grant_type: { type: 'string' }, userName: { type: 'string' } });

function fields(text: string) {
  const reading = readTokenFields(shape, Buffer.from(text));
  assert.ok(reading.ok);
  return reading.fields;
}

test('names are one in any case, and join in the order in which they came', () => {
  assert.deepEqual(fields('USERNAME=a&GRANT_type=b&username=c&userName='), { grant_type: 'b', userName: 'a,c,' });
});

test('only the members of the contract are there', () => {
  assert.deepEqual(fields('a=b&__proto__=c&constructor=d'), { grant_type: undefined, userName: undefined });
});

test('bytes that are no text are a fault', () => {
  const reading = readTokenFields(shape, Uint8Array.of(0x61, 0x3d, 0xff));
  assert.deepEqual(reading, { ok: false, fault: 'not-utf-8' });
});

test('whatever was written is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (grant, user) => {
      const text = writeForm([
        ['userName', user],
        ['grant_type', grant],
      ]);
      assert.deepEqual(fields(text), { grant_type: grant.toWellFormed(), userName: user.toWellFormed() });
    }),
    { numRuns: 200 },
  );
});
