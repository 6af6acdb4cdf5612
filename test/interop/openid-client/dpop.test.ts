/** openid-client binds tokens to keys: with every grant, at the userinfo endpoint, and refused to whoever has another key or none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as client from 'openid-client';
import { type Issuer, openIssuer, openPerson, REDIRECT, toldAt } from '../issuer.ts';
import { configure } from './configure.ts';

const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'Ed25519', 'PS256', 'RS256'];

async function logOn(issuer: Issuer, config: client.Configuration, DPoP: client.DPoPHandle, build: 'plain' | 'pushed') {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const asked = {
    redirect_uri: REDIRECT,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    dpop_jkt: await DPoP.calculateThumbprint(),
  };
  const url =
    build === 'pushed'
      ? await client.buildAuthorizationUrlWithPAR(config, asked, { DPoP })
      : client.buildAuthorizationUrl(config, asked);
  return { told: toldAt(await openPerson(issuer).goTo(url)), checks: { pkceCodeVerifier, expectedState } };
}

for (const build of ['plain', 'pushed'] as const) {
  test(`a public client's tokens are bound, and its refresh token with them; the question ${build}`, async (t) => {
    const issuer = await openIssuer(t);
    const config = await configure(issuer, 'demo-spa', client.None());
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const thief = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const { told, checks } = await logOn(issuer, config, DPoP, build);
    const stolen = client.authorizationCodeGrant(config, told, checks, undefined, { DPoP: thief });
    await assert.rejects(stolen, { error: 'invalid_grant' });
    await assert.rejects(client.authorizationCodeGrant(config, told, checks), { error: 'invalid_dpop_proof' });
    const tokens = await client.authorizationCodeGrant(config, told, checks, undefined, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, '1', { DPoP })).name, 'Ada');
    const refused = (error: client.WWWAuthenticateChallengeError) => {
      assert.equal(error.status, 401);
      assert.ok(error.cause.some(({ scheme, parameters }) => scheme === 'dpop' && parameters.algs !== undefined));
      return true;
    };
    await assert.rejects(client.fetchUserInfo(config, tokens.access_token, '1', { DPoP: thief }), refused);

    const refresh = tokens.refresh_token ?? '';
    await assert.rejects(client.refreshTokenGrant(config, refresh), { error: 'invalid_dpop_proof' });
    await assert.rejects(client.refreshTokenGrant(config, refresh, {}, { DPoP: thief }), { error: 'invalid_grant' });
    const refreshed = await client.refreshTokenGrant(config, refresh, {}, { DPoP });
    assert.equal(refreshed.token_type, 'dpop');
    const machine = await configure(issuer, 'demo-machine', 'demo-machine-secret');
    const seen = await client.tokenIntrospection(machine, refreshed.access_token);
    assert.deepEqual([seen.token_type, seen.cnf], ['DPoP', { jkt: await DPoP.calculateThumbprint() }]);
  });
}

for (const algorithm of ALGORITHMS) {
  test(`a proof by ${algorithm}`, async (t) => {
    const issuer = await openIssuer(t, { sites: ['login'] });
    const config = await configure(issuer, 'demo-machine', 'demo-machine-secret');
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair(algorithm));
    const tokens = await client.clientCredentialsGrant(config, {}, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
  });
}
