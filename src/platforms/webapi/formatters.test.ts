import assert from 'node:assert/strict';
import { test } from 'node:test';
import { record } from '../../formats/shape.ts';
import { contentTypeOf, formatError, formatter } from './formatters.ts';
import { DENIED } from './words.ts';

const json = { format: 'json', mediaType: 'text/json', callback: undefined } as const;
const xml = { format: 'xml', mediaType: 'application/xml', callback: undefined } as const;
const script = { format: 'javascript', mediaType: 'text/javascript', callback: 'cb' } as const;

const shape = record('Token', 'urn:x', { b: { type: 'string' }, a: { type: 'int' }, c: { type: 'string' } });

test('an answer in every format', () => {
  const write = formatter(shape);
  const value = { b: '<b>', a: 3 };
  assert.equal(write(value, json), '{"b":"<b>","a":3,"c":null}');
  assert.equal(write(value, script), 'cb({"b":"<b>","a":3,"c":null})');
  assert.equal(write(value, { ...script, callback: undefined }), '{"b":"<b>","a":3,"c":null}');
  assert.equal(
    write(value, xml),
    '<Token xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:x"><a>3</a><b>&lt;b&gt;</b><c i:nil="true" /></Token>',
  );
});

test('an error in every format', () => {
  const text = '{"Message":"Authorization has been denied for this request."}';
  assert.equal(formatError(DENIED, json), text);
  assert.equal(formatError(DENIED, script), `cb(${text})`);
  assert.equal(
    formatError(DENIED, xml),
    '<Error><Message>Authorization has been denied for this request.</Message></Error>',
  );
});

test('the type is the one that was asked for', () => {
  assert.equal(contentTypeOf(json), 'text/json; charset=utf-8');
  assert.equal(contentTypeOf(xml), 'application/xml; charset=utf-8');
});
