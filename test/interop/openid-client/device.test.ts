/** openid-client connects a device: it waits for a person who answers elsewhere, keeps the pace that it is told, and hears how they answered. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import * as client from 'openid-client';
import { type Issuer, openIssuer, openPerson } from '../issuer.ts';
import { configure } from './configure.ts';

interface Waiting {
  readonly issuer: Issuer;
  readonly config: client.Configuration;
  /** Resolves once a device has been told this. */
  readonly hears: (outcome: string) => Promise<void>;
}

/** @param intervalSeconds how long the device must wait between two questions: short, so that the library's waiting is */
async function open(t: TestContext, intervalSeconds = 1): Promise<Waiting> {
  const listeners = new Map<string, () => void>();
  const issuer = await openIssuer(t, {
    settings: { oauth: { deviceIntervalSeconds: intervalSeconds } },
    note: ({ operation, outcome }) => {
      if (operation === 'redeem-device') listeners.get(outcome)?.();
    },
  });
  const config = await configure(issuer, 'demo-tv', client.None());
  const hears = (outcome: string) => new Promise<void>((resolve) => listeners.set(outcome, resolve));
  return { issuer, config, hears };
}

// At once, since they wait more than they do.
describe('openid-client on a device', { concurrency: true }, () => {
  test('while nobody has answered it waits, and then it has tokens that can be refreshed', async (t) => {
    const { issuer, config, hears } = await open(t);
    client.enableNonRepudiationChecks(config);
    const shown = await client.initiateDeviceAuthorization(config, { scope: 'openid profile' });
    assert.deepEqual([shown.interval, shown.expires_in], [1, 600]);
    const waits = hears('not-decided-yet:waiting');
    const polling = client.pollDeviceAuthorizationGrant(config, shown);
    await waits;
    const done = await openPerson(issuer).connect(shown.verification_uri, shown.user_code);
    assert.match(done.body, /<h1>Your device is connected<\/h1>/);
    const tokens = await polling;
    assert.deepEqual([tokens.token_type, tokens.scope, tokens.claims()?.sub], ['bearer', 'openid profile', '1']);
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, '1')).name, 'Ada');
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  });

  test('a device that is too fast is told to slow down, and does', async (t) => {
    // A device may be early by a second.
    const { issuer, config, hears } = await open(t, 2);
    const shown = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
    const slows = hears('not-decided-yet:too-fast');
    const polling = client.pollDeviceAuthorizationGrant(config, { ...shown, interval: 0.1 });
    await slows;
    await openPerson(issuer).connect(shown.verification_uri_complete ?? '');
    assert.equal((await polling).claims()?.sub, '1');
  });

  test('a person who refuses, and a device whose key the tokens are bound to', async (t) => {
    const { issuer, config } = await open(t);
    const refused = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
    const person = openPerson(issuer);
    await person.connect(refused.verification_uri, refused.user_code, 'deny');
    await assert.rejects(client.pollDeviceAuthorizationGrant(config, refused), { error: 'access_denied' });

    const shown = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
    await person.connect(shown.verification_uri, shown.user_code);
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const tokens = await client.pollDeviceAuthorizationGrant(config, shown, undefined, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, '1', { DPoP })).sub, '1');
  });
});
