/** What tokens are made of, by either way of signing, and what getting one costs. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { type Demo, openDemo, SERVER_KEY } from '../../../test/support/demo.ts';
import { createSharedKeys } from '../../machine/shared-keys.ts';
import type { DigiofficeSettings } from './settings.ts';

const KEY = Buffer.from(Array.from({ length: 32 }, (_, at) => at + 1));

interface Login {
  readonly SessionId: string;
  readonly BearerToken: string;
  readonly RefreshToken: string;
}

async function open(t: TestContext, settings: Partial<DigiofficeSettings> = {}): Promise<Demo> {
  const demo = await openDemo({ settings: { digioffice: settings } });
  t.after(() => demo.close());
  return demo;
}

async function logIn(demo: Demo, site: 'c1' | 'c2' = 'c1'): Promise<Login> {
  const answer = await demo.inject(site, {
    method: 'POST',
    url: '/api/auth/credentials.json',
    headers: { 'content-type': 'application/json' },
    body: '{"UserName":"ada","Password":"ada-demo-pass"}',
  });
  return answer.json();
}

/** The payload's own text. */
function payloadOf(token: string): string {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
}

test('HS256 with a key that is given: the framework’s header, claims in its order, numbers as numbers', async (t) => {
  const demo = await open(t, { signing: 'hs256', signingKey: KEY.toString('base64'), audiences: ['one'] });
  const { BearerToken, RefreshToken } = await logIn(demo);
  assert.equal(
    Buffer.from(BearerToken.split('.')[0] ?? '', 'base64url').toString(),
    '{"typ":"JWT","alg":"HS256","kid":"AQI"}',
  );
  assert.match(
    payloadOf(BearerToken),
    /^\{"iss":"ssjwt","sub":1,"iat":1795262400,"exp":1796472000,"aud":"one","email":"ada@acme\.example","name":"Ada","preferred_username":"ada","roles":\["administrator"\],"jti":"[0-9a-f]{16}"\}$/,
  );
  assert.equal(decodeProtectedHeader(RefreshToken).typ, 'JWTR');
  assert.match(payloadOf(RefreshToken), /^\{"sub":1,"iat":1795262400,"exp":1826798400,"jti":"[0-9a-f]{16}"\}$/);
  const asked = { algorithms: ['HS256'], currentDate: new Date(demo.clock.now()) };
  for (const token of [BearerToken, RefreshToken]) await jwtVerify(token, KEY, asked);
  await assert.rejects(jwtVerify(BearerToken, Buffer.alloc(32), asked));
});

test('HS256 without one: each site has a key of its own, and publishes none', async (t) => {
  const demo = await open(t, { signing: 'hs256', audiences: ['one', 'two'] });
  const ofC1 = (await logIn(demo, 'c1')).BearerToken;
  const ofC2 = (await logIn(demo, 'c2')).BearerToken;
  const kids = [ofC1, ofC2].map((token) => decodeProtectedHeader(token).kid);
  assert.notEqual(kids[0], kids[1]);
  assert.match(payloadOf(ofC1), /"aud":\["one","two"\]/);
  const jwks = await demo.inject('login', { method: 'GET', url: '/oauth2/jwks' });
  assert.ok(!jwks.body.includes(String(kids[0])) && !jwks.body.includes('"oct"'));
  // The one that follows from the server key and the site's name.
  const again = createSharedKeys(SERVER_KEY)({ name: 'digioffice c1' })(JSON.parse(payloadOf(ofC1)), 'JWT');
  assert.equal(again, ofC1);
});

test('the server’s own keys: anybody can check with what is published', async (t) => {
  const demo = await open(t);
  const { BearerToken, RefreshToken } = await logIn(demo);
  const jwks = await demo.inject('login', { method: 'GET', url: '/oauth2/jwks' });
  const keys = createLocalJWKSet(jwks.json() as JSONWebKeySet);
  const currentDate = new Date(demo.clock.now());
  const { payload } = await jwtVerify(BearerToken, keys, { currentDate, issuer: 'ssjwt' });
  assert.equal(payload.preferred_username, 'ada');
  await jwtVerify(RefreshToken, keys, { currentDate });
});

test('a conversion reads its session once', async (t) => {
  const demo = await open(t);
  const { SessionId } = await logIn(demo);
  const store = demo.store as { -readonly [K in keyof Demo['store']]: Demo['store'][K] };
  const { findSession } = store;
  let reads = 0;
  store.findSession = (key) => {
    reads += 1;
    return findSession(key);
  };
  const answer = await demo.inject('c1', {
    method: 'POST',
    url: '/api/session-to-token.json',
    headers: { 'x-ss-id': SessionId },
  });
  assert.equal(answer.statusCode, 200);
  assert.equal(reads, 1);
});
