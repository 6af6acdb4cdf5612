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

function serve(answer: (reading: Reading) => TokenAnswer<typeof response>) {
  const app = Fastify({ bodyLimit: 100 });
  serveTokenEndpoint(app, operation, async (reading) => answer(reading));
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
  ];
  for (const { statusCode, body } of answers) assert.deepEqual([statusCode, body], [400, '{"error":"no"}']);
  assert.deepEqual(readings, [
    { ok: false, fault: 'too-large' },
    { ok: false, fault: 'not-utf-8' },
    { ok: true, fields: { name: undefined } },
    { ok: true, fields: { name: 'a' } },
  ]);
});

test('a fault is told as one, without its cause', async () => {
  const app = serve(() => {
    throw new Error('the secret cause');
  });
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/token', payload: '' });
  assert.deepEqual([statusCode, body], [500, '{"error":"server_error"}']);
});
