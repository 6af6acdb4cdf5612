import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readNetDateTime, writeHttpDate, writeNetDateTime, writeNetTimestamp } from './net-dates.ts';

test('a timestamp has seven digits and Z', () => {
  assert.equal(writeNetTimestamp(Date.UTC(2021, 11, 8, 16, 19, 4, 568)), '2021-12-08T16:19:04.5680000Z');
  assert.equal(writeNetTimestamp(0), '1970-01-01T00:00:00.0000000Z');
  assert.equal(writeNetTimestamp(8.64e15), '9999-12-31T23:59:59.9990000Z');
  assert.equal(writeNetTimestamp(-8.64e15), '0001-01-01T00:00:00.0000000Z');
});

test('a dateTime ends where its digits do', () => {
  assert.equal(writeNetDateTime(Date.UTC(2021, 11, 8, 16, 19, 4, 560)), '2021-12-08T16:19:04.56Z');
  assert.equal(writeNetDateTime(Date.UTC(2021, 11, 8, 16, 20)), '2021-12-08T16:20:00Z');
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (at) => readNetDateTime(writeNetDateTime(at)) === at));
});

test('the HTTP form is RFC 1123', () => {
  assert.equal(writeHttpDate(Date.UTC(2026, 10, 21, 1, 7, 28, 999)), 'Sat, 21 Nov 2026 01:07:28 GMT');
  assert.equal(writeHttpDate(Date.UTC(2026, 11, 5, 1, 7, 28)), 'Sat, 05 Dec 2026 01:07:28 GMT');
});

test('xs:dateTime in its several spellings', () => {
  const at = Date.UTC(2021, 11, 8, 16, 19, 4, 568);
  assert.equal(readNetDateTime('2021-12-08T16:19:04.5684513Z'), at);
  assert.equal(readNetDateTime(' 2021-12-08T17:19:04.568+01:00\n'), at);
  assert.equal(readNetDateTime('2021-12-08T10:49:04.568-05:30'), at);
  assert.equal(readNetDateTime('2021-12-08T16:19:04.568'), at);
  assert.equal(readNetDateTime('2021-12-08T16:19:04Z'), at - 568);
});

test('what is no dateTime', () => {
  for (const text of [
    '',
    '2021-12-08',
    '2021-02-29T00:00:00Z',
    '2021-13-01T00:00:00Z',
    '2021-12-08T25:00:00Z',
    '2021-12-08T16:60:00Z',
    '0000-01-01T00:00:00Z',
    '2021-12-08T16:19:04+15:00',
    '2021-12-08T16:19:04+01:60',
    '2021-12-08 16:19:04Z',
    '20211208T161904Z',
    'now',
  ]) {
    assert.equal(readNetDateTime(text), undefined, text);
  }
});

test('what is written reads back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (at) => {
      assert.equal(readNetDateTime(writeNetTimestamp(at)), at);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const at = readNetDateTime(text);
      assert.ok(at === undefined || Number.isInteger(at));
    }),
  );
});
