/** What is advertised is served, and what is served is advertised. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { openDemo } from '../../../test/support/demo.ts';

interface Metadata extends Readonly<Record<string, unknown>> {
  readonly issuer: string;
  readonly grant_types_supported: readonly string[];
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test('both documents say the same, to scripts of every site', async (t) => {
  const demo = await openDemo({ sites: ['login', 'c1'] });
  t.after(demo.close);
  const [openid, oauth] = await Promise.all(
    ['openid-configuration', 'oauth-authorization-server'].map((name) =>
      demo.inject('login', { method: 'GET', url: `/.well-known/${name}` }),
    ),
  );
  assert.ok(openid !== undefined && oauth !== undefined);
  assert.equal(openid.headers['access-control-allow-origin'], '*');
  assert.equal(openid.headers['cache-control'], 'public, max-age=300');
  assert.equal(openid.body, oauth.body);
  // There is one issuer.
  const elsewhere = await demo.inject('c1', { method: 'GET', url: '/.well-known/openid-configuration' });
  assert.equal(elsewhere.statusCode, 404);
});

test('every endpoint that is named answers there, and every grant type is known', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  const metadata = (
    await demo.inject('login', { method: 'GET', url: '/.well-known/openid-configuration' })
  ).json<Metadata>();
  const named = Object.entries(metadata).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name));
  assert.ok(named.length >= 8);
  for (const [name, url] of named) {
    const { origin, pathname } = new URL(String(url));
    assert.equal(origin, metadata.issuer);
    const answers = await Promise.all(
      (['GET', 'POST'] as const).map((method) =>
        demo.inject('login', { method, url: pathname, ...(method === 'POST' ? { headers: FORM, body: 'x=y' } : {}) }),
      ),
    );
    for (const { statusCode } of answers) assert.ok(statusCode !== 404 && statusCode < 500, `${name}: ${statusCode}`);
    assert.ok(
      answers.some(({ statusCode }) => statusCode !== 405),
      name,
    );
  }
  for (const grantType of [...metadata.grant_types_supported, 'none-of-them']) {
    const body = new URLSearchParams({ grant_type: grantType }).toString();
    const answer = await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers: FORM, body });
    const isUnsupported = answer.json<{ error: string }>().error === 'unsupported_grant_type';
    assert.equal(isUnsupported, grantType === 'none-of-them', grantType);
  }
});

test('introspection answers as a signed statement to whoever asks for one', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  const machine = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };
  const ask = async (token: string, accept: string) => {
    const body = new URLSearchParams({ ...machine, token }).toString();
    return demo.inject('login', { method: 'POST', url: '/oauth2/introspect', headers: { ...FORM, accept }, body });
  };
  const type = 'application/token-introspection+jwt';
  const keys = (await demo.inject('login', { method: 'GET', url: '/oauth2/jwks' })).json();
  const asked = new URLSearchParams({ ...machine, grant_type: 'client_credentials' }).toString();
  const issued = await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers: FORM, body: asked });
  const token = issued.json<{ access_token: string }>().access_token;
  const plain = (await ask(token, 'application/json')).json();
  for (const accept of [type, `application/json;q=0.5, ${type.toUpperCase()};q=0.9`]) {
    const answer = await ask(token, accept);
    assert.equal(answer.headers['content-type'], type);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const { payload, protectedHeader } = await jwtVerify(answer.body, createLocalJWKSet(keys), {
      issuer: demo.urls.login,
      audience: 'demo-machine',
      typ: 'token-introspection+jwt',
    });
    assert.equal(protectedHeader.alg, 'RS256');
    const { iss, aud, iat } = payload;
    // Nothing else that would let it pass for a token (RFC 9701 section 5).
    assert.deepEqual(payload, { iss, aud, iat, token_introspection: plain });
  }
  for (const accept of ['*/*', 'application/*', `${type};q=0`, `${type}x`]) {
    assert.match(String((await ask(token, accept)).headers['content-type']), /^application\/json/, accept);
  }
  const { payload } = await jwtVerify((await ask('unknown', type)).body, createLocalJWKSet(keys));
  assert.deepEqual(payload.token_introspection, { active: false });
});
