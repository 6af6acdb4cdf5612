import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeAfter } from './xml-place.ts';
import { readXml } from './xml-read.ts';

test('the place is that of the next node: the name in a tag, the first character of text', () => {
  const text = '<a><b>1</b></a>';
  const reading = readXml(text);
  assert.ok(reading.ok);
  const [b] = reading.root.children;
  assert.ok(b !== undefined);
  assert.deepEqual(placeAfter(text, b), { line: 1, column: 14 });
  assert.deepEqual(placeAfter(text, reading.root), { line: 1, column: 16 });
});

test('lines are counted, white space is passed over', () => {
  const text = '<a>\r\n  <b>1</b>\r\n  <c/>x</a>';
  const reading = readXml(text);
  assert.ok(reading.ok);
  const [b, c] = reading.root.children;
  assert.ok(b !== undefined && c !== undefined);
  assert.deepEqual(placeAfter(text, b), { line: 3, column: 4 });
  assert.deepEqual(placeAfter(text, c), { line: 3, column: 7 });
});
