/** The documents themselves, and a form of answer that they offer. That each entry is true is shown in test/interop/metadata.test.ts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { openDemo } from '../../../test/support/demo.ts';

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
