/** Each grant gives tokens to somebody. */
import assert from 'node:assert/strict';
import * as twinfield from '../../callers/twinfield.ts';
import { openPerson } from '../issuer.ts';
import { askForMachine, introspect, logOn, MACHINE, type Offer, type Proof, post, WEB } from './offer.ts';

const URN = 'urn:ietf:params:oauth:grant-type:';

/** Each answers with an access token that came of the grant. */
const GRANTS: Readonly<Record<string, (offer: Offer) => Promise<unknown>>> = {
  authorization_code: async (offer) => (await logOn(offer)).access_token,
  refresh_token: async (offer) => {
    const { refresh_token } = await logOn(offer);
    const asked = { ...WEB, grant_type: 'refresh_token', refresh_token: String(refresh_token) };
    return (await post(offer, 'token_endpoint', asked)).members.access_token;
  },
  client_credentials: (offer) => askForMachine(offer),
  [`${URN}device_code`]: async (offer) => {
    const client = { client_id: 'demo-tv' };
    const { members } = await post(offer, 'device_authorization_endpoint', client);
    await openPerson(offer.issuer).connect(String(members.verification_uri), String(members.user_code));
    const asked = { ...client, grant_type: `${URN}device_code`, device_code: String(members.device_code) };
    return (await post(offer, 'token_endpoint', asked)).members.access_token;
  },
  [`${URN}token-exchange`]: async (offer) => {
    const { session } = await twinfield.oauthLogon(offer.issuer.ask, 'ada');
    const subject = { subject_token: session, subject_token_type: 'urn:tessera:token-type:twinfield-session' };
    const asked = { ...MACHINE, grant_type: `${URN}token-exchange`, ...subject };
    return (await post(offer, 'token_endpoint', asked)).members.access_token;
  },
};

export const proveGrant: Proof = async (offer, grantType) => {
  const grant = GRANTS[grantType];
  assert.ok(grant !== undefined, `nothing shows what ${grantType} is`);
  assert.equal((await introspect(offer, await grant(offer))).active, true);
};
