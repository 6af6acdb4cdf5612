import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvReader, readCsv } from './csv-read.ts';
import { csvListWriter, csvRow, csvWriter } from './csv-write.ts';
import { dictionary, list, record } from './shape.ts';

const inner = record('Inner', 'urn:x', { Word: { type: 'string' }, Count: { type: 'int' } });
const flat = record('Flat', 'urn:x', {
  Name: { type: 'string' },
  Count: { type: 'int' },
  IsSo: { type: 'boolean' },
  Inner: { type: inner },
});
const answer = record('Answer', 'urn:x', {
  Said: { type: 'string' },
  Meta: { type: dictionary },
  ResponseStatus: { type: inner },
});

const ROWS: readonly (readonly [text: string, rows: readonly (readonly string[])[]])[] = [
  ['', []],
  ['a', [['a']]],
  [
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a\nb\rc', [['a'], ['b'], ['c']]],
  ['a,', [['a', '']]],
  [',', [['', '']]],
  ['\r\n', [['']]],
  ['a\r\n\r\nb', [['a'], [''], ['b']]],
  ['"a,""b""\r\n",c', [['a,"b"\r\n', 'c']]],
  ['""', [['']]],
];

for (const [text, rows] of ROWS) {
  test(`${JSON.stringify(text)} is ${JSON.stringify(rows)}`, () => assert.deepEqual(readCsv(text), { ok: true, rows }));
}

test('what is no CSV is an error that quotes nothing', () => {
  for (const text of ['"hunter2', 'a"hunter2', '"hunter2"x', 'a,b\r\n"hunter2']) {
    const reading = readCsv(text);
    assert.ok(!reading.ok, text);
    assert.doesNotMatch(reading.message, /hunter2/);
  }
  assert.ok(!readCsv(','.repeat(2000)).ok);
});

test('a record is a row of names and a row of values', () => {
  const read = csvReader(flat);
  const nulls = { Name: null, Count: null, IsSo: null, Inner: null };
  assert.deepEqual(read(''), { ok: true, value: nulls });
  assert.deepEqual(read('Name'), { ok: true, value: nulls });
  assert.deepEqual(read('isso,nope, COUNT \r\non,x,7\r\nfalse,,8'), {
    ok: true,
    value: { ...nulls, IsSo: true, Count: 7 },
  });
  assert.deepEqual(read('Name,Inner\n"a,b","{Word:x,Count:3}"'), {
    ok: true,
    value: { ...nulls, Name: 'a,b', Inner: { Word: 'x', Count: 3 } },
  });
});

test('an answer is the table of its first list or dictionary', () => {
  const write = csvWriter(answer);
  assert.equal(write({ Said: 'a secret', Meta: null }), 'Key,Value\r\n');
  assert.equal(write({ Meta: { a: 'b', 'c,d': '"e"' } }), 'Key,Value\r\na,b\r\n"c,d","""e"""\r\n');
  const words = record('Words', 'urn:x', { Words: { type: list('ArrayOfstring', 'urn:x', 'string', 'string') } });
  assert.equal(csvWriter(words)({ Words: ['a', 'b,c'] }), 'a\r\n"b,c"\r\n');
  assert.equal(csvWriter(words)({ Words: null }), '');
  const records = record('Many', 'urn:x', { Many: { type: list('ArrayOfInner', 'urn:x', 'Inner', inner) } });
  assert.equal(
    csvWriter(records)({
      Many: [
        { Word: 'a', Count: 1 },
        { Word: null, Count: null },
      ],
    }),
    'Word,Count\r\na,1\r\n,\r\n',
  );
  assert.equal(csvWriter(records)({ Many: null }), 'Word,Count\r\n');
});

test('an answer without either is a table of itself', () => {
  assert.equal(
    csvWriter(flat)({ Name: 'a', IsSo: false, Inner: { Word: 'b', Count: 1 } }),
    'Name,Count,IsSo,Inner\r\na,,False,"{Word:b,Count:1}"\r\n',
  );
  assert.equal(csvListWriter(inner)([{ Word: 'a', Count: 1 }]), 'Word,Count\r\na,1\r\n');
});

const text = fc.oneof(fc.string(), fc.constantFrom(',', '"', '\r\n', ' ', '\n', '""'));

test('rows that are written read back', () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 5 })), (rows) => {
      assert.deepEqual(readCsv(rows.map(csvRow).join('')), { ok: true, rows });
    }),
  );
});

test('a record that is written reads back, but for the empty text, which is nothing', () => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const said = text.filter((any) => any !== '');
  const plain = { noNullPrototype: true } as const;
  const value = fc.record(
    {
      Name: maybe(said),
      Count: maybe(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      IsSo: maybe(fc.boolean()),
      Inner: maybe(fc.record({ Word: maybe(text), Count: maybe(fc.nat(1000)) }, plain)),
    },
    plain,
  );
  const write = csvWriter(flat);
  const read = csvReader(flat);
  fc.assert(fc.property(value, (written) => assert.deepEqual(read(write(written)), { ok: true, value: written })));
});

test('no text throws, whatever it is made of', () => {
  const pieces = fc.constantFrom(',', '"', '\r', '\n', 'a', ' ', '{', '[', ':', '__proto__', 'Inner');
  const made = fc.array(pieces, { maxLength: 100 }).map((all) => all.join(''));
  const read = csvReader(flat);
  fc.assert(fc.property(fc.oneof(made, fc.string()), (any) => void read(any)));
});
