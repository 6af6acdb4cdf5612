/** Generic OAuth clients before the token endpoint, as they come: no option is set that isn't about plain HTTP on loopback. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { openDemo } from '../../../test/support/demo.ts';
import { YINDO_DEFAULTS, type YindoSettings } from './settings.ts';

/** Each logs on with the fields, or rejects with OAuth's error. */
type Client = (url: string, fields: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, unknown>>>;

const oauth4webapi: Client = async (url, fields) => {
  const server: oauth.AuthorizationServer = { issuer: url, token_endpoint: `${url}/token` };
  const client: oauth.Client = { client_id: 'app' };
  const response = await oauth.genericTokenEndpointRequest(server, client, oauth.None(), 'password', fields, {
    [oauth.allowInsecureRequests]: true,
  });
  return oauth.processGenericTokenEndpointResponse(server, client, response);
};

const openidClient: Client = async (url, fields) => {
  const config = new openid.Configuration({ issuer: url, token_endpoint: `${url}/token` }, 'app', 'any secret');
  openid.allowInsecureRequests(config);
  return openid.genericGrantRequest(config, 'password', fields);
};

const CLIENTS: Readonly<Record<string, Client>> = { oauth4webapi, 'openid-client': openidClient };
const MANNERS: Readonly<Record<string, Partial<YindoSettings>>> = {
  'as it comes': {},
  'as strict as the framework': { formOnly: true, ticketDates: true },
};

async function serve(t: TestContext, settings: Partial<YindoSettings>): Promise<string> {
  const demo = await openDemo({ sites: ['c1'], settings: { yindo: settings } });
  t.after(demo.close);
  const { c1 } = await demo.listen();
  return `http://127.0.0.1:${c1}`;
}

for (const [name, logOn] of Object.entries(CLIENTS)) {
  for (const [manner, settings] of Object.entries(MANNERS)) {
    test(`${name} logs on by its generic grant, ${manner}`, async (t) => {
      const url = await serve(t, settings);
      const fields = { username: 'theuser', password: 'thepass', clientKey: 'phone' };
      const given = await logOn(url, fields);
      assert.equal(given.token_type, 'bearer');
      assert.equal(given.userName, 'theuser');
      assert.equal(given.clientKey, 'phone');
      assert.equal(given.expires_in, YINDO_DEFAULTS.accessLifetimeSeconds - (settings.formOnly === true ? 1 : 0));
      const headers = { authorization: `Bearer ${String(given.access_token)}` };
      const me = await fetch(`${url}/me`, { headers });
      assert.equal(((await me.json()) as { sessionKey: unknown }).sessionKey, given.sessionKey);
      await assert.rejects(logOn(url, { ...fields, password: 'wrong' }), {
        error: 'invalid_grant',
        error_description: 'The user name or password is incorrect.',
      });
    });
  }
}

test('oauth4webapi takes the challenge of a token that opens nothing', async (t) => {
  const url = await serve(t, {});
  const asked = oauth.protectedResourceRequest('nonsense', 'GET', new URL(`${url}/me`), undefined, undefined, {
    [oauth.allowInsecureRequests]: true,
  });
  await assert.rejects(asked, (error) => {
    assert.ok(error instanceof oauth.WWWAuthenticateChallengeError);
    assert.equal(error.cause[0]?.scheme, 'bearer');
    return true;
  });
});
