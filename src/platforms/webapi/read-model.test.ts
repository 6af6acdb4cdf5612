import assert from 'node:assert/strict';
import { test } from 'node:test';
import { record } from '../../formats/shape.ts';
import { modelReader } from './read-model.ts';

const SHAPE = record('Thing', 'urn:x', {
  word: { type: 'string', required: true },
  count: { type: 'int' },
});
const read = modelReader(SHAPE, 'thing');
const model = (type: string | undefined, text: string) => read(type, Buffer.from(text));

const GIVEN = { ok: true, value: { word: 'a', count: 2 } };

test('each format that has a formatter gives the same model', () => {
  assert.deepEqual(model('application/json', '{"WORD":"a","Count":2}'), GIVEN);
  assert.deepEqual(model('text/json; charset=utf-8', '{"word":"a","count":"2"}'), GIVEN);
  assert.deepEqual(model('text/javascript', '{"word":"a","count":2}'), GIVEN);
  const xml = '<Thing xmlns="urn:x"><count>2</count><word>a</word></Thing>';
  assert.deepEqual(model('application/xml', xml), GIVEN);
  assert.deepEqual(model('Text/XML', xml), GIVEN);
  assert.deepEqual(model('application/x-www-form-urlencoded', 'Word=a&word=b').ok, true);
});

test('of several fields of a form the first counts', () => {
  const reading = model('application/x-www-form-urlencoded', 'Word=a&word=b');
  assert.deepEqual(reading, { ok: true, value: { word: 'a', count: null } });
});

test('what a body leaves out is null, unless it is required', () => {
  assert.deepEqual(model('application/json', '{"word":"a"}'), { ok: true, value: { word: 'a', count: null } });
  for (const [type, text] of [
    ['application/json', '{}'],
    ['application/json', 'null'],
    ['application/json', '{"word":""}'],
    ['application/xml', '<Thing xmlns="urn:x"/>'],
    ['application/x-www-form-urlencoded', 'word='],
    ['text/plain', ''],
    [undefined, ''],
  ] as const) {
    const reading = model(type, text);
    assert.deepEqual(!reading.ok && reading.error.members, {
      Message: 'The request is invalid.',
      ModelState: { 'thing.word': ['The word field is required.'] },
    });
  }
});

test('a body that has no formatter is 415 and is not looked at', () => {
  for (const [type, told] of [
    ['text/plain', 'text/plain'],
    [undefined, 'application/octet-stream'],
    ['Text/Html; charset=x', 'text/html'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ] as const) {
    const reading = model(type, '{"word":"a"}');
    assert.equal(!reading.ok && reading.error.status, 415);
    const message = `The request entity's media type '${told}' is not supported for this resource.`;
    assert.deepEqual(!reading.ok && reading.error.members, { Message: message });
  }
});

test('a body that can’t be read is told without its reader’s words', () => {
  for (const [type, text] of [
    ['application/json', '{'],
    ['application/json', '[1]'],
    ['application/xml', '<!DOCTYPE a><a/>'],
    ['application/xml', '<Other xmlns="urn:x"/>'],
  ] as const) {
    const reading = model(type, text);
    assert.deepEqual(!reading.ok && reading.error.members, {
      Message: 'The request is invalid.',
      ModelState: { thing: ['An error has occurred.'] },
    });
  }
});
