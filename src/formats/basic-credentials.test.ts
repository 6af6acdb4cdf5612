import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBasicCredentials } from './basic-credentials.ts';

const header = (pair: string | Buffer) => `Basic ${Buffer.from(pair).toString('base64')}`;

test('what is written as the RFC has it reads back', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, (id, secret) => {
      const pair = `${encodeURIComponent(id.toWellFormed())}:${encodeURIComponent(secret.toWellFormed())}`;
      assert.deepEqual(readBasicCredentials(header(pair)), { id: id.toWellFormed(), secret: secret.toWellFormed() });
    }),
  );
});

test('the scheme counts in any case, a plus is a space, and of several colons the first divides', () => {
  assert.deepEqual(readBasicCredentials(header('a+b:c:d').replace('Basic', 'bAsIc ')), { id: 'a b', secret: 'c:d' });
});

test('anything else is no credentials', () => {
  const no = [
    '',
    'Basic',
    'Basic ',
    'Bearer YTpi',
    'Basic YTpi!',
    header('ab'),
    header('%zz:b'),
    header(Buffer.of(0xff, 0x3a)),
  ];
  for (const text of no) assert.equal(readBasicCredentials(text), undefined, text);
});
