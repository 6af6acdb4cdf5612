import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { openDirectDoor, serveDirectly } from './direct-door.ts';
import type { Answer } from './exchange.ts';
import { takeBodies } from './take-bodies.ts';

const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';

/** Tells by which door it was reached: only Fastify's requests have an id. */
const tellDoor: Answer = (request, reply) => {
  const door = 'id' in request ? 'usual' : 'direct';
  const text = `${door} ${request.method} ${request.url} ${request.ip} ${request.body ?? 'nothing'}`;
  return reply.code(201).header('x-door', door).header('content-type', 'text/plain').send(text);
};

async function serve(t: TestContext, register: (app: FastifyInstance) => void) {
  const app = Fastify({ bodyLimit: 100 });
  openDirectDoor(app);
  app.register(async (scope) => {
    takeBodies(scope);
    register(scope);
  });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  t.after(() => app.close());
  const ask = async (head: string, body = '') => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`${head}Host: x\r\nConnection: close\r\n\r\n${body}`);
    let answer = '';
    for await (const piece of socket) answer += piece;
    return answer;
  };
  return { app, ask, lastLine: async (head: string, body?: string) => (await ask(head, body)).split('\r\n').at(-1) };
}

test('a plain request is answered directly', async (t) => {
  const { lastLine } = await serve(t, (scope) => {
    serveDirectly(scope, 'POST', '/a', tellDoor);
    serveDirectly(scope, 'GET', '/a', tellDoor);
  });
  assert.equal(
    await lastLine(`POST /a HTTP/1.1\r\n${FORM}Content-Length: 3\r\n`, 'x=1'),
    'direct POST /a 127.0.0.1 x=1',
  );
  for (const type of [
    'text/xml;charset="UTF-8"',
    'application/soap+xml; charset=utf-8; action="http://a/b#c"',
    'a/b',
  ]) {
    const head = `POST /a HTTP/1.1\r\nContent-Type: ${type}\r\nContent-Length: 3\r\n`;
    assert.equal(await lastLine(head, 'x=1'), 'direct POST /a 127.0.0.1 x=1', type);
  }
  assert.equal(await lastLine('GET /a HTTP/1.1\r\n'), 'direct GET /a 127.0.0.1 nothing');
  assert.equal(await lastLine('GET /a HTTP/1.1\r\nContent-Length: 0\r\n'), 'direct GET /a 127.0.0.1 nothing');
});

test('whatever Fastify might have something to say about goes its way', async (t) => {
  const { lastLine } = await serve(t, (scope) => {
    scope.setErrorHandler<Error & { code: string }>(({ code }, _request, reply) => reply.code(400).send(code));
    serveDirectly(scope, 'POST', '/a', tellDoor);
    serveDirectly(scope, 'GET', '/a', tellDoor);
  });
  const usual = (path: string) => `usual POST ${path} 127.0.0.1 x=1`;
  assert.equal(await lastLine(`POST /a?b HTTP/1.1\r\n${FORM}Content-Length: 3\r\n`, 'x=1'), usual('/a?b'));
  for (const type of ['text/xml ; charset=utf-8', 'text/xml;', 'text/xml; charset = utf-8', 'multipart/a; b="c d"']) {
    const head = `POST /a HTTP/1.1\r\nContent-Type: ${type}\r\nContent-Length: 3\r\n`;
    assert.equal(await lastLine(head, 'x=1'), usual('/a'), type);
  }
  assert.equal(await lastLine('POST /a HTTP/1.1\r\nContent-Length: 3\r\n', 'x=1'), usual('/a'));
  assert.equal(
    await lastLine(`POST /a HTTP/1.1\r\n${FORM}Transfer-Encoding: chunked\r\n`, '3\r\nx=1\r\n0\r\n\r\n'),
    usual('/a'),
  );
  assert.equal(
    await lastLine(`POST /a HTTP/1.1\r\n${FORM}Content-Length: 101\r\n`, 'x'.repeat(101)),
    'FST_ERR_CTP_BODY_TOO_LARGE',
  );
  assert.match((await lastLine('GET /b HTTP/1.1\r\n')) ?? '', /Not Found/);
});

