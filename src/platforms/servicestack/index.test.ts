import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { record } from '../../formats/shape.ts';
import { type Answer, type Call, NO_ERROR, responseStatusShape, serveServiceStack, TYPES_NAMESPACE } from './index.ts';

const contract = {
  name: 'House',
  namespace: TYPES_NAMESPACE,
  typeName: ({ name }: { name: string }) => `House.${name}, House`,
  challenge: 'credentials realm="/auth/credentials"',
  operations: {
    Ask: {
      name: 'Ask',
      doc: '',
      request: record('Ask', TYPES_NAMESPACE, { What: { type: 'string' } }),
      response: record('AskResponse', TYPES_NAMESPACE, {
        Said: { type: 'string' },
        ResponseStatus: { type: responseStatusShape },
      }),
      routes: ['/ask', '/ask/{What}'],
      verbs: ['GET', 'POST', 'DELETE'] as const,
      serviceName: 'AskService',
      requiresAuthentication: false,
    },
  },
};

type Said = Answer<{ Said?: string | null; ResponseStatus?: typeof NO_ERROR | null }>;

function serve(perform: (call: Call, what: string | null) => Promise<Said>) {
  const app = Fastify({ bodyLimit: 1000, routerOptions: { caseSensitive: false } });
  const unreadable: (string | undefined)[] = [];
  app.register(async (scope) => {
    serveServiceStack(scope, {
      contract,
      performers: { Ask: (call, { What }) => perform(call, What) },
      prefix: '/api',
      url: 'http://house.example',
      defaultFormat: 'json',
      propertyCase: 'pascal',
      typeInfo: false,
      cookieStyle: 'listener',
      showSignIn: (reply) => reply.send('sign in'),
      onUnreadable: (operation) => unreadable.push(operation),
    });
  });
  return { app, unreadable };
}

const echo = async (call: Call, what: string | null): Promise<Said> => ({
  kind: 'done',
  value: { Said: `${call.verb} ${what}`, ResponseStatus: NO_ERROR },
});

test('a fault tells nothing of its cause', async (t) => {
  const { app, unreadable } = serve(async () => {
    throw new Error('hunter2');
  });
  t.after(() => app.close());
  const json = await app.inject({ url: '/api/ask' });
  assert.equal(json.statusCode, 500);
  assert.equal(json.body, '{"ResponseStatus":{"ErrorCode":"Exception","Message":"Internal Server Error"}}');
  const xml = await app.inject({ url: '/api/ask', headers: { accept: 'application/xml' } });
  assert.match(xml.body, /^<\?xml .*<ErrorResponse .*<ErrorCode>Exception<\/ErrorCode>/);
  assert.doesNotMatch(json.body + xml.body, /hunter2/);
  assert.deepEqual(unreadable, []);
});

test('what is too large or no HTTP is said in this wire’s shape, and noted', async (t) => {
  const { app, unreadable } = serve(echo);
  t.after(() => app.close());
  const large = await app.inject({ method: 'POST', url: '/api/ask', payload: 'x'.repeat(1001) });
  assert.equal(large.statusCode, 413);
  assert.equal(large.json().ResponseStatus.ErrorCode, 'RequestEntityTooLarge');
  const odd = await app.inject({ method: 'POST', url: '/api/ask', headers: { 'content-type': 'json' }, payload: '{}' });
  assert.equal(odd.statusCode, 400);
  const broken = await app.inject({
    method: 'POST',
    url: '/api/ask',
    headers: { 'content-type': 'application/json' },
    payload: '{',
  });
  assert.equal(broken.statusCode, 400);
  assert.deepEqual(unreadable, [undefined, undefined, 'Ask']);
});

test('an override counts for POST only, and GET and POST are none', async (t) => {
  const { app } = serve(echo);
  t.after(() => app.close());
  const said = async (method: 'GET' | 'POST', override: string, extra: { url?: string; payload?: string } = {}) => {
    const headers = {
      ...(override === '' ? {} : { 'x-http-method-override': override }),
      ...(extra.payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await app.inject({ method, url: '/api/ask/it', headers, ...extra });
    return answer.statusCode === 200 ? String(answer.json().Said).split(' ')[0] : answer.statusCode;
  };
  assert.equal(await said('POST', 'delete'), 'DELETE');
  assert.equal(await said('POST', 'GET'), 'POST');
  assert.equal(await said('POST', 'BREW'), 'POST');
  assert.equal(await said('GET', 'DELETE'), 'GET');
  assert.equal(await said('POST', 'PUT'), 405);
  assert.equal(await said('POST', 'OPTIONS'), 204);
  assert.equal(await said('POST', '', { payload: 'X-HTTP-Method-Override=DELETE' }), 'DELETE');
  assert.equal(await said('POST', '', { url: '/api/ask?x-http-method-override=DELETE' }), 'DELETE');
});

test('on a route the query is laid over the path and the form over both; on a predefined route a POST has no query', async (t) => {
  const { app } = serve(echo);
  t.after(() => app.close());
  const said = async (url: string, payload?: string, type = 'application/x-www-form-urlencoded') => {
    const method = payload === undefined ? 'GET' : 'POST';
    const answer = await app.inject({ method, url, headers: { 'content-type': type }, payload: payload ?? '' });
    return answer.json().Said;
  };
  assert.equal(await said('/api/ask/path'), 'GET path');
  assert.equal(await said('/api/ask/path?what=query'), 'GET query');
  assert.equal(await said('/api/ask/path?what=query', 'WHAT=form'), 'POST form');
  assert.equal(await said('/api/ask?what=query', '{"what":"body"}', 'application/json'), 'POST query');
  assert.equal(await said('/api/json/reply/Ask?what=query'), 'GET query');
  assert.equal(await said('/api/json/reply/Ask?what=query', '{"what":"body"}', 'application/json'), 'POST body');
  assert.equal(await said('/api/json/reply/Ask', '{"what":"body"}', 'text/plain'), 'POST body');
  assert.equal(await said('/api/json/reply/Ask', 'what=form'), 'POST form');
  assert.equal(await said('/api/Ask', '{"what":"body"}', 'application/json'), 'POST body');
  assert.equal(await said('/api/ask', '{"what":"body"}', 'text/plain'), 'POST null');
});

test('a caller without credentials is told in a way of its own', async (t) => {
  const { app } = serve(async () => ({ kind: 'unauthenticated' }));
  t.after(() => app.close());
  const json = await app.inject({ url: '/api/ask' });
  assert.equal(json.statusCode, 401);
  assert.equal(json.body, '');
  assert.equal(json.headers['www-authenticate'], 'credentials realm="/auth/credentials"');
  const html = await app.inject({ url: '/api/ask?format=html&What=b&Password=c&ss%2Dtok=d' });
  assert.equal(html.statusCode, 302);
  // What the operation doesn't know may be a secret, so it isn't written into an address.
  assert.equal(
    html.headers.location,
    `http://house.example/api/login?redirect=${encodeURIComponent('http://house.example/api/ask?format=html&What=b')}`,
  );
});

test('a name that no operation has goes into no header', async (t) => {
  const { app } = serve(echo);
  t.after(() => app.close());
  for (const name of ['Nope', 'Nope%0D%0AX-More:%20y', '%C3%A9', 'x'.repeat(500)]) {
    const answer = await app.inject({ url: `/api/csv/reply/${name}` });
    assert.equal(answer.statusCode, 405, name);
    assert.equal(answer.headers['content-disposition'], undefined);
    assert.match(answer.body, /^ResponseStatus\r\n/);
  }
});
