import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCookies } from './cookies.ts';

test('cookies are read by name, the first of two counts', () => {
  assert.deepEqual(
    [...readCookies('ss-id=abc; ss-opt=temp;X-UAId=1; ss-id=def')],
    [
      ['ss-id', 'abc'],
      ['ss-opt', 'temp'],
      ['X-UAId', '1'],
    ],
  );
  assert.deepEqual(
    [...readCookies('a="b c"; d=e=f')],
    [
      ['a', 'b c'],
      ['d', 'e=f'],
    ],
  );
});

test('nothing, empty values and pieces of dates are no cookies', () => {
  for (const header of [undefined, '', ';', '=', 'ss-id=', 'ss-tok=""', ' 21 Nov 2046 01:04:44 GMT=null', 'flag', '=x'])
    assert.equal(readCookies(header).size, 0, String(header));
});

test('what follows junk is still read', () => {
  assert.equal(readCookies('21 Nov 2046 01:04:44 GMT=null; ss-id=; ss-id=abc').get('ss-id'), 'abc');
});

test('any cookie comes back out of a header of them, and no text is too odd', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
  const value = fc.stringMatching(/^[A-Za-z0-9._+/=-]{1,12}$/);
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key }), fc.string(), (pairs, junk) => {
      const header = pairs.map(([key, text]) => `${key}=${text}`).join('; ');
      assert.deepEqual([...readCookies(header)], pairs);
      for (const text of readCookies(junk).values()) assert.notEqual(text, '');
    }),
  );
});
