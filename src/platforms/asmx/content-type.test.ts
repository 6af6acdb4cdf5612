import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSoapType, readContentType } from './content-type.ts';

const cases: readonly [header: string | undefined, base: string, charset: string | undefined, action?: string][] = [
  [undefined, '', undefined],
  ['', '', undefined],
  ['text/xml', 'text/xml', undefined],
  ['Text/XML ; Charset = "UTF-8"', 'text/xml', 'UTF-8'],
  ["application/soap+xml;action='urn:a';charset=utf-8", 'application/soap+xml', 'utf-8', 'urn:a'],
  ['application/soap+xml; action=http://a.example/x?a=b', 'application/soap+xml', undefined, 'http://a.example/x?a=b'],
  ['text/xml; charset=; charset=utf-8', 'text/xml', 'utf-8'],
  ['text/xml; charsets=utf-8; xaction=y', 'text/xml', undefined],
  ['text/xml; charset', 'text/xml', undefined],
];

for (const [header, base, charset, action] of cases) {
  test(`the parts of ${header}`, () => {
    assert.deepEqual(readContentType(header), { base, charset, action });
  });
}

test('only the two types of SOAP carry SOAP', () => {
  assert.equal(isSoapType(readContentType('TEXT/XML; a=b')), true);
  assert.equal(isSoapType(readContentType('application/soap+xml')), true);
  assert.equal(isSoapType(readContentType('application/xml')), false);
  assert.equal(isSoapType(readContentType('text/xmlx')), false);
});

test('whatever stands in the header, a part is found or it is not', () => {
  const token = fc.stringMatching(/^[A-Za-z0-9:/._+-]{1,20}$/);
  fc.assert(
    fc.property(
      token,
      token,
      fc.constantFrom('', '"', "'"),
      fc.constantFrom('', ' ', '\t'),
      (charset, action, q, gap) => {
        const header = `text/xml;${gap}action=${q}${action}${q};${gap}charset${gap}=${gap}${q}${charset}${q}`;
        assert.deepEqual(readContentType(header), { base: 'text/xml', charset, action });
      },
    ),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.string(), (header) => {
      const { base, action } = readContentType(header);
      assert.equal(base.includes(';'), false);
      assert.notEqual(action, '');
    }),
    { numRuns: 200 },
  );
});
