/** openid-client logs on at Twinfield's own OpenID endpoints, as Twinfield's guide has applications do, and the token opens a session. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as client from 'openid-client';
import * as twinfield from '../../callers/twinfield.ts';
import { openIssuer, openPerson, REDIRECT, toldAt } from '../issuer.ts';
import { configure } from './configure.ts';

const SCOPE = 'openid twf.user twf.organisation twf.organisationUser offline_access';

test('discovery, code, ID token, userinfo, refresh, a session by the token, revocation', async (t) => {
  const issuer = await openIssuer(t);
  const url = new URL('/auth/authentication', issuer.url);
  const config = await configure({ url }, 'demo-openid', 'demo-openid-secret');
  client.enableNonRepudiationChecks(config);
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const asked = client.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, scope: SCOPE, state, nonce });
  const tokens = await client.authorizationCodeGrant(config, toldAt(await openPerson(issuer).goTo(asked)), {
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  assert.equal(tokens.claims()?.sub, '1');
  const told = await client.fetchUserInfo(config, tokens.access_token, '1');
  assert.deepEqual([told.name, told['twf.organisationCode']], ['Ada', 'ACME']);

  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  const { word, session } = await twinfield.accessTokenLogon(issuer.ask, refreshed.access_token);
  assert.equal(word, 'ok');
  assert.equal((await twinfield.keepAlive(issuer.ask, session)).word, 'ok');

  await client.tokenRevocation(config, refreshed.refresh_token ?? '');
  await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token ?? ''), { error: 'invalid_grant' });
  assert.equal((await twinfield.keepAlive(issuer.ask, session)).word, 'fault 103');
});
