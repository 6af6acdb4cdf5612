import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { record } from '../../formats/shape.ts';
import { formatter } from './formatters.ts';
import { bodyReader, labelledFormat } from './request-body.ts';

const shape = record('Asked', 'urn:x', { word: { type: 'string' }, count: { type: 'int' } });
const read = bodyReader(shape);

function readText(format: 'json' | 'xml', text: string, contentType?: string) {
  return read(format, contentType, Buffer.from(text));
}

test('a label says how a body is read', () => {
  for (const label of ['application/json', 'text/json; charset=utf-8', 'Text/JavaScript']) {
    assert.equal(labelledFormat(label), 'json', label);
  }
  for (const label of ['application/xml', 'TEXT/XML;a=b']) assert.equal(labelledFormat(label), 'xml', label);
  for (const label of [undefined, '', 'application/x-www-form-urlencoded', 'application/problem+json', ';;', 'json']) {
    assert.equal(labelledFormat(label), undefined, String(label));
  }
});

test('both formats are read', () => {
  const value = { word: 'a', count: 2 };
  assert.deepEqual(readText('json', '{"WORD":"a","count":2,"other":[]}'), { ok: true, value });
  assert.deepEqual(readText('json', '\ufeff{"Count":"2","word":"a"}'), { ok: true, value });
  assert.deepEqual(readText('xml', '<Asked xmlns="urn:x"><count>2</count><word>a</word></Asked>'), { ok: true, value });
  const lost = { word: 'a', count: null };
  assert.deepEqual(readText('xml', '<b:Asked xmlns:b="urn:x"><b:word>a</b:word><b:count>2</b:count></b:Asked>'), {
    ok: true,
    value: lost,
  });
  const wide = Buffer.from('{"word":"a","count":2}', 'utf16le');
  assert.deepEqual(read('json', 'text/json; charset="utf-16"', wide), { ok: true, value });
});

test('a body without a byte is nothing, in either format', () => {
  for (const format of ['json', 'xml'] as const) assert.deepEqual(readText(format, ''), { ok: true, value: null });
});

test('what cannot be read is told apart, and none of it is told', () => {
  assert.deepEqual(read('json', undefined, Buffer.of(0x22, 0xff, 0x22)), { ok: false, fault: 'not-text' });
  for (const text of ['{', 'word=a', '[]', '"a"', '1', "{'word':'a'}"]) {
    assert.deepEqual(readText('json', text), { ok: false, fault: 'not-json' }, text);
  }
  for (const text of ['<', 'word=a', '{}', '<Asked xmlns="urn:x">', '<!DOCTYPE a><Asked xmlns="urn:x"/>']) {
    assert.deepEqual(readText('xml', text), { ok: false, fault: 'not-xml' }, text);
  }
  for (const inside of ['<Asked/>', '<Other xmlns="urn:x"/>', '<Asked xmlns="urn:x"><count>a</count></Asked>']) {
    assert.deepEqual(readText('xml', inside), { ok: false, fault: 'not-the-record' }, inside);
  }
});

test('what a formatter writes is read back', () => {
  const write = formatter(shape);
  // What XML can't carry is replaced when it is written.
  const word = fc.string({ unit: 'grapheme' }).filter((text) => !/[\0-\x08\x0b-\x1f\ufffe\uffff]/.test(text));
  fc.assert(
    fc.property(word, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (text, count) => {
      const value = { word: text, count };
      for (const format of ['json', 'xml'] as const) {
        const written = write(value, { format, mediaType: '', callback: undefined });
        assert.deepEqual(readText(format, written), { ok: true, value });
      }
    }),
    { numRuns: 200 },
  );
});

test('no bytes make the reader fail', () => {
  const pieces = [
    '{',
    '}',
    '[',
    '"',
    ':',
    ',',
    '\\ud800',
    'word',
    '<',
    '>',
    '/',
    'Asked',
    ' xmlns="urn:x"',
    '&amp;',
    '&a;',
    '<!',
    ']]>',
    '\0',
    '\ufeff',
  ];
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => Buffer.from(all.join(''))),
  );
  const charset = fc.constantFrom(
    undefined,
    'a/b; charset=utf-16',
    'a/b; charset=utf-16be',
    'a/b; charset=windows-1252',
  );
  fc.assert(
    fc.property(fc.constantFrom('json', 'xml'), charset, body, (format, contentType, bytes) => {
      const reading = read(format, contentType, bytes);
      if (reading.ok && reading.value !== null) assert.deepEqual(Object.keys(reading.value).sort(), ['count', 'word']);
    }),
    { numRuns: 500 },
  );
});
