import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readContentType } from './content-type.ts';

test('text/xml is taken in any case, with the charsets of the text encoder', () => {
  for (const [value, charset] of [
    ['text/xml', undefined],
    ['TEXT/XML', undefined],
    ['text/xml; charset=utf-8', 'utf-8'],
    ['text/xml;charset="UTF-8"', 'utf-8'],
    ['text/xml ; action="x" ; Charset = utf-16', 'utf-16'],
  ] as const) {
    assert.deepEqual(readContentType(value), { ok: true, charset }, value);
  }
});

test('anything else is refused with the reason phrase of WCF', () => {
  assert.deepEqual(readContentType(undefined), { ok: false, reason: 'Missing Content Type' });
  assert.deepEqual(readContentType('application/json'), {
    ok: false,
    reason:
      "Cannot process the message because the content type 'application/json' was not the expected type 'text/xml; charset=utf-8'.",
  });
  for (const value of ['text/xmlish', 'text/xml, text/xml', 'text/xml; charset=utf-7', 'xml;text/xml', ';']) {
    assert.equal(readContentType(value).ok, false, value);
  }
});

test('a reason phrase is always one short line of ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (value) => {
      const reading = readContentType(value);
      if (reading.ok) return;
      assert.match(reading.reason, /^[\x20-\x7e]+$/);
      assert.ok(reading.reason.length <= 512);
    }),
    { numRuns: 300 },
  );
});
