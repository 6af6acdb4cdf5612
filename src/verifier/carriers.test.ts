import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boundTokenIn, type Carrier, credentialsIn, readCarrier } from './carriers.ts';

function carriers(...written: string[]): readonly Carrier[] {
  return written.map((text) => {
    const carrier = readCarrier(text);
    assert.ok(carrier, text);
    return carrier;
  });
}

const ALL = carriers('bearer', 'header:SessionID', 'cookie:ss-tok', 'cookie:ss-id', 'query:SessionTicket');

test('each carrier is read from its place, in the order of the list, and nothing twice', () => {
  const headers = { sessionid: 'h', cookie: 'ss-id=c; ss-tok=t' };
  assert.deepEqual(credentialsIn({ headers, url: '/verify?SessionTicket=q' }, ALL), ['h', 't', 'c', 'q']);
  assert.deepEqual(credentialsIn({ headers: { sessionid: 'x', cookie: 'ss-id=x' }, url: '/verify' }, ALL), ['x']);
  assert.deepEqual(credentialsIn({ headers, url: '/verify' }, carriers('cookie:ss-id')), ['c']);
});

test('whoever sends Bearer has chosen; another scheme is none of ours', () => {
  const headers = { sessionid: 'h', cookie: 'ss-id=c' };
  assert.deepEqual(credentialsIn({ headers: { ...headers, authorization: 'bearer  b' }, url: '/' }, ALL), ['b']);
  assert.deepEqual(credentialsIn({ headers: { ...headers, authorization: 'Basic b' }, url: '/' }, ALL), ['h', 'c']);
});

test('whoever sends DPoP has chosen, where the site takes it', () => {
  const headers = { authorization: 'dpop  t', dpop: 'proof', cookie: 'ss-id=c' };
  const bound = { text: 't', proof: 'proof', manner: 'path' };
  assert.deepEqual(boundTokenIn({ headers }, [...ALL, ...carriers('dpop:path')]), bound);
  assert.equal(boundTokenIn({ headers }, ALL), undefined);
  assert.deepEqual(credentialsIn({ headers, url: '/' }, ALL), ['c']);
  const { dpop: _, ...unproven } = headers;
  for (const other of [unproven, { ...headers, dpop: ['a', 'b'] }]) {
    assert.deepEqual(boundTokenIn({ headers: other }, carriers('dpop:path')), { ...bound, proof: '' });
  }
  for (const authorization of ['Bearer t', 'DPoP', 'DPoP t u', undefined]) {
    assert.equal(boundTokenIn({ headers: { ...headers, authorization } }, carriers('dpop:path')), undefined);
  }
});

test("the query is the original request's, however the proxy tells it", () => {
  const list = carriers('query:SessionTicket');
  const asked = [
    { headers: { 'x-original-uri': '/report?a=b&SessionTicket=A%2Bb%3D' }, url: '/verify' },
    { headers: { 'x-original-url': 'https://app/report?SessionTicket=A%2Bb%3D' }, url: '/verify' },
    { headers: { 'x-forwarded-uri': '/report?SessionTicket=A%2Bb%3D' }, url: '/verify' },
    { headers: {}, url: '/verify/report?SessionTicket=A%2Bb%3D' },
  ];
  for (const request of asked) assert.deepEqual(credentialsIn(request, list), ['A+b=']);
  assert.deepEqual(
    credentialsIn({ headers: { 'x-original-uri': '/report' }, url: '/verify?SessionTicket=x' }, list),
    [],
  );
});

test('empty and doubled headers carry nothing', () => {
  const headers = { sessionid: '', 'x-ss-id': ['a', 'b'], cookie: 'ss-id=; ss-tok' };
  assert.deepEqual(credentialsIn({ headers, url: '/?SessionTicket=' }, [...ALL, ...carriers('header:X-ss-id')]), []);
});

test('what is no carrier is not read as one', () => {
  for (const text of [
    '',
    'Bearer',
    'header:',
    'cookie:a b',
    'query:a=b',
    'body:x',
    'header:a\n',
    'dpop',
    'dpop:',
    'dpop:x',
  ]) {
    assert.equal(readCarrier(text), undefined, text);
  }
});

test('no request breaks the reading', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (authorization, cookie, url) => {
      for (const text of credentialsIn({ headers: { authorization, cookie }, url }, ALL)) assert.notEqual(text, '');
    }),
  );
});
