/** Each endpoint does what the member that names it stands for. */
import assert from 'node:assert/strict';
import { openPerson, REDIRECT } from '../issuer.ts';
import {
  addressOf,
  askForMachine,
  askPerson,
  CHALLENGE,
  introspect,
  logOn,
  MACHINE,
  type Proof,
  post,
  read,
  toldBy,
  userinfo,
  WEB,
} from './offer.ts';

export const ENDPOINTS: Readonly<Record<string, Proof>> = {
  issuer: async ({ issuer }, entry) => {
    assert.equal(entry, issuer.url.origin);
    for (const name of ['openid-configuration', 'oauth-authorization-server']) {
      const { members } = await read(await fetch(`${entry}/.well-known/${name}`));
      assert.equal(members.issuer, entry);
    }
  },
  authorization_endpoint: async (offer) => {
    assert.ok(toldBy(await askPerson(offer)).has('code'));
  },
  token_endpoint: async (offer) => {
    assert.equal((await introspect(offer, await askForMachine(offer))).active, true);
  },
  device_authorization_endpoint: async (offer) => {
    const shown = await post(offer, 'device_authorization_endpoint', { client_id: 'demo-tv' });
    const page = await fetch(String(shown.members.verification_uri));
    assert.match(await page.text(), /<h1>Connect a device<\/h1>/);
  },
  pushed_authorization_request_endpoint: async (offer) => {
    const question = { response_type: 'code', redirect_uri: REDIRECT, ...CHALLENGE };
    const { members } = await post(offer, 'pushed_authorization_request_endpoint', { ...WEB, ...question });
    const query = new URLSearchParams({ client_id: WEB.client_id, request_uri: String(members.request_uri) });
    const url = new URL(`${addressOf(offer, 'authorization_endpoint')}?${query}`);
    assert.ok(toldBy(await openPerson(offer.issuer).goTo(url)).has('code'));
  },
  introspection_endpoint: async (offer) => {
    assert.equal((await introspect(offer, await askForMachine(offer))).active, true);
    assert.deepEqual(await introspect(offer, 'unknown'), { active: false });
  },
  revocation_endpoint: async (offer) => {
    const token = await askForMachine(offer);
    assert.equal((await post(offer, 'revocation_endpoint', { ...MACHINE, token })).status, 200);
    assert.deepEqual(await introspect(offer, token), { active: false });
  },
  userinfo_endpoint: async (offer) => {
    const { access_token } = await logOn(offer);
    assert.deepEqual((await userinfo(offer, access_token)).members, { sub: '1' });
  },
  end_session_endpoint: async (offer) => {
    const { id_token } = await logOn(offer);
    const back = 'http://127.0.0.1:9999/signed-out';
    const query = new URLSearchParams({ id_token_hint: String(id_token), post_logout_redirect_uri: back });
    const sent = await fetch(`${addressOf(offer, 'end_session_endpoint')}?${query}`, { redirect: 'manual' });
    assert.equal(sent.headers.get('location'), back);
  },
  jwks_uri: async (offer) => {
    const { members } = await read(await fetch(addressOf(offer, 'jwks_uri')));
    assert.ok(Array.isArray(members.keys) && members.keys.length > 0);
    for (const key of members.keys) assert.equal('d' in key, false);
  },
};
