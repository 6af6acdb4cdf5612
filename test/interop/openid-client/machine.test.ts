/** openid-client finds the server in either document, proves itself in each of the ways, and asks what needs no person before a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { type Issuer, importDemoKey, openIssuer } from '../issuer.ts';
import { configure } from './configure.ts';

const API = 'https://api.acme.example/';

async function configureSigner(issuer: Issuer): Promise<client.Configuration> {
  return configure(issuer, 'demo-signer', client.PrivateKeyJwt(await importDemoKey()));
}

function configureMachine(issuer: Issuer, metadata: Partial<client.ClientMetadata> = {}) {
  return configure(issuer, 'demo-machine', 'demo-machine-secret', metadata);
}

test('both documents are found, and say the same', async (t) => {
  const { url } = await openIssuer(t);
  const [oidc, oauth2] = await Promise.all(
    (['oidc', 'oauth2'] as const).map((algorithm) =>
      client.discovery(url, 'demo-spa', undefined, client.None(), {
        algorithm,
        execute: [client.allowInsecureRequests],
      }),
    ),
  );
  assert.equal(oidc?.serverMetadata().issuer, url.origin);
  assert.deepEqual({ ...oauth2?.serverMetadata() }, { ...oidc?.serverMetadata() });
});

const PROOFS = {
  client_secret_basic: (issuer) => configure(issuer, 'demo-machine', client.ClientSecretBasic('demo-machine-secret')),
  client_secret_post: (issuer) => configure(issuer, 'demo-machine', client.ClientSecretPost('demo-machine-secret')),
  private_key_jwt: configureSigner,
} satisfies Record<string, (issuer: Issuer) => Promise<client.Configuration>>;

for (const [method, configureClient] of Object.entries(PROOFS)) {
  test(`a token for the client itself, by ${method}`, async (t) => {
    const issuer = await openIssuer(t);
    const config = await configureClient(issuer);
    const tokens = await client.clientCredentialsGrant(config, { scope: 'read' });
    assert.deepEqual([tokens.token_type, tokens.scope, tokens.expires_in], ['bearer', 'read', 3600]);
    assert.equal(tokens.refresh_token, undefined);
    // Each endpoint takes the same proof.
    const clientId = config.clientMetadata().client_id;
    const seen = await client.tokenIntrospection(config, tokens.access_token);
    assert.deepEqual([seen.active, seen.client_id, seen.sub, seen.scope], [true, clientId, clientId, 'read']);
    await client.tokenRevocation(config, tokens.access_token);
    assert.deepEqual({ ...(await client.tokenIntrospection(config, tokens.access_token)) }, { active: false });
  });
}

test('a wrong secret is told in words that the library knows', async (t) => {
  const issuer = await openIssuer(t);
  for (const proof of [client.ClientSecretBasic('wrong'), client.ClientSecretPost('wrong'), client.None()]) {
    const config = await configure(issuer, 'demo-machine', proof);
    await assert.rejects(client.clientCredentialsGrant(config), (error: client.WWWAuthenticateChallengeError) => {
      assert.deepEqual([error.status, error.cause[0]?.scheme], [401, 'basic']);
      return true;
    });
  }
});

test('introspection as a signed statement', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configureMachine(issuer, { introspection_signed_response_alg: 'RS256' });
  client.enableNonRepudiationChecks(config);
  const { access_token } = await client.clientCredentialsGrant(config);
  const seen = await client.tokenIntrospection(config, access_token);
  assert.deepEqual([seen.active, seen.iss, seen.token_type], [true, issuer.url.origin, 'Bearer']);
  assert.deepEqual({ ...(await client.tokenIntrospection(config, 'unknown')) }, { active: false });
});

test('a token for a resource, which reads it with the published keys', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configureSigner(issuer);
  const { access_token } = await client.clientCredentialsGrant(config, { resource: API, scope: 'read' });
  const { jwks_uri = '' } = config.serverMetadata();
  const { payload } = await jwtVerify(access_token, createRemoteJWKSet(new URL(jwks_uri)), {
    issuer: issuer.url.origin,
    audience: API,
    typ: 'at+jwt',
  });
  assert.deepEqual([payload.sub, payload.client_id, payload.scope], ['demo-signer', 'demo-signer', 'read']);
  const foreign = client.clientCredentialsGrant(config, { resource: 'https://other.example/' });
  await assert.rejects(foreign, { error: 'invalid_target' });
  // Several, as the library sends them: one parameter for each.
  const several = new URLSearchParams([
    ['resource', API],
    ['resource', 'https://files.acme.example/'],
  ]);
  const wide = await client.clientCredentialsGrant(await configureMachine(issuer), several);
  const seen = await client.tokenIntrospection(await configureMachine(issuer), wide.access_token);
  assert.deepEqual(seen.aud, [API, 'https://files.acme.example/']);
});

test('the password grant, for a client that may', async (t) => {
  const issuer = await openIssuer(t);
  const person = { username: 'ada', password: 'ada-demo-pass' };
  const legacy = await configure(issuer, 'demo-legacy', 'demo-legacy-secret');
  const tokens = await client.genericGrantRequest(legacy, 'password', { ...person, scope: 'read' });
  assert.equal(tokens.scope, 'read');
  const refreshed = await client.refreshTokenGrant(legacy, tokens.refresh_token ?? '');
  assert.notEqual(refreshed.access_token, tokens.access_token);
  const wrong = { ...person, password: 'wrong' };
  await assert.rejects(client.genericGrantRequest(legacy, 'password', wrong), { error: 'invalid_grant' });
  const machine = await configureMachine(issuer);
  await assert.rejects(client.genericGrantRequest(machine, 'password', person), { error: 'unauthorized_client' });
});
