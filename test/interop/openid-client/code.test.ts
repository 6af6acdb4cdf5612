/** openid-client sends people for codes and checks what it is told: state, nonce, the issuer's name, the challenge, and each ID token against the keys. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import {
  type Issuer,
  importDemoKey,
  openIssuer,
  openPerson,
  type Person,
  postedTo,
  REDIRECT,
  toldAt,
} from '../issuer.ts';
import { configure } from './configure.ts';

const SCOPE = 'openid profile email';

interface Sending {
  readonly url: URL;
  readonly checks: client.AuthorizationCodeGrantChecks;
}

/** A question with all that the library can check later. */
async function prepare(
  config: client.Configuration,
  more: Readonly<Record<string, string>> = {},
  build: (
    config: client.Configuration,
    parameters: Record<string, string>,
  ) => URL | Promise<URL> = client.buildAuthorizationUrl,
): Promise<Sending> {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const url = await build(config, {
    redirect_uri: REDIRECT,
    scope: SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...more,
  });
  return { url, checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true } };
}

async function logOn(config: client.Configuration, person: Person, more: Readonly<Record<string, string>> = {}) {
  const { url, checks } = await prepare(config, more);
  return client.authorizationCodeGrant(config, toldAt(await person.goTo(url)), checks);
}

const CLIENTS: readonly (readonly [what: string, configure: (issuer: Issuer) => Promise<client.Configuration>])[] = [
  ['a confidential client', (issuer) => configure(issuer, 'demo-web', 'demo-web-secret')],
  ['a public client', (issuer) => configure(issuer, 'demo-spa', client.None())],
  [
    'a client that signs',
    async (issuer) => configure(issuer, 'demo-signer', client.PrivateKeyJwt(await importDemoKey())),
  ],
];

for (const [what, configureClient] of CLIENTS) {
  test(`${what}: code, ID token, userinfo, refresh, revocation`, async (t) => {
    const issuer = await openIssuer(t);
    const config = await configureClient(issuer);
    // Besides: the signature is checked too, which a client that asked over TLS could leave out.
    client.enableNonRepudiationChecks(config);
    assert.equal(config.serverMetadata().supportsPKCE(), true);
    const person = openPerson(issuer);
    const tokens = await logOn(config, person);
    assert.equal(tokens.token_type, 'bearer');
    assert.equal(tokens.scope, SCOPE);
    assert.equal(tokens.expires_in, 3600);
    assert.equal(tokens.claims()?.sub, '1');

    const told = await client.fetchUserInfo(config, tokens.access_token, '1');
    assert.deepEqual(told, { sub: '1', name: 'Ada', preferred_username: 'ada', email: 'ada@acme.example' });

    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
    assert.equal((await client.fetchUserInfo(config, refreshed.access_token, '1')).sub, '1');
    const again = await client.refreshTokenGrant(config, refreshed.refresh_token ?? '', { scope: 'openid' });
    assert.equal(again.scope, 'openid');

    await client.tokenRevocation(config, again.refresh_token ?? '');
    await assert.rejects(client.refreshTokenGrant(config, again.refresh_token ?? ''), { error: 'invalid_grant' });
    await assert.rejects(
      client.fetchUserInfo(config, again.access_token, '1'),
      (error: client.WWWAuthenticateChallengeError) => {
        const [challenge] = error.cause;
        assert.deepEqual(
          [error.status, challenge?.scheme, challenge?.parameters.error],
          [401, 'bearer', 'invalid_token'],
        );
        return true;
      },
    );
  });
}

test('a refresh token that is presented after its successor was used ends what it gave', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-web', 'demo-web-secret');
  const first = await logOn(config, openPerson(issuer));
  const second = await client.refreshTokenGrant(config, first.refresh_token ?? '');
  const third = await client.refreshTokenGrant(config, second.refresh_token ?? '');
  await assert.rejects(client.refreshTokenGrant(config, first.refresh_token ?? ''), { error: 'invalid_grant' });
  await assert.rejects(client.refreshTokenGrant(config, third.refresh_token ?? ''), { error: 'invalid_grant' });
});

