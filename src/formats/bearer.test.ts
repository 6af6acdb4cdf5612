import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bearerOf } from './bearer.ts';

test('the scheme is read in any case, and nothing else is a token', () => {
  assert.equal(bearerOf('Bearer abc'), 'abc');
  assert.equal(bearerOf('bEaReR   a.b-c_d=='), 'a.b-c_d==');
  for (const header of [undefined, '', 'Bearer', 'Bearer ', 'Bearerabc', 'Basic abc', 'Bearer a b', ' Bearer a']) {
    assert.equal(bearerOf(header), undefined, String(header));
  }
});
