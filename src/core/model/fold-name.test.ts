import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldName } from './fold-name.ts';

/** Any text, with more letters that can be composed, and marks to compose them with, than chance would give. */
const anyName = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 2 }), fc.constantFrom(...'ÅéΣάÏΆİК', '\u0301', '\u0345', '\u030a')),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

test('folding twice is folding once', () => {
  fc.assert(fc.property(anyName, (name) => foldName(foldName(name)) === foldName(name)));
});

test('composition makes no difference', () => {
  fc.assert(fc.property(anyName, (name) => foldName(name.normalize('NFD')) === foldName(name.normalize('NFC'))));
});

test('the case of ASCII letters makes no difference', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 20 });
  fc.assert(fc.property(ascii, (name) => foldName(name.toUpperCase()) === foldName(name)));
});

test('a letter whose lower case is two characters is the same in either spelling', () => {
  assert.equal(foldName('İ'), foldName('i\u0307'));
});

test('a letter that composes only when it is lower case is the same in either case', () => {
  assert.equal(foldName('Ά\u0345'), foldName('ά\u0345'));
});
