import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSoapAction } from './soap-action.ts';

test('one pair of quotes is stripped, after decoding', () => {
  assert.equal(readSoapAction('"urn:a"'), 'urn:a');
  assert.equal(readSoapAction('urn:a'), 'urn:a');
  assert.equal(readSoapAction('%22urn%3Aa%22'), 'urn:a');
  assert.equal(readSoapAction('""urn:a""'), '"urn:a"');
  assert.equal(readSoapAction('"'), '"');
  assert.equal(readSoapAction('""'), '');
  assert.equal(readSoapAction(undefined), '');
});

test('what is not proper URL encoding stays as it is', () => {
  assert.equal(readSoapAction('urn:%zz'), 'urn:%zz');
  assert.equal(readSoapAction('"urn:%C3%28"'), 'urn:%C3%28');
});

test('every action survives being encoded and quoted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (action) => {
      assert.equal(readSoapAction(`"${encodeURIComponent(action)}"`), action);
    }),
    { numRuns: 300 },
  );
});
