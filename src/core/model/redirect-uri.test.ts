/** RFC 9700 sections 2.6 and 4.1.3: which addresses a browser may be sent back to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Client } from './client.ts';
import { isInTheClear, isLogoutAddressOf, isRedirectOf } from './redirect-uri.ts';

const client = (proof: Client['proof'], ...redirectUris: string[]) => ({ proof, redirectUris }) as unknown as Client;

const NATIVE = client('none', 'http://127.0.0.1:9999/callback', 'http://[::1]/callback', 'app.example:/callback');

test('an application on the machine listens on any port', () => {
  for (const own of ['http://127.0.0.1:1/callback', 'http://127.0.0.1/callback', 'http://[::1]:65535/callback']) {
    assert.equal(isRedirectOf(NATIVE, own), true, own);
  }
});

test('nothing but the port of this machine may differ', () => {
  const others = [
    'http://127.0.0.1:9999/callback/',
    'http://127.0.0.1:9999/callback?x=y',
    'http://127.0.0.1:9999/Callback',
    'http://127.0.0.1:9999/callback#x',
    'http://127.0.0.1:/callback',
    'http://127.0.0.1:123456/callback',
    'http://127.0.0.1:99@evil.example/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://127.0.0.2:9999/callback',
    'http://localhost:9999/callback',
    'https://127.0.0.1:9999/callback',
    'HTTP://127.0.0.1:9999/callback',
    'http://[::1]:1/other',
    'app.example:1/callback',
  ];
  for (const other of others) assert.equal(isRedirectOf(NATIVE, other), false, other);
});

test('a port that differs is for clients without a secret, and for this machine', () => {
  const web = client('secret', 'http://127.0.0.1:9999/callback');
  assert.equal(isRedirectOf(web, 'http://127.0.0.1:9999/callback'), true);
  assert.equal(isRedirectOf(web, 'http://127.0.0.1:9998/callback'), false);
  assert.equal(isRedirectOf(client('none', 'https://a.example:1/'), 'https://a.example:2/'), false);
});

test('where people are sent after logging out is compared alike, with addresses of its own', () => {
  const own = { ...NATIVE, logoutUris: ['http://127.0.0.1:9999/signed-out'] };
  assert.equal(isLogoutAddressOf(own, 'http://127.0.0.1:51004/signed-out'), true);
  assert.equal(isLogoutAddressOf({ ...own, proof: 'secret' }, 'http://127.0.0.1:51004/signed-out'), false);
  assert.equal(isLogoutAddressOf(own, 'http://127.0.0.1:9999/callback'), false);
  assert.equal(isRedirectOf(own, 'http://127.0.0.1:9999/signed-out'), false);
});

test('whatever is taken is registered, but for a port of this machine', () => {
  const pieces = fc.constantFrom(
    'http://',
    '127.0.0.1',
    'localhost',
    '[::1]',
    ':',
    '9999',
    '/callback',
    '@',
    '#',
    '?',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
      (text) => {
        const isOwn = /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d{1,5})?\/callback$/.test(text);
        assert.equal(isRedirectOf(NATIVE, text), isOwn, text);
      },
    ),
  );
});

test('what is not encrypted stays on this machine', () => {
  for (const open of ['http://my.app.com/callback', 'HTTP://my.app.com/', 'http://127.0.0.1.evil.example/', 'http:x']) {
    assert.equal(isInTheClear(open), true, open);
  }
  for (const safe of ['https://my.app.com/', 'http://127.0.0.1:1/', 'http://localhost/x', 'app.example:/x', 'oob']) {
    assert.equal(isInTheClear(safe), false, safe);
  }
});
