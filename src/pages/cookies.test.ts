import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { visitorCookies } from './cookies.ts';

/** What a site of this address sets, and what it reads of a header. */
function at(siteUrl: string) {
  const cookies = visitorCookies(siteUrl);
  const set: string[] = [];
  const reply = { header: (_name: string, line: string) => set.push(line) } as unknown as FastifyReply;
  cookies.set(reply, 'browser', 'b');
  cookies.clear(reply, 'session');
  const read = (cookie: string) => cookies.read({ headers: { cookie } } as FastifyRequest);
  return { set, read };
}

test('over TLS the cookies are bound to the host and to TLS', () => {
  const { set, read } = at('https://login.example');
  assert.deepEqual(set, [
    '__Host-tessera-browser=b; Path=/; HttpOnly; SameSite=Lax; Secure',
    '__Host-tessera-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure',
  ]);
  assert.deepEqual(read('tessera-browser=planted; __Host-tessera-browser=b'), { browser: 'b', session: undefined });
});

test('over plain HTTP they go without only on this machine itself', () => {
  for (const url of ['http://127.0.0.1:8080', 'http://localhost', 'http://[::1]:8080', 'http://127.1.2.3']) {
    assert.equal(at(url).set[0], 'tessera-browser=b; Path=/; HttpOnly; SameSite=Lax', url);
  }
  for (const url of [
    'http://login.example',
    'http://10.0.0.1',
    'http://127.0.0.1.example',
    'http://localhost.example',
  ]) {
    assert.match(at(url).set[0] ?? '', /^__Host-.*; Secure$/, url);
  }
});
