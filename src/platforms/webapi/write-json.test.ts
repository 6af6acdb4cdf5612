import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dictionary, enumeration, list, record } from '../../formats/shape.ts';
import { jsonText, writeJson } from './write-json.ts';

const ns = 'urn:x';
const part = record('Part', ns, { word: { type: 'string' } });
const whole = record(
  'Whole',
  ns,
  {
    number: { type: 'int' },
    yes: { type: 'boolean' },
    at: { type: 'dateTime' },
    parts: { type: list('ArrayOfPart', ns, 'Part', part) },
    colour: { type: enumeration('Colour', ns, ['red', 'green']) },
    words: { type: dictionary },
    part: { type: part },
  },
  part,
);

test('members come in order, those of the base first, and absent ones are null', () => {
  assert.equal(
    writeJson(whole, { number: 3 }),
    '{"word":null,"number":3,"yes":null,"at":null,"parts":null,"colour":null,"words":null,"part":null}',
  );
});

test('every kind of value', () => {
  const written = writeJson(whole, {
    word: 'a',
    number: 0,
    yes: false,
    at: Date.UTC(2026, 10, 21, 12),
    parts: [{ word: 'b' }, { word: null }],
    colour: 'green',
    words: { k: 'v' },
    part: { word: '' },
  });
  assert.equal(
    written,
    '{"word":"a","number":0,"yes":false,"at":"2026-11-21T12:00:00Z","parts":[{"word":"b"},{"word":null}],"colour":1,"words":{"k":"v"},"part":{"word":""}}',
  );
});

test('the fraction of a second ends where its zeros begin', () => {
  const at = (ms: number) => writeJson(record('R', ns, { at: { type: 'dateTime' } }), { at: ms });
  assert.equal(at(1230), '{"at":"1970-01-01T00:00:01.23Z"}');
  assert.equal(at(10_000), '{"at":"1970-01-01T00:00:10Z"}');
});

test('text is read back as it was, and holds no line break of any kind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = jsonText(text);
      assert.equal(JSON.parse(written), text);
      assert.doesNotMatch(written, /[\n\r\u0085\u2028\u2029]/);
    }),
    { numRuns: 300 },
  );
  assert.equal(jsonText('\u2028\u0085é'), '"\\u2028\\u0085é"');
});
