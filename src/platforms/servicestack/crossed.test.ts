/**
 * Accept, suffix, `?format=`, `?callback=`, the body's Content-Type and the deployment's default, crossed: a request for every cell, through the whole
 * platform, and the format that its answer comes in. What is expected is written down here once more, in the order of the reference (servicestack-webapi
 * section 3), so that the algorithm is held against its description and not against itself.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { dictionary, record } from '../../formats/shape.ts';
import { type Deployment, serveServiceStack, TYPES_NAMESPACE } from './index.ts';

type Key = Deployment['defaultFormat'];

const DEFAULTS: readonly Key[] = ['html', 'json', 'xml', 'csv'];
const SUFFIXES = ['', '.json', '.xml', '.jsv', '.csv', '.html'];
const PLACES = ['/ask', '/json/reply/Ask', '/xml/oneway/Ask', '/csv/reply/Ask', '/Ask2'];
const FORMATS = [undefined, 'json', 'application/xml', 'JSV', 'csv', 'html', 'pdf'];
const CALLBACKS = [undefined, 'cb'];
const ACCEPTS = [
  undefined,
  'application/json',
  'application/xml',
  'application/xml, application/json;q=0.1',
  'text/xml',
  'application/jsv',
  'text/jsv',
  'text/csv',
  'text/csv, application/xml',
  'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  '*/*',
  'image/png',
];
const BODY_TYPES = [
  undefined,
  'application/json',
  'application/xml',
  'text/xml',
  'application/jsv',
  'text/csv',
  'application/xml; charset=utf-8',
  'application/x-www-form-urlencoded',
  'text/plain',
];

const TYPES: Readonly<Record<Key, string>> = {
  html: 'text/html',
  json: 'application/json',
  xml: 'application/xml',
  jsv: 'application/jsv',
  csv: 'text/csv',
};

interface Cell {
  readonly fallback: Key;
  readonly place: string;
  readonly suffix: string;
  readonly format: string | undefined;
  readonly callback: string | undefined;
  readonly accept: string | undefined;
  readonly bodyType: string | undefined;
}

/** The reference's order, as sentences. */
function expected({ fallback, place, suffix, format, callback, accept, bodyType }: Cell): Key {
  // "Precedence on a route: suffix > ?callback= (=>JSON) > ?format= > Accept."
  if (suffix !== '') return suffix.slice(1) as Key;
  if (callback !== undefined) return 'json';
  // "value is lower-cased and substring-tested: contains "json" -> JSON, "xml" -> XML, "jsv" -> JSV, else exact registered key (csv, html)"
  const asked = { json: 'json', 'application/xml': 'xml', JSV: 'jsv', csv: 'csv', html: 'html' }[format ?? ''];
  if (asked !== undefined) return asked as Key;
  // "On predefined routes: ?callback/?format > path format; Accept ignored"
  const inPath = { '/json/reply/Ask': 'json', '/xml/oneway/Ask': 'xml', '/csv/reply/Ask': 'csv', '/Ask2': 'json' }[
    place
  ];
  if (inPath !== undefined) return inPath as Key;
  if (accept === undefined) return fallback;
  const entries = accept.split(',').map((entry) => (entry.split(';')[0] ?? '').trim());
  const preferred = [TYPES[fallback], 'text/html', 'application/json', 'application/xml', 'application/jsv'];
  const keyOf = (type: string | undefined) => (Object.keys(TYPES) as Key[]).find((key) => TYPES[key] === type);
  // "Exception: an Accept entry equal to the request Content-Type (strict string equality) that is also preferred wins at once."
  if (bodyType !== undefined && entries.includes(bodyType) && preferred.includes(bodyType))
    return keyOf(bodyType) ?? fallback;
  // "Preferred list, in this fixed order … q-values and Accept order are ignored."
  const first = preferred.find((type) => entries.includes(type));
  if (first !== undefined) return keyOf(first) ?? fallback;
  // "Else if */* present: request Content-Type if any (form types count as DefaultContentType), else DefaultContentType."
  if (entries.includes('*/*')) {
    const bare = bodyType?.split(';')[0];
    return (bare === 'text/xml' ? 'xml' : keyOf(bare)) ?? fallback;
  }
  // "Else registered custom types by prefix"; "Else DefaultContentType. Never 406."
  return entries.some((entry) => entry.startsWith('text/csv')) ? 'csv' : fallback;
}

