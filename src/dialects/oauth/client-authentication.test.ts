import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeForm } from '../../formats/form.ts';
import { readClient } from './client-authentication.ts';

const basic = (pair: string | Buffer) => `Basic ${Buffer.from(pair).toString('base64')}`;
const none = new Map<string, string>();

test('each method alone', () => {
  const client = (id: string, secret?: string) => ({ ok: true, client: { id, secret } });
  assert.deepEqual(readClient(basic('a:b'), none), client('a', 'b'));
  assert.deepEqual(readClient(basic('a:'), none), client('a'));
  assert.deepEqual(readClient(basic('a:b:c'), new Map([['client_id', 'a']])), client('a', 'b:c'));
  assert.deepEqual(
    readClient(
      undefined,
      new Map([
        ['client_id', 'a'],
        ['client_secret', 'b'],
      ]),
    ),
    client('a', 'b'),
  );
  assert.deepEqual(readClient(undefined, new Map([['client_id', 'a']])), client('a'));
});

test('nothing that proves a client', () => {
  const headers = [
    '',
    'Basic',
    'Basic ',
    'Basic ?',
    'Basic a b',
    'Bearer abc',
    basic('ab'),
    basic(Buffer.of(0xff, 0x3a)),
    basic('a:%'),
  ];
  for (const header of [undefined, ...headers]) {
    assert.deepEqual(readClient(header, none), { ok: false, refusal: { code: 'client-rejected' } }, header);
  }
  assert.equal(readClient(undefined, new Map([['client_secret', 'b']])).ok, false);
});

test('two methods at once, and two names', () => {
  for (const [name, value] of [
    ['client_secret', 'b'],
    ['client_assertion', 'x'],
    ['client_id', 'other'],
  ] as const) {
    const reading = readClient(basic('a:b'), new Map([[name, value]]));
    assert.equal(!reading.ok && reading.refusal.code, 'request-malformed', name);
  }
});

test('identifier and secret are form-urlencoded before they are joined', () => {
  const half = fc.string({ unit: 'grapheme', minLength: 1 });
  const encoded = (text: string) => writeForm([['', text]]).slice(1);
  fc.assert(
    fc.property(half, half, (id, secret) => {
      const reading = readClient(basic(`${encoded(id)}:${encoded(secret)}`), none);
      assert.deepEqual(reading, { ok: true, client: { id: id.toWellFormed(), secret: secret.toWellFormed() } });
    }),
    { numRuns: 200 },
  );
});

test('any header is read without a crash', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (header, pair) => {
      readClient(header, none);
      readClient(basic(pair), none);
    }),
    { numRuns: 300 },
  );
});
