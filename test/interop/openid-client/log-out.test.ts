/** openid-client sends a person to be logged out, and the server sends them back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as client from 'openid-client';
import { openIssuer, openPerson, REDIRECT, toldAt } from '../issuer.ts';
import { configure } from './configure.ts';

test('logged out by a client, and asked to log in again by the next', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-web', 'demo-web-secret');
  const person = openPerson(issuer);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const question = {
    redirect_uri: REDIRECT,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  };
  const told = toldAt(await person.goTo(client.buildAuthorizationUrl(config, question)));
  const tokens = await client.authorizationCodeGrant(config, told, { pkceCodeVerifier, idTokenExpected: true });
  const silent = () => person.goTo(client.buildAuthorizationUrl(config, { ...question, prompt: 'none' }));
  assert.ok(toldAt(await silent()).searchParams.has('code'));

  const out = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: 'http://127.0.0.1:9999/signed-out',
    state: 'the state',
  });
  assert.equal(toldAt(await person.goTo(out)).href, 'http://127.0.0.1:9999/signed-out?state=the+state');
  assert.equal(toldAt(await silent()).searchParams.get('error'), 'login_required');
  // The connection ends too, unless it was to outlive the logon.
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), { error: 'invalid_grant' });
});
