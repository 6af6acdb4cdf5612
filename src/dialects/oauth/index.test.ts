import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLocalJWKSet } from 'jose';
import * as oauth4webapi from 'oauth4webapi';
import * as openid from 'openid-client';
import { openDemo } from '../../../test/support/demo.ts';
import { DEMO_CLIENTS, SEED_CLIENT } from '../../server/demo-world/clients.ts';

const machine = { id: 'demo-machine', secret: 'demo-machine-secret' };

async function openIssuer() {
  const demo = await openDemo({ atFreePorts: true });
  await demo.listen();
  const issuer = demo.urls.login;
  const metadata = {
    issuer,
    token_endpoint: `${issuer}/oauth2/token`,
    introspection_endpoint: `${issuer}/oauth2/introspect`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    jwks_uri: `${issuer}/oauth2/jwks`,
  };
  return { demo, metadata };
}

test('oauth4webapi refreshes a token of another dialect, and reads the refusals', async (t) => {
  const { demo, metadata } = await openIssuer();
  t.after(demo.close);
  const client = { client_id: SEED_CLIENT.id };
  const options = { [oauth4webapi.allowInsecureRequests]: true };
  const refresh = async (token: string, secret: string) => {
    const proof = oauth4webapi.ClientSecretBasic(secret);
    const answer = await oauth4webapi.refreshTokenGrantRequest(metadata, client, proof, token, options);
    return oauth4webapi.processRefreshTokenResponse(metadata, client, answer);
  };
  const first = await refresh(SEED_CLIENT.refreshToken, SEED_CLIENT.secret);
  assert.match(first.refresh_token ?? '', /^trt_/);
  const second = await refresh(first.refresh_token ?? '', SEED_CLIENT.secret);
  assert.notEqual(second.refresh_token, first.refresh_token);
  await assert.rejects(refresh('nonsense', SEED_CLIENT.secret), { error: 'invalid_grant', status: 400 });
  await assert.rejects(refresh(second.refresh_token ?? '', 'wrong'), (error: unknown) => {
    assert.ok(error instanceof oauth4webapi.WWWAuthenticateChallengeError);
    assert.equal(error.cause[0]?.scheme, 'basic');
    return true;
  });
});

test('openid-client: client credentials, introspection, refresh, revocation', async (t) => {
  const { demo, metadata } = await openIssuer();
  t.after(demo.close);
  const configurationOf = (id: string, proof: openid.ClientAuth) => {
    const configuration = new openid.Configuration(metadata, id, undefined, proof);
    openid.allowInsecureRequests(configuration);
    return configuration;
  };
  const asMachine = configurationOf(machine.id, openid.ClientSecretPost(machine.secret));
  const own = await openid.clientCredentialsGrant(asMachine);
  assert.equal((await openid.tokenIntrospection(asMachine, own.access_token)).active, true);

  const asApp = configurationOf(SEED_CLIENT.id, openid.ClientSecretBasic(SEED_CLIENT.secret));
  const tokens = await openid.refreshTokenGrant(asApp, SEED_CLIENT.refreshToken);
  const seen = await openid.tokenIntrospection(asMachine, tokens.access_token);
  assert.deepEqual([seen.active, seen.username, seen.origin], [true, 'ada', 'projector']);
  await openid.tokenRevocation(asApp, tokens.refresh_token ?? '');
  assert.equal((await openid.tokenIntrospection(asMachine, tokens.access_token)).active, false);
  await assert.rejects(openid.refreshTokenGrant(asApp, tokens.refresh_token ?? ''), { error: 'invalid_grant' });
});

test('openid-client redeems the code of the seed page', async (t) => {
  const { demo, metadata } = await openIssuer();
  t.after(demo.close);
  const configuration = new openid.Configuration(metadata, SEED_CLIENT.id, SEED_CLIENT.secret);
  openid.allowInsecureRequests(configuration);
  const answer = new URL(`${SEED_CLIENT.redirectUri}?code=${SEED_CLIENT.code}`);
  const tokens = await openid.authorizationCodeGrant(configuration, answer, {
    pkceCodeVerifier: SEED_CLIENT.codeVerifier,
  });
  assert.equal(tokens.scope, SEED_CLIENT.scope);
});

test('the published keys are a key set that jose takes, without private halves', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const { body } = await demo.inject('login', { method: 'GET', url: '/oauth2/jwks' });
  const keys = JSON.parse(body) as { keys: Record<string, string>[] };
  assert.equal(await createLocalJWKSet(keys as never)({ alg: 'EdDSA' }).then((key) => key.type), 'public');
  for (const key of keys.keys) assert.equal(key.d, undefined);
});

test("a fault is told in OAuth's words, without its cause", async () => {
  const demo = await openDemo();
  // A store that is gone is the plainest fault that there is.
  await demo.store.close();
  const body = 'grant_type=client_credentials&client_id=demo-machine&client_secret=demo-machine-secret';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers, body });
  assert.equal(answer.statusCode, 500);
  assert.equal(answer.body, '{"error":"server_error","error_description":"The server could not answer."}');
});

test('no request makes an endpoint crash, and every error is one of OAuth', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const names = [
    'grant_type',
    'token',
    'client_id',
    'client_secret',
    'code',
    'refresh_token',
    'scope',
    'redirect_uri',
    'x',
  ];
  const values = [
    ...['client_credentials', 'refresh_token', 'authorization_code', 'password', '', '%', '%00', '%ff', '+', 'a.b.c'],
    ...DEMO_CLIENTS.map(({ id }) => id),
    SEED_CLIENT.refreshToken,
    SEED_CLIENT.code,
    'demo-machine-secret',
  ];
  const form = fc
    .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)), { maxLength: 6 })
    .map((fields) => Buffer.from(fields.map(([name, value]) => `${name}=${value}`).join('&')));
  const request = fc.record({
    url: fc.constantFrom('/oauth2/token', '/oauth2/introspect', '/oauth2/revoke'),
    body: fc.oneof(
      { weight: 4, arbitrary: form },
      fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    ),
    authorization: fc.option(
      fc.constantFrom('Basic ZGVtby1tYWNoaW5lOmRlbW8tbWFjaGluZS1zZWNyZXQ=', 'Basic !', 'Bearer a'),
    ),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ url, body, authorization }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(authorization && { authorization }) };
      const answer = await demo.inject('login', { method: 'POST', url, headers, body });
      assert.ok([200, 400, 401].includes(answer.statusCode), `${answer.statusCode}`);
      assert.equal(answer.headers['cache-control'], 'no-store');
      if (answer.statusCode === 200) return;
      const { error, error_description } = answer.json<{ error: string; error_description: string }>();
      assert.match(error, /^(invalid_(request|client|grant|scope)|un(authorized_client|supported_grant_type))$/);
      // RFC 6749 section 5.2: the characters that a description may have.
      assert.match(error_description, /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
    }),
    { numRuns: 400 },
  );
});
