import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type EscapeManner,
  type Form,
  fieldOf,
  fieldsOf,
  largestForm,
  readForm,
  readFormText,
  readQuery,
  repeatedFields,
  writeForm,
} from './form.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

function pairs(text: string, manner?: EscapeManner): Form {
  const reading = readForm(bytes(text), manner);
  assert.ok(reading.ok, `${text} should be a form`);
  return reading.form;
}

function fault(body: Uint8Array, manner?: EscapeManner): string {
  const reading = readForm(body, manner);
  return reading.ok ? 'none' : reading.fault;
}

describe('reading a form', () => {
  it('keeps order, spelling and repetition', () => {
    assert.deepEqual(pairs('b=1&a=2&B=3&b=4'), [
      ['b', '1'],
      ['a', '2'],
      ['B', '3'],
      ['b', '4'],
    ]);
  });

  it('takes + as a space and %2B as a plus, in names too', () => {
    assert.deepEqual(pairs('a+b=c+d%2Be'), [['a b', 'c d+e']]);
  });

  it('splits at the first = only, and not at ;', () => {
    assert.deepEqual(pairs('a=b=c&d=e;f=g'), [
      ['a', 'b=c'],
      ['d', 'e;f=g'],
    ]);
  });

  it('reads a name without = as empty, and nothing between two &', () => {
    assert.deepEqual(pairs('&a&&b=&=c&'), [
      ['a', ''],
      ['b', ''],
      ['', 'c'],
    ]);
    assert.deepEqual(pairs(''), []);
  });

  it('reads UTF-8 as escapes and as bytes, and drops a byte order mark', () => {
    assert.deepEqual(pairs('a=%C3%A9%e2%82%ac'), [['a', 'é€']]);
    assert.deepEqual(pairs('\uFEFFa=é€'), [['a', 'é€']]);
  });

  it('says which fault it is', () => {
    assert.equal(fault(bytes('a=%')), 'broken-escape');
    assert.equal(fault(bytes('a=%4')), 'broken-escape');
    assert.equal(fault(bytes('%zz=b')), 'broken-escape');
    assert.equal(fault(bytes('a=%ff')), 'not-utf-8');
    assert.equal(fault(bytes('a=%C3')), 'not-utf-8');
    assert.equal(fault(bytes('a=%ED%A0%80')), 'not-utf-8');
    assert.equal(fault(Uint8Array.of(0x61, 0x3d, 0xff)), 'not-utf-8');
    assert.equal(fault(Uint8Array.of(0x61, 0x3d, 0xff), 'literal'), 'not-utf-8');
  });

  it('keeps a broken escape as it was sent where it is asked to', () => {
    assert.deepEqual(pairs('a=100%&b=%4&c=%zz%41', 'literal'), [
      ['a', '100%'],
      ['b', '%4'],
      ['c', '%zzA'],
    ]);
    assert.deepEqual(pairs('a=%ff%C3%A9%C3%41', 'literal'), [['a', '%ffé%C3A']]);
  });

  it('counts no more than the largest form', () => {
    assert.equal(pairs('a=&'.repeat(largestForm)).length, largestForm);
    assert.equal(fault(bytes('a=&'.repeat(largestForm + 1))), 'too-many-fields');
    assert.equal(fault(bytes('&'.repeat(100_000))), 'none');
  });
});

describe('reading a query', () => {
  it('begins after the first ?', () => {
    assert.deepEqual(readQuery('/path?a=b?c&d=%3F'), {
      ok: true,
      form: [
        ['a', 'b?c'],
        ['d', '?'],
      ],
    });
    assert.deepEqual(readQuery('/path'), { ok: true, form: [] });
    assert.deepEqual(readQuery('/path?'), { ok: true, form: [] });
  });

  it('takes bytes that came one to a character as the UTF-8 that they are', () => {
    assert.deepEqual(readQuery('/?a=Ã©'), { ok: true, form: [['a', 'é']] });
    assert.deepEqual(readQuery('/?a=é'), { ok: false, fault: 'not-utf-8' });
  });
});

describe('reading one text alone', () => {
  it('takes escapes and leaves & and = alone', () => {
    assert.equal(readFormText('a+b%3A&c=d'), 'a b:&c=d');
    assert.equal(readFormText('%'), undefined);
    assert.equal(readFormText('%', 'literal'), '%');
  });
});

describe('asking a form', () => {
  const form = pairs('a=1&b=2&a=3&c=4&b=5&a=6');

  it('gives one value, all values, and what is repeated', () => {
    assert.equal(fieldOf(form, 'a'), '1');
    assert.equal(fieldOf(form, 'A'), undefined);
    assert.deepEqual(fieldsOf(form, 'a'), ['1', '3', '6']);
    assert.deepEqual(fieldsOf(form, 'd'), []);
    assert.deepEqual(repeatedFields(form), ['a', 'b']);
  });
});

describe('writing a form', () => {
  it('escapes what a form has a use for', () => {
    assert.equal(writeForm([['a b', "é&=+%!'()~*-._"]]), 'a+b=%C3%A9%26%3D%2B%25%21%27%28%29%7E*-._');
  });

  it('is read back, in both manners and by the platform', () => {
    const anyForm = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), { maxLength: 8 });
    fc.assert(
      fc.property(anyForm, fc.constantFrom('strict' as const, 'literal' as const), (form, manner) => {
        const expected = form.map(([name, value]): [string, string] => [name.toWellFormed(), value.toWellFormed()]);
        const written = writeForm(form);
        assert.deepEqual(pairs(written, manner), expected);
        assert.deepEqual([...new URLSearchParams(written)], expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe('any bytes at all', () => {
  const alphabet = fc.constantFrom('%', '%4', '%41', '%C3', '%A9', '%ff', '%E2%82%AC', '+', '&', '=', 'a', 'é', ' ');

  it('are a form or a fault, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
        readForm(body);
        readForm(body, 'literal');
      }),
      { numRuns: 500 },
    );
  });

  it('mean the same in both manners when the strict one takes them', () => {
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 20 }), (pieces) => {
        const body = bytes(pieces.join(''));
        const strict = readForm(body);
        const literal = readForm(body, 'literal');
        assert.ok(literal.ok);
        if (strict.ok) assert.deepEqual(strict.form, literal.form);
      }),
      { numRuns: 1000 },
    );
  });
});
