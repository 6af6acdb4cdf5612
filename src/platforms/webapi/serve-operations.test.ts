import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { record } from '../../formats/shape.ts';
import { webApiOperation } from './contract.ts';
import { served, serveOperations } from './serve-operations.ts';
import { DENIED } from './words.ts';

const none = record('None', 'urn:x', {});
const given = record('Given', 'urn:x', { word: { type: 'string' } });
const at = (verb: 'GET' | 'POST' | 'DELETE', path: string) => webApiOperation('o', { verb, path }, '', none, given);

const app = Fastify({ bodyLimit: 100 });
serveOperations(
  app,
  [
    served(at('GET', '/thing'), async () => ({ ok: true, value: {} })),
    served(at('POST', '/thing'), async () => ({ ok: true, value: { word: 'made' } })),
    served(at('GET', '/closed'), async () => ({ ok: false, error: DENIED })),
    served(at('GET', '/broken'), async () => {
      throw new Error('the secret cause');
    }),
  ],
  'http://127.0.0.1:8081',
);

test('an answer is JSON that nobody keeps', async () => {
  const { statusCode, headers, body } = await app.inject({ url: '/thing' });
  assert.deepEqual([statusCode, body], [200, '{"word":null}']);
  assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-cache');
  assert.equal((await app.inject({ method: 'POST', url: '/thing' })).body, '{"word":"made"}');
});

test('a refusal has its status and headers', async () => {
  const { statusCode, headers, body } = await app.inject({ url: '/closed' });
  assert.deepEqual([statusCode, headers['www-authenticate']], [401, 'Bearer']);
  assert.equal(body, '{"Message":"Authorization has been denied for this request."}');
});

test('answers and errors are in the format that is accepted', async () => {
  const headers = { accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' };
  const answer = await app.inject({ method: 'POST', url: '/thing', headers });
  assert.equal(answer.headers['content-type'], 'application/xml; charset=utf-8');
  assert.match(answer.body, /^<Given .*><word>made<\/word><\/Given>$/);
  for (const [method, url, status] of [
    ['GET', '/closed', 401],
    ['DELETE', '/thing', 405],
    ['GET', '/broken', 500],
  ] as const) {
    const refused = await app.inject({ method, url, headers });
    assert.deepEqual([refused.statusCode, refused.headers['content-type']], [status, 'application/xml; charset=utf-8']);
    assert.match(refused.body, /^<Error><Message>[^<]+<\/Message><\/Error>$/);
  }
  const script = await app.inject({ url: '/thing?callback=cb', headers: { accept: 'text/javascript' } });
  assert.equal(script.body, 'cb({"word":null})');
});

test('another verb is told which there are', async () => {
  const { statusCode, headers } = await app.inject({ method: 'DELETE', url: '/thing' });
  assert.deepEqual([statusCode, headers.allow], [405, 'GET,POST']);
});

test('a body that is too large is a request that is invalid', async () => {
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/thing', payload: 'a'.repeat(101) });
  assert.deepEqual([statusCode, body], [400, '{"Message":"The request is invalid."}']);
});

test('a fault is told as one, without its cause', async () => {
  const { statusCode, body } = await app.inject({ url: '/broken' });
  assert.deepEqual([statusCode, body], [500, '{"Message":"An error has occurred."}']);
});
