/** oauth4webapi exchanges what one dialect issued for what another takes, and reads the JWT among it as a resource would. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'oauth4webapi';
import * as projector from '../../callers/projector.ts';
import * as twinfield from '../../callers/twinfield.ts';
import { openIssuer } from '../issuer.ts';
import { discover, ON_LOOPBACK } from './discover.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const STANDARD = 'urn:ietf:params:oauth:token-type:';
const OWN = 'urn:tessera:token-type:';
const MACHINE = { client_id: 'demo-machine' };

test('a SessionID becomes a JWT, the JWT a ticket', async (t) => {
  const issuer = await openIssuer(t);
  const as = await discover(issuer);
  const proof = oauth.ClientSecretPost('demo-machine-secret');
  const exchange = async (
    subject: string,
    type: string,
    wanted: string,
    more: Readonly<Record<string, string>> = {},
  ) => {
    const asked = { subject_token: subject, subject_token_type: type, requested_token_type: wanted, ...more };
    const response = await oauth.genericTokenEndpointRequest(as, MACHINE, proof, EXCHANGE, asked, ON_LOOPBACK);
    // The library has it said that an answer may hold what is no access token (RFC 8693 section 2.2.1).
    return oauth.processGenericTokenEndpointResponse(as, MACHINE, response, {
      recognizedTokenTypes: { n_a: () => {} },
    });
  };
  const { session } = await twinfield.oauthLogon(issuer.ask, 'theuser');
  const signed = await exchange(session, `${OWN}twinfield-session`, `${STANDARD}jwt`);
  const request = new Request(issuer.url, { headers: { authorization: `Bearer ${signed.access_token}` } });
  const claims = await oauth.validateJwtAccessToken(as, request, as.issuer, ON_LOOPBACK);
  assert.deepEqual([claims.sub, claims.client_id], ['11', 'demo-machine']);

  const audience = 'https://api.acme.example/';
  const narrowed = await exchange(signed.access_token, `${STANDARD}jwt`, `${STANDARD}jwt`, { audience });
  const atApi = new Request(audience, { headers: { authorization: `Bearer ${narrowed.access_token}` } });
  assert.equal((await oauth.validateJwtAccessToken(as, atApi, audience, ON_LOOPBACK)).sub, '11');

  const ticket = await exchange(signed.access_token, `${STANDARD}jwt`, `${OWN}projector-ticket`);
  assert.deepEqual([ticket.token_type, ticket.issued_token_type], ['n_a', `${OWN}projector-ticket`]);
  assert.equal((await projector.unauthenticate(issuer.ask, ticket.access_token)).word, 'ok');
  await assert.rejects(exchange(session, `${OWN}twinfield-session`, `${STANDARD}jwt`), { error: 'invalid_request' });
});
