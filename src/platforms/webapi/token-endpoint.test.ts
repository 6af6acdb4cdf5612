import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { record } from '../../formats/shape.ts';
import { webApiOperation } from './contract.ts';
import { serveTokenEndpoint, type TokenAnswer } from './token-endpoint.ts';
import type { TokenReading } from './token-fields.ts';

const request = record('Asked', 'urn:x', { name: { type: 'string' } });
const response = record('Given', 'urn:x', {
  number: { type: 'int' },
  text: { type: 'string' },
  none: { type: 'string' },
});
const operation = webApiOperation('token', { verb: 'POST', path: '/token' }, 'A token.', request, response);
type Reading = TokenReading<typeof request>;

function serve(answer: (reading: Reading) => TokenAnswer<typeof response>, formOnly = false) {
  const app = Fastify({ bodyLimit: 100 });
  serveTokenEndpoint(app, operation, { formOnly }, async (reading) => answer(reading));
  return app;
}

test('an answer has the headers and members of Katana', async () => {
  const app = serve(() => ({ ok: true, value: { text: 'a', number: 1 }, ticket: { issuedAt: 0, expiresAt: 1000 } }));
  const { statusCode, headers, body } = await app.inject({ method: 'POST', url: '/token', payload: 'name=a' });
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'application/json;charset=UTF-8');
  assert.equal(headers['cache-control'], 'no-cache');
  assert.equal(headers.pragma, 'no-cache');
  assert.equal(headers.expires, '-1');
  assert.equal(
    body,
    '{"number":1,"text":"a","none":"",".issued":"Thu, 01 Jan 1970 00:00:00 GMT",".expires":"Thu, 01 Jan 1970 00:00:01 GMT"}',
  );
});

test('what stops a body from being read reaches the answer', async () => {
  const readings: Reading[] = [];
  const app = serve((reading) => {
    readings.push(reading);
    return { ok: false, error: { error: 'no', description: undefined } };
  });
  const answers = [
    await app.inject({ method: 'POST', url: '/token', payload: 'a'.repeat(101) }),
    await app.inject({ method: 'POST', url: '/token', payload: Buffer.of(0xff) }),
    await app.inject({ method: 'PUT', url: '/token', payload: 'name=a' }),
    await app.inject({ method: 'POST', url: '/token', payload: 'NAME=a', headers: { 'content-type': ';;' } }),
    await app.inject({ method: 'POST', url: '/token', payload: '{', headers: { 'Content-Type': 'Text/JSON' } }),
    await app.inject({ method: 'PUT', url: '/token', payload: '{', headers: { 'content-type': 'text/json' } }),
  ];
  for (const { statusCode, body } of answers) assert.deepEqual([statusCode, body], [400, '{"error":"no"}']);
  assert.deepEqual(readings, [
    { ok: false, fault: 'too-large' },
    { ok: false, fault: 'not-utf-8' },
    { ok: true, fields: { name: undefined } },
    { ok: true, fields: { name: 'a' } },
    { ok: false, fault: 'not-json' },
    { ok: true, fields: { name: undefined } },
  ]);
});

const YES: TokenAnswer<typeof response> = { ok: true, value: { text: '"a"', number: 1 }, ticket: undefined };
const JSON_TEXT = '{"number":1,"text":"\\"a\\"","none":""}';
const XML_TEXT =
  '<Given xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:x"><none i:nil="true" /><number>1</number><text>"a"</text></Given>';
const KATANA = 'application/json;charset=UTF-8';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const asked: readonly (readonly [accept: string, query: string, type: string, body: string])[] = [
  ['*/*', '', KATANA, JSON_TEXT],
  ['application/json', '?callback=cb', KATANA, JSON_TEXT],
  ['image/png', '', KATANA, JSON_TEXT],
  [BROWSER, '', KATANA, JSON_TEXT],
  ['text/json', '?callback=cb', 'text/json; charset=utf-8', JSON_TEXT],
  ['text/javascript', '', 'text/javascript; charset=utf-8', JSON_TEXT],
  ['text/javascript', '?callback=cb', 'text/javascript; charset=utf-8', `cb(${JSON_TEXT})`],
  ['text/xml', '?callback=cb', 'text/xml; charset=utf-8', XML_TEXT],
];

for (const [accept, query, type, text] of asked) {
  test(`whoever accepts ${accept} at /token${query} gets ${type}`, async () => {
    const request = { method: 'POST', url: `/token${query}`, headers: { accept } } as const;
    const { headers, body } = await serve(() => YES).inject(request);
    assert.deepEqual([headers['content-type'], body], [type, text]);
    const strict = await serve(() => YES, true).inject(request);
    assert.deepEqual([strict.headers['content-type'], strict.body], [KATANA, JSON_TEXT]);
    const refused = await serve(() => ({ ok: false, error: { error: 'no', description: 'x' } })).inject(request);
    assert.deepEqual([refused.statusCode, refused.headers['content-type']], [400, KATANA]);
    assert.equal(refused.body, '{"error":"no","error_description":"x"}');
  });
}

test('a fault is told as one, without its cause', async () => {
  const app = serve(() => {
    throw new Error('the secret cause');
  });
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/token', payload: '' });
  assert.deepEqual([statusCode, body], [500, '{"error":"server_error"}']);
});
