import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeForm } from '../../formats/form.ts';
import { readClient } from './client-authentication.ts';

const basic = (pair: string | Buffer) => `Basic ${Buffer.from(pair).toString('base64')}`;
const none = new Map<string, string>();
/** What assertions may be made out to. */
const AUDIENCES = ['https://login.example'];

const type = ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'] as const;
const assertion = ['{"alg":"EdDSA"}', '{"sub":"a"}', 'x']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

const read = (authorization: string | undefined, ...pairs: readonly (readonly [string, string])[]) =>
  readClient(authorization, new Map(pairs), AUDIENCES);

test('each method alone', () => {
  const [inHeader, inBody] = [{ place: 'header' }, { place: 'body' }];
  const client = (id: string, secret?: string, rest = {}) => ({ ok: true, client: { id, secret, ...rest } });
  assert.deepEqual(read(basic('a:b')), client('a', 'b', inHeader));
  assert.deepEqual(read(basic('a:')), client('a', undefined, inHeader));
  assert.deepEqual(read(basic('a:b:c'), ['client_id', 'a']), client('a', 'b:c', inHeader));
  assert.deepEqual(read(undefined, ['client_id', 'a'], ['client_secret', 'b']), client('a', 'b', inBody));
  assert.deepEqual(read(undefined, ['client_id', 'a']), client('a'));
  const statement = { text: assertion, audiences: AUDIENCES };
  assert.deepEqual(read(undefined, type, ['client_assertion', assertion]), client('a', undefined, { statement }));
});

test('an assertion that names nobody, or is of another type', () => {
  const rejected = { ok: false, refusal: { code: 'client-rejected' } };
  const nameless = assertion.replace(/\.[^.]+\./, `.${Buffer.from('{"sub":1}').toString('base64url')}.`);
  assert.deepEqual(read(undefined, type), rejected);
  assert.deepEqual(read(undefined, ['client_assertion', assertion]), rejected);
  assert.deepEqual(read(undefined, type, ['client_assertion', 'a.b.c']), rejected);
  assert.deepEqual(read(undefined, type, ['client_assertion', nameless]), rejected);
  assert.deepEqual(read(undefined, ['client_assertion_type', 'x'], ['client_assertion', assertion]), rejected);
  const other = read(undefined, type, ['client_assertion', assertion], ['client_id', 'b']);
  assert.equal(!other.ok && other.refusal.code, 'request-malformed');
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
    assert.deepEqual(readClient(header, none, AUDIENCES), { ok: false, refusal: { code: 'client-rejected' } }, header);
  }
  assert.equal(read(undefined, ['client_secret', 'b']).ok, false);
});

test('two methods at once, and two names', () => {
  for (const [name, value] of [
    ['client_secret', 'b'],
    ['client_assertion', 'x'],
    ['client_id', 'other'],
  ] as const) {
    const reading = read(basic('a:b'), [name, value]);
    assert.equal(!reading.ok && reading.refusal.code, 'request-malformed', name);
  }
});

test('identifier and secret are form-urlencoded before they are joined', () => {
  const half = fc.string({ unit: 'grapheme', minLength: 1 });
  const encoded = (text: string) => writeForm([['', text]]).slice(1);
  fc.assert(
    fc.property(half, half, (id, secret) => {
      const reading = readClient(basic(`${encoded(id)}:${encoded(secret)}`), none, AUDIENCES);
      assert.deepEqual(reading, {
        ok: true,
        client: { id: id.toWellFormed(), secret: secret.toWellFormed(), place: 'header' },
      });
    }),
    { numRuns: 200 },
  );
});

test('any header is read without a crash', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (header, pair) => {
      readClient(header, none, AUDIENCES);
      readClient(basic(pair), none, AUDIENCES);
    }),
    { numRuns: 300 },
  );
});
