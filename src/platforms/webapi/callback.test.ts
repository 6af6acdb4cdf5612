import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { callbackOf, withCallback } from './callback.ts';

test('a name is called, wherever in the query it stands', () => {
  assert.equal(callbackOf('/me?callback=cb'), 'cb');
  assert.equal(callbackOf('/me?_=1&CALLBACK=a.b%5B0%5D.$c_1'), 'a.b[0].$c_1');
  assert.equal(withCallback('{}', 'cb'), 'cb({})');
});

test('what could be more than a name is not', () => {
  const queries = [
    '',
    '?',
    '?callback',
    '?callback=',
    '?callback=a&callback=b',
    '?callback=1a',
    '?callback=%ff',
    '?callback=%C3%A9',
  ];
  const names = [
    'a b',
    'a(',
    'a;b',
    'a=b',
    '<a>',
    "a'b",
    'a"b',
    'a\nb',
    'a/b',
    'a-b',
    'a\u2028',
    '[a]',
    '.a',
    'a'.repeat(65),
  ];
  for (const query of [...queries, ...names.map((name) => `?callback=${encodeURIComponent(name)}`)]) {
    assert.equal(callbackOf(`/me${query}`), undefined, query);
  }
  assert.equal(callbackOf('/callback=a'), undefined);
  assert.equal(withCallback('{}', undefined), '{}');
});

test('nothing but letters, digits and what stands between names is ever called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
      const callback = callbackOf(`/me?callback=${encodeURIComponent(name.toWellFormed())}`);
      assert.ok(callback === undefined || (callback === name && /^[\w$.[\]]{1,64}$/.test(callback)), callback);
    }),
    { numRuns: 500 },
  );
});
