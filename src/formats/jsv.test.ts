import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsvListReader, jsvReader } from './jsv-read.ts';
import { DEEPEST, jsvText, readJsvTree } from './jsv-tree.ts';
import { jsvWriter } from './jsv-write.ts';
import { dictionary, enumeration, list, record } from './shape.ts';

const inner = record('Inner', 'urn:x', { Word: { type: 'string' } });
const shape = record('Outer', 'urn:x', {
  Name: { type: 'string' },
  Count: { type: 'int' },
  IsSo: { type: 'boolean' },
  At: { type: 'dateTime' },
  Id: { type: 'guid' },
  Kind: { type: enumeration('Kind', 'urn:x', ['one', 'two']) },
  Inner: { type: inner },
  Many: { type: list('ArrayOfInner', 'urn:x', 'Inner', inner) },
  Words: { type: list('ArrayOfstring', 'urn:x', 'string', 'string') },
  Meta: { type: dictionary },
});
const read = jsvReader(shape);
const write = jsvWriter(shape);

/** Maps come without a prototype, which deepEqual tells apart. */
function treeOf(text: string): unknown {
  const reading = readJsvTree(text);
  return reading.ok ? JSON.parse(JSON.stringify(reading.tree)) : reading.message;
}

const TREES: readonly (readonly [text: string, tree: unknown])[] = [
  ['', null],
  ['a', 'a'],
  [' a b ', ' a b '],
  ['""', ''],
  ['"a""b"', 'a"b'],
  ['"a,b:{c}[d]\r\n"', 'a,b:{c}[d]\r\n'],
  ['{}', {}],
  ['[]', []],
  ['{a:b}', { a: 'b' }],
  ['{a:b,c:d}', { a: 'b', c: 'd' }],
  ['{a:,b:}', { a: null, b: null }],
  ['{a:"",b:x:y]}', { a: '', b: 'x:y]' }],
  ['{a:{b:{c:d}},e:[f,[g,h],{i:j}]}', { a: { b: { c: 'd' } }, e: ['f', ['g', 'h'], { i: 'j' }] }],
  ['{"a,b":c," d ":e}', { 'a,b': 'c', ' d ': 'e' }],
  ['{\r\n  a: b,\r\n  c: [ "d" , e\n ],\r\n  f: { }\r\n}\r\n', { a: ' b', c: ['d', 'e'], f: {} }],
  ['[a,,""]', ['a', null, '']],
  ['{__proto__:x}', JSON.parse('{"__proto__":"x"}')],
];

for (const [text, tree] of TREES) test(`${JSON.stringify(text)} reads`, () => assert.deepEqual(treeOf(text), tree));

test('what is no JSV is an error that quotes nothing', () => {
  for (const text of [
    '{hunter2',
    '{hunter2}',
    '{a:"hunter2',
    '{a:"hunter2"x}',
    '[hunter2',
    '{a:b}hunter2',
    '{a:b,}',
    '{a:b,hunter2',
    '{"hunter2:b}',
    '[{a:b]',
  ]) {
    const reading = readJsvTree(text);
    assert.ok(!reading.ok, text);
    assert.match(reading.message, /^The text is not JSV: [a-z ]+ at position \d+\.$/);
    assert.doesNotMatch(reading.message, /hunter2/);
  }
  assert.deepEqual(read('hunter2'), { ok: false, message: 'The JSV is not an object.' });
  assert.deepEqual(jsvListReader(inner)('[a]'), { ok: false, message: 'The JSV is not a list of objects.' });
});

test('a tree has a depth and no more', () => {
  assert.ok(readJsvTree('['.repeat(DEEPEST) + ']'.repeat(DEEPEST)).ok);
  assert.ok(!readJsvTree('['.repeat(DEEPEST + 1)).ok);
  assert.ok(!readJsvTree('{a:'.repeat(100_000)).ok);
});

test('members are written in order, nulls left out, quoted only where needed', () => {
  assert.equal(write({}), '{}');
  assert.equal(
    write({
      Name: 'a, "b"',
      Count: -7,
      IsSo: true,
      Id: '00112233-4455-6677-8899-aabbccddeeff',
      Kind: 'two',
      Inner: { Word: 'plain text' },
      Many: [{ Word: 'x:y' }, { Word: null }],
      Words: ['', 'b'],
      Meta: { k: 'v', 'a b': '' },
    }),
    '{Name:"a, ""b""",Count:-7,IsSo:True,Id:00112233445566778899aabbccddeeff,Kind:two,Inner:{Word:plain text},Many:[{Word:"x:y"},{}],Words:["",b],Meta:{k:v,a b:""}}',
  );
  assert.equal(jsvWriter(inner, { typeName: () => 'X.Inner, X' })({ Word: 'b' }), '{__type:"X.Inner, X",Word:b}');
  assert.equal(jsvWriter(inner, { camelCase: true })({ Word: 'b' }), '{word:b}');
});

test('a list of records reads', () => {
  const reading = jsvListReader(inner)('[{Word:a},{word:b}]');
  assert.deepEqual(reading, { ok: true, value: [{ Word: 'a' }, { Word: 'b' }] });
  assert.deepEqual(jsvListReader(inner)(''), { ok: true, value: [] });
});

const text = fc.oneof(fc.string(), fc.constantFrom('', ' ', '"', '{', ',', ':', ' a ', '\n', '[]', 'True', '\ud83d'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const word = fc.record({ Word: maybe(text) }, { noNullPrototype: true });

test('what is written reads back', () => {
  const value = fc.record(
    {
      Name: maybe(text),
      Count: maybe(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      IsSo: maybe(fc.boolean()),
      At: maybe(fc.integer({ min: 0, max: 4e12 })),
      Id: maybe(fc.uuid()),
      Kind: maybe(fc.constantFrom('one' as const, 'two' as const)),
      Inner: maybe(word),
      Many: maybe(fc.array(word)),
      Words: maybe(fc.array(text)),
      Meta: maybe(fc.dictionary(text, text, { noNullPrototype: true })),
    },
    { noNullPrototype: true },
  );
  fc.assert(fc.property(value, (written) => assert.deepEqual(read(write(written)), { ok: true, value: written })));
});

test('no text throws, whatever it is made of', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'a', ' ', '\n', '\\', '\0', '\ufeff', '__proto__');
  const made = fc.array(pieces, { maxLength: 200 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(made, fc.string()), (any) => {
      const reading = read(any);
      if (reading.ok) assert.ok(read(write(reading.value)).ok);
      assert.deepEqual(readJsvTree(jsvText(any)), { ok: true, tree: any });
    }),
  );
});
