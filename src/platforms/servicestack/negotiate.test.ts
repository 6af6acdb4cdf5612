import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Asked, isForm, type Negotiable, negotiate, ofContentType } from './negotiate.ts';

const html: Negotiable = { key: 'html', contentType: 'text/html', aliases: [] };
const json: Negotiable = { key: 'json', contentType: 'application/json', aliases: ['text/json'] };
const xml: Negotiable = { key: 'xml', contentType: 'application/xml', aliases: ['text/xml'] };
const jsv: Negotiable = { key: 'jsv', contentType: 'application/jsv', aliases: ['text/jsv'] };
const csv: Negotiable = { key: 'csv', contentType: 'text/csv', aliases: [] };

/** What is registered now, and what the framework has in full. */
const TWO = [html, json, xml];
const ALL = [html, json, xml, jsv, csv];

const NOTHING: Asked = {
  suffix: undefined,
  path: undefined,
  hasCallback: false,
  format: undefined,
  accept: undefined,
  contentType: undefined,
};

const FORM = 'application/x-www-form-urlencoded';

type Row = readonly [asked: Partial<Asked>, key: string, why: string];

const ROWS: readonly Row[] = [
  [{}, 'html', 'the default'],
  [{ contentType: 'application/xml' }, 'html', 'a body’s type alone asks for nothing'],
  [{ accept: 'application/json' }, 'json', 'plain'],
  [{ accept: 'application/xml' }, 'xml', 'plain'],
  [{ accept: 'application/jsv' }, 'jsv', 'plain'],
  [{ accept: 'text/csv' }, 'csv', 'a custom type'],
  [{ accept: 'TEXT/CSV;q=0.1' }, 'csv', 'custom types in any letter case'],
  [{ accept: 'text/csv-schema' }, 'csv', 'custom types by prefix'],
  [{ accept: 'application/xml, application/json;q=0.1' }, 'json', 'quality counts for nothing'],
  [{ accept: 'application/xml,application/json' }, 'json', 'nor does order'],
  [{ accept: 'application/json, text/html' }, 'html', 'the default is preferred to all'],
  [{ accept: 'text/csv, application/xml' }, 'xml', 'preferred before custom'],
  [{ accept: 'text/csv, */*' }, 'html', 'anything before custom'],
  [{ accept: 'application/json;q=0' }, 'json', 'even a quality of nothing'],
  [{ accept: 'text/xml' }, 'html', 'an alias is not recognised in Accept'],
  [{ accept: 'text/jsv' }, 'html', 'an alias is not recognised in Accept'],
  [{ accept: 'image/png' }, 'html', 'never 406'],
  [{ accept: '' }, 'html', 'never 406'],
  [{ accept: '*/*' }, 'html', 'anything is the default'],
  [{ accept: '*/*', contentType: 'application/xml' }, 'xml', 'anything is the body’s type'],
  [{ accept: '*/*', contentType: 'application/json; charset=utf-8' }, 'json', 'anything is the body’s type'],
  [{ accept: '*/*', contentType: 'text/xml' }, 'xml', 'an alias is a body’s type'],
  [{ accept: '*/*', contentType: FORM }, 'html', 'a form asks for the default'],
  [{ accept: '*/*', contentType: 'multipart/form-data; boundary=x' }, 'html', 'a form asks for the default'],
  [{ accept: '*/*', contentType: 'text/plain' }, 'html', 'what is registered nowhere asks for nothing'],
  [{ accept: 'image/png, */*;q=0.8', contentType: 'application/xml' }, 'xml', 'anything among others'],
  [{ accept: 'application/json, application/xml', contentType: 'application/xml' }, 'xml', 'the body’s own type wins'],
  [
    { accept: 'application/json, application/xml', contentType: 'application/xml; charset=utf-8' },
    'json',
    'but not when it has a charset',
  ],
  [{ accept: 'application/json, text/csv', contentType: 'text/csv' }, 'json', 'nor when it is not among the preferred'],
  [{ suffix: 'xml', format: 'json', accept: 'application/json' }, 'xml', 'suffix before all'],
  [{ suffix: 'xml', hasCallback: true }, 'xml', 'suffix before callback'],
  [{ hasCallback: true, format: 'xml' }, 'json', 'callback before format'],
  [{ format: 'xml', accept: 'application/json' }, 'xml', 'format before Accept'],
  [{ format: 'XML' }, 'xml', 'in any letter case'],
  [{ format: 'application/json' }, 'json', 'looked through for a name'],
  [{ format: 'xmljson' }, 'json', 'json is looked for first'],
  [{ format: 'csv' }, 'csv', 'a key'],
  [{ format: 'html', accept: 'application/json' }, 'html', 'a key'],
  [{ format: 'nonsense', accept: 'application/json' }, 'json', 'no format at all'],
  [{ path: 'xml', accept: 'application/json' }, 'xml', 'Accept is not looked at on a predefined route'],
  [{ path: 'xml', format: 'json' }, 'json', 'but format is'],
  [{ path: 'xml', hasCallback: true }, 'json', 'and callback'],
];

