/** openid-client before the server as a user starts it: a process of its own, with keys that it made itself. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as client from 'openid-client';
import { askServers } from '../../callers/ask.ts';
import { prepareDemoProcess } from '../../support/demo-process.ts';
import { openPerson, REDIRECT, toldAt } from '../issuer.ts';
import { configure } from './configure.ts';

test('a person logs on, and the tokens outlive a power failure', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-started-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const server = await prepareDemoProcess(folder);
  t.after(() => server.kill());
  await server.start();
  const issuer = { ask: askServers(server.urls), url: new URL(server.urls.login) };
  const config = await configure(issuer, 'demo-web', 'demo-web-secret');
  client.enableNonRepudiationChecks(config);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid profile offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  });
  const told = toldAt(await openPerson(issuer).goTo(url));
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(config, told, checks);
  assert.equal(tokens.claims()?.sub, '1');

  await server.kill();
  await server.start();
  assert.equal((await client.fetchUserInfo(config, tokens.access_token, '1')).name, 'Ada');
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
});
