import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { listToText, textToList } from './list-text.ts';

test('every list that is accepted is read back', () => {
  const item = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (items) => {
      assert.deepEqual(textToList(listToText(items)), items);
    }),
  );
});

test('an item that would be lost or split is refused', () => {
  for (const items of [[''], ['a', ''], ['a\nb'], ['\n']]) assert.throws(() => listToText(items));
});
