import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enumeration, list, record } from '../../../formats/shape.ts';
import { webApiOperation } from '../contract.ts';
import { operationPage } from './operation-page.ts';
import { pageNameOf, titleOf } from './page-name.ts';
import { formSampleOf, samplesOf } from './sample.ts';

const parameter = (name: string) => ({ name, doc: '', required: false });
const nothing = record('Nothing', 'urn:x', {});

test('pages are named as the framework names them', () => {
  const operation = webApiOperation(
    'o',
    {
      verb: 'GET',
      path: '/api/things/{id}',
      parameters: [parameter('id'), parameter('page'), parameter('filter.name')],
    },
    '',
    nothing,
    nothing,
  );
  assert.equal(pageNameOf(operation), 'GET-api-things-id_page_filter-name');
  assert.equal(titleOf(operation), 'GET api/things/{id}?page={page}&filter.name={filter.name}');
});

test('samples count through their simple values, in every format', () => {
  const inner = record('Inner', 'urn:x', { at: { type: 'dateTime' }, on: { type: 'boolean' }, id: { type: 'guid' } });
  const shape = record('Outer', 'urn:x', {
    b: { type: 'string' },
    a: { type: 'int' },
    many: { type: list('ArrayOfInner', 'urn:x', 'Inner', inner) },
    kind: { type: enumeration('Kind', 'urn:x', ['Large', 'Small']) },
    c: { type: 'string' },
  });
  const [json, javascript, xml] = samplesOf(shape);
  assert.equal(json?.heading, 'application/json, text/json');
  assert.equal(javascript?.heading, 'text/javascript');
  assert.equal(xml?.heading, 'application/xml, text/xml');
  const item = '{"at":"2026-01-01T00:00:00Z","on":true,"id":"00000000-0000-0000-0000-000000000000"}';
  assert.equal(
    javascript?.text,
    `{"b":"sample string 1","a":2,"many":[${item},${item}],"kind":0,"c":"sample string 6"}`,
  );
  assert.deepEqual(JSON.parse(json?.text ?? ''), JSON.parse(javascript?.text ?? ''));
  assert.match(json?.text ?? '', /^\{\n {2}"b": "sample string 1",\n/);
  assert.deepEqual(xml?.text.split('\n').slice(1, 7), [
    '  <a>2</a>',
    '  <b>sample string 1</b>',
    '  <c>sample string 6</c>',
    '  <kind>Large</kind>',
    '  <many>',
    '    <Inner>',
  ]);
  assert.equal(xml?.text.split('\n').at(-1), '</Outer>');
  assert.equal(formSampleOf(inner).text, 'at=value&on=value&id=value');
});

test('whatever a contract holds is text on its page', () => {
  const hostile = '<script>alert("1")</script>';
  const shape = record('Thing', 'urn:x', { a: { type: 'string', doc: hostile } });
  const remarks = { paragraphs: [hostile], example: hostile };
  const parameters = [{ name: hostile, doc: hostile, required: true }];
  const operation = webApiOperation(
    hostile,
    { verb: 'GET', path: `/${hostile}`, parameters },
    hostile,
    shape,
    nothing,
    remarks,
  );
  assert.doesNotMatch(operationPage(operation).markup, /<script|"1"/);
});
