import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Scalar } from './shape.ts';
import { readScalar, writeScalar } from './xml-lexical.ts';

function value(type: Scalar, text: string): unknown {
  const reading = readScalar(type, text);
  return reading.ok ? reading.value : reading.failure;
}

test('int: 32 bits, a sign, white space around', () => {
  assert.equal(value('int', ' \n42\t'), 42);
  assert.equal(value('int', '+7'), 7);
  assert.equal(value('int', '-2147483648'), -2147483648);
  assert.ok(Object.is(value('int', '-0'), 0));
  assert.equal(value('int', '2147483648'), 'overflow');
  assert.equal(value('int', '9'.repeat(400)), 'overflow');
  for (const text of ['', ' ', '1.0', '1e3', '0x10', '1 2', '\u00a01', '--1', '１'])
    assert.equal(value('int', text), 'format', text);
});

test('short and long: 16 bits, and as much of 64 as a number holds', () => {
  assert.deepEqual([value('short', '32767'), value('short', '-32768')], [32767, -32768]);
  assert.deepEqual([value('short', '32768'), value('short', '-32769')], ['overflow', 'overflow']);
  assert.equal(value('short', '1.0'), 'format');
  assert.equal(value('long', '9007199254740991'), 9_007_199_254_740_991);
  assert.equal(value('long', '9007199254740992'), 'overflow');
});

test('boolean: four words, small letters only', () => {
  assert.deepEqual(
    ['true', '1', ' true ', 'false', '0'].map((text) => value('boolean', text)),
    [true, true, true, false, false],
  );
  for (const text of ['True', 'TRUE', 'yes', '', '2', '01']) assert.equal(value('boolean', text), 'format', text);
});

test('guid: with dashes, without, in braces', () => {
  const guid = '0f8fad5b-d9cb-469f-a165-70867728950e';
  for (const text of [guid, ` ${guid.toUpperCase()} `, guid.replaceAll('-', ''), `{${guid}}`, `(${guid})`]) {
    assert.equal(value('guid', text), guid, text);
  }
  for (const text of [
    '',
    guid.slice(1),
    `{${guid}`,
    `{${guid})`,
    `${guid}}`,
    `{${guid.replaceAll('-', '')}}`,
    'g'.repeat(32),
  ]) {
    assert.equal(value('guid', text), 'format', text);
  }
});

test('a string is taken as it is', () => assert.equal(value('string', ' x\n'), ' x\n'));

test('what is written reads back', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (number) => {
      const fits = number === (number | 0);
      assert.equal(value('int', writeScalar('int', number)), fits ? number : 'overflow');
    }),
  );
  fc.assert(fc.property(fc.boolean(), (flag) => assert.equal(value('boolean', writeScalar('boolean', flag)), flag)));
  fc.assert(fc.property(fc.uuid(), (guid) => assert.equal(value('guid', writeScalar('guid', guid)), guid)));
  assert.equal(value('dateTime', writeScalar('dateTime', 1_638_980_344_568)), 1_638_980_344_568);
  assert.equal(value('dateTime', 'soon'), 'format');
});