test('both doors write the same bytes', async (t) => {
  const answers: Readonly<Record<string, Answer>> = {
    '/text': (_request, reply) => reply.header('cache-control', 'no-store').send('é'),
    '/typed': async (_request, reply) =>
      reply.headers({ 'content-type': 'a/b', etag: 'x' }).header('etag', 'y').send('z'),
    '/empty': (_request, reply) => reply.code(400).header('content-type', 'a/b').send(''),
    '/nothing': (_request, reply) => reply.code(401).header('www-authenticate', 'Bearer').send(),
    '/no-content': (_request, reply) => reply.code(204).header('vary', 'Accept').send(),
    '/named': (_request, reply) => {
      reply.raw.statusMessage = 'Of Our Own';
      return reply.code(500).header('content-type', 'a/b').send('z');
    },
    '/cookies': (_request, reply) => reply.header('set-cookie', ['a=1', 'b=2']).header('content-type', 'a/b').send('z'),
    '/fault': async (_request, reply) => {
      reply.code(201).header('x-half', 'done').header('content-type', 'a/b').header('content-length', '9');
      throw new Error('fault');
    },
    '/bytes': (_request, reply) => reply.header('content-type', 'a/b').send(Buffer.from([1, 2])),
  };
  const { ask } = await serve(t, (scope) => {
    scope.setErrorHandler<Error>(({ message }, _request, reply) => reply.code(500).send(message));
    for (const [path, answer] of Object.entries(answers)) serveDirectly(scope, 'GET', path, answer);
  });
  const withoutDate = (text: string) => text.replace(/Date: [^\r]*/i, '').toLowerCase();
  for (const path of Object.keys(answers)) {
    const direct = withoutDate(await ask(`GET ${path} HTTP/1.1\r\n`));
    assert.equal(direct, withoutDate(await ask(`GET ${path}? HTTP/1.1\r\n`)), path);
    assert.match(direct, /^http\/1\.1 \d/, path);
  }
});

test('what an answer throws, at once or later, goes to the handler of its scope', async (t) => {
  const { lastLine } = await serve(t, (scope) => {
    serveDirectly(scope, 'GET', '/now', () => {
      throw new Error('now');
    });
    serveDirectly(scope, 'GET', '/later', async (_request, reply) => {
      reply.header('x-half', 'done');
      throw new Error('later');
    });
    scope.setErrorHandler<Error>(({ message }, request, reply) => reply.code(500).send(`${request.url} ${message}`));
  });
  assert.equal(await lastLine('GET /now HTTP/1.1\r\n'), '/now now');
  assert.equal(await lastLine('GET /later HTTP/1.1\r\n'), '/later later');
});

test('a handler of errors that fails, too, costs its own client the connection and nobody else anything', async (t) => {
  const { ask, lastLine } = await serve(t, (scope) => {
    serveDirectly(scope, 'GET', '/a', (_request, reply) => reply.send('x'));
    for (const path of ['/now', '/later']) {
      serveDirectly(scope, 'GET', path, () => {
        throw new Error(path);
      });
    }
    scope.setErrorHandler<Error>((error) => {
      if (error.message === '/now') throw error;
      return Promise.reject(error);
    });
  });
  for (const path of ['/now', '/later']) assert.equal(await ask(`GET ${path} HTTP/1.1\r\n`), '');
  assert.equal(await lastLine('GET /a HTTP/1.1\r\n'), 'x');
});

test('a client that hangs up in the middle of its body disturbs nobody', async (t) => {
  let asked = 0;
  const { app, lastLine } = await serve(t, (scope) => {
    serveDirectly(scope, 'POST', '/a', (_request, reply) => {
      asked += 1;
      return reply.send('x');
    });
  });
  const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
  await new Promise<void>((resolve) => {
    socket.write(`POST /a HTTP/1.1\r\nHost: x\r\n${FORM}Content-Length: 9\r\n\r\nhalf`, () => resolve());
  });
  socket.destroy();
  assert.equal(await lastLine(`POST /a HTTP/1.1\r\n${FORM}Content-Length: 3\r\n`, 'x=1'), 'x');
  assert.equal(asked, 1);
});
