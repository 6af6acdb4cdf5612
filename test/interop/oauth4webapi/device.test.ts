/** oauth4webapi asks for a device, question by question. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { openIssuer, openPerson } from '../issuer.ts';
import { discover, ON_LOOPBACK } from './discover.ts';

test('authorization_pending, slow_down, access_denied, expired_token, and tokens', async (t) => {
  const issuer = await openIssuer(t);
  const as = await discover(issuer);
  const client = { client_id: 'demo-tv' };
  const show = async () => {
    const asked = { scope: 'openid email', resource: 'https://api.acme.example/' };
    const response = await oauth.deviceAuthorizationRequest(as, client, oauth.None(), asked, ON_LOOPBACK);
    return oauth.processDeviceAuthorizationResponse(as, client, response);
  };
  const poll = async ({ device_code }: oauth.DeviceAuthorizationResponse) => {
    const response = await oauth.deviceCodeGrantRequest(as, client, oauth.None(), device_code, ON_LOOPBACK);
    const tokens = await oauth.processDeviceCodeResponse(as, client, response);
    await oauth.validateApplicationLevelSignature(as, response, ON_LOOPBACK);
    return tokens;
  };
  const person = openPerson(issuer);

  const shown = await show();
  assert.deepEqual([shown.interval, shown.expires_in], [5, 600]);
  await assert.rejects(poll(shown), { error: 'authorization_pending', status: 400 });
  await assert.rejects(poll(shown), { error: 'slow_down', status: 400 });
  await person.connect(shown.verification_uri_complete ?? '');
  const tokens = await poll(shown);
  assert.equal(tokens.scope, 'openid email');
  assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.sub, '1');
  const refresh = await oauth.refreshTokenGrantRequest(
    as,
    client,
    oauth.None(),
    tokens.refresh_token ?? '',
    ON_LOOPBACK,
  );
  assert.equal((await oauth.processRefreshTokenResponse(as, client, refresh)).token_type, 'bearer');

  const refused = await show();
  await person.connect(refused.verification_uri, refused.user_code, 'deny');
  await assert.rejects(poll(refused), { error: 'access_denied' });
  const late = await show();
  issuer.demo.clock.move(600_000);
  await assert.rejects(poll(late), { error: 'expired_token' });
});
