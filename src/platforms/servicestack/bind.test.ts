import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dictionary, record } from '../../formats/shape.ts';
import { type Binding, binder } from './bind.ts';
import { formats } from './formats.ts';
import { ofKey } from './negotiate.ts';

const shape = record('Ask', 'urn:x', {
  Name: { type: 'string' },
  IsSo: { type: 'boolean' },
  Count: { type: 'int' },
  Meta: { type: dictionary },
});
const bind = binder(shape, 'House.Ask');

function body(key: string, text: string | Uint8Array) {
  const format = ofKey(formats, key);
  assert.ok(format?.codec);
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return { bytes, format: key, contentType: format.contentType, charset: undefined, read: format.codec.reader(shape) };
}

function value(binding: Binding) {
  assert.ok(binding.ok, JSON.stringify(binding));
  return { ...binding.value };
}

function message(binding: Binding): string {
  assert.ok(!binding.ok);
  assert.equal(binding.error.status, 400);
  assert.equal(binding.error.code, 'SerializationException');
  return binding.error.message;
}

const nulls = { Name: null, IsSo: null, Count: null, Meta: null };

test('later layers are laid over earlier ones, and all over the body', () => {
  const json = body('json', '{"name":"body","isSo":true,"count":1}');
  assert.deepEqual(value(bind(json, [])), { ...nulls, Name: 'body', IsSo: true, Count: 1 });
  assert.deepEqual(value(bind(json, [[['NAME', 'path']], [['isso', 'f']], [['name', 'form']]])), {
    ...nulls,
    Name: 'form',
    IsSo: false,
    Count: 1,
  });
});

test('unknown names and empty values are passed over', () => {
  const layer = [
    ['nope', 'x'],
    ['Name', ''],
    ['__proto__', 'x'],
  ] as const;
  assert.deepEqual(value(bind(body('json', '{"Name":"kept"}'), [layer])), { ...nulls, Name: 'kept' });
});

test('what is no scalar is given as JSV', () => {
  assert.deepEqual(value(bind(undefined, [[['meta', '{a:b,"c,d":e}']]])), { ...nulls, Meta: { a: 'b', 'c,d': 'e' } });
  for (const text of ['{a', 'a', '[a]']) {
    assert.equal(message(bind(undefined, [[['Meta', text]]])), "Unable to bind to request 'Ask'");
  }
});

test('JSV and CSV bind as JSON does', () => {
  assert.deepEqual(value(bind(body('jsv', '{name:n,IsSo:y,Meta:{a:b}}'), [])), {
    ...nulls,
    Name: 'n',
    IsSo: true,
    Meta: { a: 'b' },
  });
  assert.deepEqual(value(bind(body('csv', 'Name,IsSo\r\nn,maybe\r\n'), [])), { ...nulls, Name: 'n', IsSo: false });
  assert.match(message(bind(body('jsv', '{hunter2'), [])), /^Could not deserialize 'application\/jsv' request/);
  assert.match(message(bind(body('csv', '"hunter2'), [])), /^Could not deserialize 'text\/csv' request/);
});

test('values of one name are joined', () => {
  const layer = [
    ['name', 'a'],
    ['NAME', 'b'],
    ['isso', 'true'],
    ['IsSo', 'false'],
  ] as const;
  assert.deepEqual(value(bind(undefined, [layer])), { ...nulls, Name: 'a,b', IsSo: true });
});

test('a value that can not be taken is named, each of them', () => {
  const binding = bind(undefined, [
    [
      ['isso', 'maybe'],
      ['Count', 'x'.repeat(300)],
    ],
  ]);
  assert.equal(message(binding), "Unable to bind to request 'Ask'");
  assert.deepEqual(!binding.ok && binding.error.errors, [
    { code: 'SerializationException', field: 'IsSo', message: "'maybe' is an Invalid value for 'IsSo'" },
    {
      code: 'SerializationException',
      field: 'Count',
      message: `'${'x'.repeat(100)}…' is an Invalid value for 'Count'`,
    },
  ]);
});

test('XML binds by root, namespace and order', () => {
  const bound = (text: string) => bind(body('xml', text), []);
  assert.deepEqual(value(bound('\uFEFF<a:Ask xmlns:a="urn:x"><a:Name>n</a:Name><a:IsSo>1</a:IsSo></a:Ask>')), {
    ...nulls,
    Name: 'n',
    IsSo: true,
  });
  assert.deepEqual(value(bound('<Ask xmlns="urn:x"><IsSo>true</IsSo><Name>late</Name></Ask>')), {
    ...nulls,
    IsSo: true,
  });
  assert.deepEqual(value(bound('  ')), nulls);
  for (const text of [
    '<Ask xmlns="urn:y"/>',
    '<ask xmlns="urn:x"/>',
    '<Ask xmlns="urn:x"><IsSo>True</IsSo></Ask>',
    '<Ask xmlns="urn:x">',
    '<!DOCTYPE Ask><Ask xmlns="urn:x"/>',
  ]) {
    assert.match(message(bound(text)), /^Could not deserialize 'application\/xml' request using House\.Ask'\nError: ./);
  }
});

test('no error about a body tells what was in it', () => {
  for (const [key, text] of [
    ['json', '{"Name":"hunter2"'],
    ['jsv', '{Name:hunter2'],
    ['csv', 'Name\n"hunter2'],
    ['xml', '<Ask xmlns="urn:x"><Name>hunter2&hunter2;</Name></Ask>'],
    ['xml', '<Ask xmlns="urn:x"><Name>hunter2</Name'],
    ['xml', '<Ask xmlns="urn:x" a="&hunter2;"/>'],
  ] as const) {
    assert.doesNotMatch(message(bind(body(key, text), [])), /hunter2/);
  }
});

test('bytes that are no text are an error, in either format', () => {
  for (const key of ['json', 'xml', 'jsv', 'csv']) {
    const said = message(bind(body(key, Buffer.from([0x7b, 0xff, 0xfe])), []));
    assert.match(said, /Error: The bytes are not text in utf-8\.$/);
  }
});

test('nothing throws, whatever the bytes', () => {
  const key = fc.constantFrom('json', 'xml', 'jsv', 'csv');
  fc.assert(fc.property(key, fc.uint8Array({ maxLength: 64 }), (format, bytes) => void bind(body(format, bytes), [])));
  const layer = fc.array(fc.tuple(fc.constantFrom('Name', 'isso', 'COUNT', 'Meta', 'x'), fc.string()));
  fc.assert(fc.property(layer, layer, (one, two) => void bind(undefined, [one, two])));
});
