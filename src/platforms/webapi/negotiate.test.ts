import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FORMATS } from './formats.ts';
import { negotiate } from './negotiate.ts';

const cases: readonly (readonly [accept: string | undefined, mediaType: string])[] = [
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['Text/JSON', 'text/json'],
  ['application/xml', 'application/xml'],
  ['text/xml', 'text/xml'],
  ['text/javascript', 'text/javascript'],
  // A range is the first type of the first format in it.
  ['text/*', 'text/json'],
  ['application/*', 'application/json'],
  // Of equal qualities the format that is registered first, whatever the order.
  ['application/xml, application/json', 'application/json'],
  ['text/xml, text/javascript', 'text/javascript'],
  // Within a format the order of the header counts.
  ['text/xml, application/xml', 'text/xml'],
  ['text/json, application/json', 'text/json'],
  ['application/xml;q=0.5, text/xml', 'text/xml'],
  // What is spelt out comes before a range, and a range before everything.
  ['*/*, application/xml', 'application/xml'],
  ['*/*, text/*', 'text/json'],
  ['text/*, application/xml', 'application/xml'],
  ['*/*, application/xml;q=0.5', 'application/json'],
  ['application/json;q=0.5, application/xml;q=0.6', 'application/xml'],
  ['application/json; Q=.5, application/xml ; q = 0.6 ', 'application/xml'],
  ['application/xml;charset=utf-8;q=1', 'application/xml'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/xml'],
  ['application/json, text/javascript, */*; q=0.01', 'application/json'],
  ['text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', 'application/json'],
  // What counts for nothing.
  ['application/xml;q=0', 'application/json'],
  ['application/xml;q=2', 'application/json'],
  ['application/xml;q=-1', 'application/json'],
  ['application/xml;q=a, text/xml;q=0.1', 'text/xml'],
  ['image/png', 'application/json'],
  ['xml, /xml, application/, */xml, application/xml/a', 'application/json'],
  ['*/json;q=1, text/xml;q=0.1', 'text/xml'],
];

for (const [accept, mediaType] of cases) {
  test(`${accept} is answered as ${mediaType}`, () => assert.equal(negotiate(accept).mediaType, mediaType));
}

test('no more than a fair number of entries is looked at', () => {
  assert.equal(negotiate(`${'image/png,'.repeat(63)}text/xml`).mediaType, 'text/xml');
  assert.equal(negotiate(`${'image/png,'.repeat(64)}text/xml`).mediaType, 'application/json');
});

test('whatever is accepted, there is one answer, and its type is one of its format', () => {
  const pieces = [
    'application/',
    'text/',
    'xml',
    'json',
    'javascript',
    '*',
    '*/*',
    ',',
    ';',
    'q=',
    '0.5',
    '1',
    ' ',
    '"',
    '=',
  ];
  const accept = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(accept, (text) => {
      const { format, mediaType } = negotiate(text);
      const found = FORMATS.find((one) => one.format === format);
      assert.ok((found?.mediaTypes as readonly string[] | undefined)?.includes(mediaType), `${format} ${mediaType}`);
    }),
    { numRuns: 500 },
  );
});
