import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTokens } from './tokens.ts';

test('words, strings, signs and patterns come with their lines', () => {
  assert.deepEqual(readTokens("a\n// b\n/* c\n*/ 'd' = /e[/]'/g"), [
    { kind: 'word', text: 'a', line: 1 },
    { kind: 'string', text: 'd', line: 4 },
    { kind: 'sign', text: '=', line: 4 },
    { kind: 'regex', text: "/e[/]'/", line: 4 },
    { kind: 'word', text: 'g', line: 4 },
  ]);
});

test('whatever the source, reading comes to an end and every token is of it', () => {
  const piece = fc.constantFrom('a', '/', '*', "'", '"', '`', '${', '}', '{', '\\', '\n', ' ', '(', ')', '[', ']', '=');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const source = pieces.join('');
      assert.ok(readTokens(source).length <= source.length);
    }),
    { numRuns: 500 },
  );
  assert.equal(readTokens('x '.repeat(1000)).length, 1000);
});
