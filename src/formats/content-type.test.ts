import assert from 'node:assert/strict';
import { test } from 'node:test';
import { charsetOf, mediaTypeOf } from './content-type.ts';

test('the type is read in any case, without its parameters', () => {
  assert.equal(mediaTypeOf(undefined), '');
  assert.equal(mediaTypeOf(' Application/JSON ; a=b'), 'application/json');
  assert.equal(mediaTypeOf(';;'), '');
});

test('the charset is read without its quotes', () => {
  for (const header of [undefined, '', 'text/xml', 'text/xml; charset', 'text/xml; charset=', 'text/xml; acharset=b']) {
    assert.equal(charsetOf(header), undefined, String(header));
  }
  assert.equal(charsetOf('text/xml;charset=utf-8'), 'utf-8');
  assert.equal(charsetOf('text/xml; a=b; CharSet = "utf-16" ; c=d'), 'utf-16');
});