test('what the library checks is told: it takes no answer without the issuer, and none to another question', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-web', 'demo-web-secret');
  const person = openPerson(issuer);
  const { url, checks } = await prepare(config);
  const told = toldAt(await person.goTo(url));
  const withoutIssuer = new URL(told);
  withoutIssuer.searchParams.delete('iss');
  await assert.rejects(client.authorizationCodeGrant(config, withoutIssuer, checks), {
    code: 'OAUTH_INVALID_RESPONSE',
  });
  const otherState = { ...checks, expectedState: 'another' };
  await assert.rejects(client.authorizationCodeGrant(config, told, otherState), { code: 'OAUTH_INVALID_RESPONSE' });
  const otherVerifier = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
  await assert.rejects(client.authorizationCodeGrant(config, told, otherVerifier), { error: 'invalid_grant' });
  const otherNonce = { ...checks, expectedNonce: 'another' };
  await assert.rejects(client.authorizationCodeGrant(config, told, otherNonce), {
    code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  });
});

test('pushed, and answered by a form that the browser posts', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-web', 'demo-web-secret');
  const { url, checks } = await prepare(config, { response_mode: 'form_post' }, client.buildAuthorizationUrlWithPAR);
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
  const told = postedTo(await openPerson(issuer).goTo(url));
  const tokens = await client.authorizationCodeGrant(config, told, checks);
  assert.equal(tokens.claims()?.sub, '1');
});

test('a person who refuses', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-spa', client.None());
  const { url, checks } = await prepare(config);
  const told = toldAt(await openPerson(issuer).goTo(url, 'deny'));
  await assert.rejects(client.authorizationCodeGrant(config, told, checks), { error: 'access_denied' });
});

test('a log-in that must be recent, and a person who may not be asked', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-web', 'demo-web-secret');
  const person = openPerson(issuer);
  const recent = await prepare(config, { max_age: '60' });
  const checks = { ...recent.checks, maxAge: 60 };
  assert.ok((await client.authorizationCodeGrant(config, toldAt(await person.goTo(recent.url)), checks)).id_token);
  const silent = await prepare(config, { prompt: 'none' });
  assert.ok(
    (await client.authorizationCodeGrant(config, toldAt(await person.goTo(silent.url)), silent.checks)).id_token,
  );
  const stranger = openPerson(issuer);
  const refused = await prepare(config, { prompt: 'none' });
  const told = toldAt(await stranger.goTo(refused.url));
  await assert.rejects(client.authorizationCodeGrant(config, told, refused.checks), { error: 'login_required' });
});

test('tokens for a resource that was named when the person was asked, and for no other', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-signer', client.PrivateKeyJwt(await importDemoKey()));
  const [api, files] = ['https://api.acme.example/', 'https://files.acme.example/'];
  const { url, checks } = await prepare(config, { resource: api });
  const tokens = await client.authorizationCodeGrant(config, toldAt(await openPerson(issuer).goTo(url)), checks);
  const audienceOf = async (token: string) => {
    const { jwks_uri = '' } = config.serverMetadata();
    return (await jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), { typ: 'at+jwt' })).payload.aud;
  };
  assert.equal(await audienceOf(tokens.access_token), api);
  const refresh = tokens.refresh_token ?? '';
  await assert.rejects(client.refreshTokenGrant(config, refresh, { resource: files }), { error: 'invalid_target' });
  const refreshed = await client.refreshTokenGrant(config, refresh, { resource: api });
  assert.equal(await audienceOf(refreshed.access_token), api);
  // It is for that resource, so it opens nothing here.
  await assert.rejects(client.fetchUserInfo(config, refreshed.access_token, '1'), { status: 401 });
});
