import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { takeBodies } from './take-bodies.ts';

const LIMIT = 20;

function createEcho(): FastifyInstance {
  const app = Fastify({ bodyLimit: LIMIT });
  takeBodies(app);
  app.setErrorHandler<Error & { code: string }>((error, _request, reply) => reply.code(400).send(error.code));
  app.post('/', ({ body }, reply) => reply.send(Buffer.isBuffer(body) ? `bytes ${body.toString()}` : typeof body));
  return app;
}

async function post(payload: string | undefined, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await createEcho().inject({
    method: 'POST',
    url: '/',
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return answer.body;
}

test('a body is bytes, whatever its type and without one', async () => {
  assert.equal(await post('{"a":1}', { 'content-type': 'application/json' }), 'bytes {"a":1}');
  assert.equal(await post('a=1', { 'content-type': 'text/xml; charset=utf-8' }), 'bytes a=1');
  assert.equal(await post('a=1'), 'bytes a=1');
});

test('an empty body is no bytes, and none at all is undefined', async () => {
  assert.equal(await post('', { 'content-type': 'text/xml', 'content-length': '0' }), 'bytes ');
  assert.equal(await post(undefined), 'undefined');
});

test('a body that is too large is told before it is read', async () => {
  assert.equal(await post('x'.repeat(LIMIT)), `bytes ${'x'.repeat(LIMIT)}`);
  assert.equal(await post('x'.repeat(LIMIT + 1)), 'FST_ERR_CTP_BODY_TOO_LARGE');
});

test('another length than the one that was said is told', async () => {
  assert.equal(await post('abc', { 'content-length': '4' }), 'FST_ERR_CTP_INVALID_CONTENT_LENGTH');
});

/** Sends pieces without saying how long they are together, each for itself, and gives the answer's last line. */
async function sendPieces(pieces: readonly string[]): Promise<string> {
  const app = createEcho();
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(port), '127.0.0.1');
  socket.setNoDelay(true);
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (const piece of pieces) {
    socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.write('0\r\n\r\n');
  let answer = '';
  for await (const part of socket) answer += part;
  await app.close();
  return answer.split('\r\n').at(-1) ?? '';
}

test('pieces are put together, and bounded though nobody said how long they are', async () => {
  assert.equal(await sendPieces(['ab', 'cd', 'ef']), 'bytes abcdef');
  assert.equal(await sendPieces(['x'.repeat(LIMIT), 'x', 'x']), 'FST_ERR_CTP_BODY_TOO_LARGE');
});