function operation(name: string, routes: readonly string[]) {
  return {
    name,
    doc: '',
    request: record(name, TYPES_NAMESPACE, { What: { type: 'string' } }),
    response: record(`${name}Response`, TYPES_NAMESPACE, { Said: { type: 'string' }, Meta: { type: dictionary } }),
    routes,
    verbs: 'any' as const,
    serviceName: `${name}Service`,
    requiresAuthentication: false,
  };
}

const contract = {
  name: 'House',
  namespace: TYPES_NAMESPACE,
  typeName: ({ name }: { name: string }) => `House.${name}, House`,
  challenge: '',
  operations: { Ask: operation('Ask', ['/ask']), Ask2: operation('Ask2', []) },
};

function serve(fallback: Key): FastifyInstance {
  const app = Fastify({ routerOptions: { caseSensitive: false } });
  app.register(async (scope) => {
    serveServiceStack(scope, {
      contract,
      performers: {
        Ask: async () => ({ kind: 'done', value: { Said: 'yes' } }),
        Ask2: async () => ({ kind: 'done', value: { Said: 'yes' } }),
      },
      prefix: '/api',
      url: 'http://house.example',
      defaultFormat: fallback,
      propertyCase: 'pascal',
      typeInfo: false,
      cookieStyle: 'listener',
      showSignIn: (reply) => reply.send('sign in'),
      onUnreadable: () => {},
    });
  });
  return app;
}

/** Each format's own bytes for the one answer. */
const SAID: Readonly<Record<Key, RegExp>> = {
  html: /^<!DOCTYPE html>[\s\S]*<td>yes<\/td>/,
  json: /^(cb\(\{"Said":"yes"\}\)|\{"Said":"yes"\})$/,
  xml: /^<\?xml version="1.0" encoding="utf-8"\?><Ask2?Response .*<Said>yes<\/Said>/,
  jsv: /^\{Said:yes\}$/,
  csv: /^Key,Value\r\n$/,
};

function* cells(fallback: Key): Generator<Cell> {
  for (const place of PLACES)
    for (const suffix of place === '/ask' ? SUFFIXES : [''])
      for (const format of FORMATS)
        for (const callback of CALLBACKS)
          for (const accept of ACCEPTS)
            for (const bodyType of BODY_TYPES) yield { fallback, place, suffix, format, callback, accept, bodyType };
}

for (const fallback of DEFAULTS) {
  test(`every cell is as the algorithm says, where ${fallback} is the default`, async () => {
    const app = serve(fallback);
    let count = 0;
    for (const cell of cells(fallback)) {
      // Where the first that speaks decides, what comes after it changes nothing: a part of those cells shows it.
      if ((cell.suffix !== '' || cell.callback !== undefined) && count++ % 7 !== 0) continue;
      const query = Object.entries({ format: cell.format, callback: cell.callback })
        .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
        .join('&');
      const answer = await app.inject({
        method: 'GET',
        url: `/api${cell.place}${cell.suffix}?${query}`,
        headers: {
          ...(cell.accept === undefined ? {} : { accept: cell.accept }),
          ...(cell.bodyType === undefined ? {} : { 'content-type': cell.bodyType }),
        },
      });
      const key = expected(cell);
      const said = JSON.stringify(cell);
      assert.equal(answer.statusCode, 200, said);
      assert.match(answer.body, SAID[key], `${key} for ${said}`);
      const isScript = cell.callback !== undefined && key === 'json';
      assert.equal(answer.body.startsWith('cb('), isScript, said);
      const type = String(answer.headers['content-type']).split(';')[0];
      assert.equal(type, isScript ? 'text/javascript' : TYPES[key], said);
      assert.equal(answer.headers.vary, 'Accept', said);
    }
    await app.close();
  });
}
