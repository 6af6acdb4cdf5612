import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonListReader, jsonReader } from './json-read.ts';
import { jsonWriter } from './json-write.ts';
import { dictionary, enumeration, list, record } from './shape.ts';
import { camelCased } from './text-manner.ts';

const inner = record('Inner', 'urn:x', { Word: { type: 'string' } });
const shape = record('Outer', 'urn:x', {
  Name: { type: 'string' },
  Count: { type: 'int' },
  IsSo: { type: 'boolean' },
  At: { type: 'dateTime' },
  Kind: { type: enumeration('Kind', 'urn:x', ['one', 'two']) },
  Inner: { type: inner },
  Many: { type: list('ArrayOfInner', 'urn:x', 'Inner', inner) },
  Meta: { type: dictionary },
});
const read = jsonReader(shape);
const write = jsonWriter(shape);

const nulls = { Name: null, Count: null, IsSo: null, At: null, Kind: null, Inner: null, Many: null, Meta: null };

test('names match in any letter case and unknown ones are passed over', () => {
  const text = '{"__type":"X.Outer, X","name":"a","ISSO":true,"nope":{"a":[1]},"inner":{"WORD":"b","__type":"I"}}';
  assert.deepEqual(read(text), { ok: true, value: { ...nulls, Name: 'a', IsSo: true, Inner: { Word: 'b' } } });
});

test('nothing and null are a record of nulls', () => {
  for (const text of ['', ' \r\n', 'null', '{}', '{"Name":null}'])
    assert.deepEqual(read(text), { ok: true, value: nulls });
});

test('values are taken with good will', () => {
  const text =
    '{"Name":12,"IsSo":"true","Count":"7","Kind":"three","Inner":[],"Many":{},"Meta":{"a":1,"b":{},"c":"d"}}';
  assert.deepEqual(read(text), {
    ok: true,
    value: { ...nulls, Name: '12', IsSo: true, Count: 7, Meta: { a: '1', c: 'd' } },
  });
  for (const json of ['"maybe"', '2', '{}', '[true]', '""']) {
    const reading = read(`{"IsSo":${json}}`);
    assert.ok(reading.ok && reading.value.IsSo === false, json);
  }
});

test('a long number keeps its digits where text is due', () => {
  const reading = read('{"Name":12345678901234567890,"Count":12,"Meta":{"a":-9007199254740993}}');
  assert.deepEqual(reading, {
    ok: true,
    value: { ...nulls, Name: '12345678901234567890', Count: 12, Meta: { a: '-9007199254740993' } },
  });
});

test('types and small letters are written where a deployment has them', () => {
  const typeName = ({ name }: { name: string }) => `X.${name}, X`;
  assert.equal(jsonWriter(shape, { typeName })({}), '{"__type":"X.Outer, X"}');
  assert.equal(
    jsonWriter(shape, { typeName, camelCase: true })({ Name: 'a', Inner: { Word: 'b' } }),
    '{"__type":"X.Outer, X","name":"a","inner":{"__type":"X.Inner, X","word":"b"}}',
  );
  const names = ['UserId', 'provider', 'oauth_token', 'XMLName', 'ID', 'A'].map(camelCased);
  assert.deepEqual(names, ['userId', 'provider', 'oauth_token', 'xmlName', 'id', 'a']);
});

test('a list of objects reads', () => {
  const readList = jsonListReader(inner);
  assert.deepEqual(readList('[{"word":"a"},{}]'), { ok: true, value: [{ Word: 'a' }, { Word: null }] });
  assert.deepEqual(readList(''), { ok: true, value: [] });
  for (const text of ['{}', '[1]', '[null]', '[[]]', '[{}']) assert.ok(!readList(text).ok, text);
});

test('what is no JSON object is an error that quotes nothing', () => {
  for (const text of [
    '{"Password":"hunter2"',
    'hunter2',
    '["hunter2"]',
    '"hunter2"',
    '17',
    'true',
    '{"a":1}}',
    "{'a':1}",
  ]) {
    const reading = read(text);
    assert.ok(!reading.ok, text);
    assert.doesNotMatch(reading.message, /hunter2|Password/);
  }
});

test('the names of prototypes are members like any other', () => {
  const reading = read('{"__proto__":{"Name":"x"},"Meta":{"__proto__":"y","constructor":"z"}}');
  assert.ok(reading.ok);
  assert.equal(reading.value.Name, null);
  assert.deepEqual(Object.entries(reading.value.Meta ?? {}), [
    ['__proto__', 'y'],
    ['constructor', 'z'],
  ]);
});

test('depth is no danger', () => {
  const deep = 200_000;
  assert.deepEqual(read(`{"x":${'['.repeat(deep)}${']'.repeat(deep)}}`), { ok: true, value: nulls });
  assert.equal(read('['.repeat(deep)).ok, false);
});

test('nulls are left out, members come in the order of the shape', () => {
  assert.equal(write({}), '{}');
  assert.equal(write({ Inner: {}, Name: 'a"b\n' } as never), '{"Name":"a\\"b\\n","Inner":{}}');
  assert.equal(
    write({ At: 5, Many: [{ Word: 'w' }, { Word: null }] }),
    '{"At":"\\/Date(5)\\/","Many":[{"Word":"w"},{}]}',
  );
});

test('what is written reads back', () => {
  const text = fc.option(fc.string({ unit: 'binary' }));
  const word = fc.record({ Word: text });
  const values = fc.record({
    Name: text,
    Count: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    IsSo: fc.option(fc.boolean()),
    At: fc.option(fc.integer({ min: 0, max: 4e12 })),
    Kind: fc.option(fc.constantFrom('one' as const, 'two' as const)),
    Inner: fc.option(word),
    Many: fc.option(fc.array(word)),
    Meta: fc.option(fc.dictionary(fc.string(), fc.string())),
  });
  fc.assert(
    fc.property(values, (value) => {
      const reading = read(write(value));
      assert.ok(reading.ok);
      assert.equal(write(reading.value), write(value));
    }),
  );
});

test('no JSON throws', () => {
  fc.assert(fc.property(fc.json(), (text) => void read(text)));
  fc.assert(
    fc.property(fc.json(), (json) => void read(`{"Name":${json},"Count":${json},"IsSo":${json},"Many":${json}}`)),
  );
});