for (const [asked, key, why] of ROWS) {
  test(`${JSON.stringify(asked)} is ${key}: ${why}`, () => {
    assert.equal(negotiate({ ...NOTHING, ...asked }, ALL, html).key, key);
  });
}

/** The same with another default, and with formats that aren't there. */
const OTHERS: readonly (readonly [Partial<Asked>, readonly Negotiable[], Negotiable, string])[] = [
  [{ accept: 'application/json, application/xml' }, ALL, xml, 'xml'],
  [{ accept: 'text/html, application/json' }, ALL, json, 'json'],
  [{ accept: 'text/html' }, ALL, json, 'html'],
  [{ accept: '*/*' }, ALL, json, 'json'],
  [{ accept: 'application/json, text/csv' }, ALL, csv, 'csv'],
  [{ accept: 'application/jsv' }, TWO, html, 'html'],
  [{ accept: 'application/jsv, application/xml' }, TWO, html, 'xml'],
  [{ format: 'jsv', accept: 'application/xml' }, TWO, html, 'xml'],
  [{ accept: 'text/csv' }, TWO, json, 'json'],
];

test('the default and the registered formats are the deployment’s', () => {
  for (const [asked, formats, fallback, key] of OTHERS) {
    assert.equal(negotiate({ ...NOTHING, ...asked }, formats, fallback).key, key, JSON.stringify(asked));
  }
});

test('Accept, suffix, format and body type crossed: the first that says anything decides', () => {
  for (const suffix of [undefined, 'json', 'xml'])
    for (const format of [undefined, 'json', 'xml'])
      for (const accept of [undefined, 'application/json', 'application/xml', '*/*'])
        for (const contentType of [undefined, 'application/json', 'application/xml']) {
          const byAccept =
            accept === '*/*' && contentType !== undefined
              ? contentType
              : (accept?.replace('*/*', 'text/html') ?? 'text/html');
          const expected = suffix ?? format ?? byAccept.replace(/^.*\//, '');
          const asked = { ...NOTHING, suffix, format, accept, contentType };
          assert.equal(negotiate(asked, TWO, html).key, expected, JSON.stringify(asked));
        }
});

test('a body’s type is found without its parameters, and forms are known', () => {
  assert.equal(ofContentType(TWO, 'Text/XML; charset="utf-8"')?.key, 'xml');
  assert.equal(ofContentType(TWO, 'text/plain'), undefined);
  assert.ok(isForm('Application/X-WWW-Form-Urlencoded;charset=utf-8'));
  assert.ok(!isForm('application/json') && !isForm(undefined));
});

test('there is always an answer among those registered', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('*/*', 'application/json', ', ;,', 'text/html;')), {
    nil: undefined,
  });
  fc.assert(
    fc.property(text, text, text, fc.boolean(), (accept, contentType, format, hasCallback) => {
      assert.ok(TWO.includes(negotiate({ ...NOTHING, accept, contentType, format, hasCallback }, TWO, html)));
    }),
  );
});
