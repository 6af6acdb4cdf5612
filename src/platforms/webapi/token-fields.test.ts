import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeForm } from '../../formats/form.ts';
import { record } from '../../formats/shape.ts';
import { tokenReader } from './token-fields.ts';

const shape = record('R', 'urn:x', { grant_type: { type: 'string' }, userName: { type: 'string' } });
const read = tokenReader(shape, false);
const readStrictly = tokenReader(shape, true);

const FORM = 'application/x-www-form-urlencoded';

function fields(text: string, contentType: string | undefined = FORM, reader = read) {
  const reading = reader(contentType, Buffer.from(text));
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.fields;
}

test('names are one in any case, and join in the order in which they came', () => {
  assert.deepEqual(fields('USERNAME=a&GRANT_type=b&username=c&userName='), { grant_type: 'b', userName: 'a,c,' });
});

test('only the members of the contract are there', () => {
  const none = { grant_type: undefined, userName: undefined };
  assert.deepEqual(fields('a=b&__proto__=c&constructor=d'), none);
  assert.deepEqual(fields('{"a":"b","__proto__":{"userName":"c"},"constructor":"d"}', 'text/json'), none);
  assert.deepEqual(fields('<R xmlns="urn:x"><a>b</a></R>', 'text/xml'), none);
});

test('bytes that are no text are a fault', () => {
  const bytes = Uint8Array.of(0x61, 0x3d, 0xff);
  assert.deepEqual(read(FORM, bytes), { ok: false, fault: 'not-utf-8' });
  assert.deepEqual(read('text/json', bytes), { ok: false, fault: 'not-text' });
  assert.deepEqual(read('text/json', Buffer.from('{"userName":"\\udc00"}')), { ok: false, fault: 'not-text' });
});

test('a label of JSON or XML counts, any other is a form', () => {
  const asked = { grant_type: 'b', userName: 'a' };
  assert.deepEqual(fields('{"username":"a","Grant_Type":"b"}', 'application/json'), asked);
  assert.deepEqual(fields('{"userName":"c","username":"a","grant_type":"b"}', 'text/javascript'), asked);
  assert.deepEqual(fields('<R xmlns="urn:x"><grant_type>b</grant_type><userName>a</userName></R>', 'text/xml'), asked);
  for (const label of [undefined, '', 'nonsense', 'application/problem+json', 'multipart/form-data']) {
    assert.deepEqual(fields('userName=a&grant_type=b', label), asked, String(label));
  }
  assert.deepEqual(read('application/json', Buffer.from('userName=a')), { ok: false, fault: 'not-json' });
});

test('null, nil and nothing are as if they had not been sent', () => {
  const none = { grant_type: undefined, userName: undefined };
  for (const text of ['', 'null', '{}', '{"userName":null}', '{"userName":{}}'])
    assert.deepEqual(fields(text, 'text/json'), none);
  assert.deepEqual(fields('', 'text/xml'), none);
  assert.deepEqual(fields('{"userName":""}', 'text/json'), { grant_type: undefined, userName: '' });
});

test('where forms alone are read, the label counts for nothing', () => {
  for (const label of [FORM, 'application/json', 'text/xml', undefined]) {
    assert.deepEqual(
      fields('userName=a', label, readStrictly),
      { grant_type: undefined, userName: 'a' },
      String(label),
    );
    assert.deepEqual(fields('{"userName":"a"}', label, readStrictly), { grant_type: undefined, userName: undefined });
  }
});

test('whatever was written is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (grant, user) => {
      const text = writeForm([
        ['userName', user],
        ['grant_type', grant],
      ]);
      const asked = { grant_type: grant.toWellFormed(), userName: user.toWellFormed() };
      assert.deepEqual(fields(text), asked);
      assert.deepEqual(fields(JSON.stringify(asked), 'application/json'), asked);
    }),
    { numRuns: 200 },
  );
});
