/** openid-client exchanges what one dialect issued for what another takes (RFC 8693). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import * as projector from '../../callers/projector.ts';
import * as twinfield from '../../callers/twinfield.ts';
import { openIssuer } from '../issuer.ts';
import { configure } from './configure.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const STANDARD = 'urn:ietf:params:oauth:token-type:';
const OWN = 'urn:tessera:token-type:';

test('a SessionID becomes a JWT, the JWT a ticket, and what ends one ends all', async (t) => {
  const issuer = await openIssuer(t);
  const { ask } = issuer;
  const config = await configure(issuer, 'demo-machine', 'demo-machine-secret');
  const { session } = await twinfield.oauthLogon(ask, 'ada');
  const signed = await client.genericGrantRequest(config, EXCHANGE, {
    subject_token: session,
    subject_token_type: `${OWN}twinfield-session`,
    requested_token_type: `${STANDARD}jwt`,
  });
  assert.deepEqual([signed.token_type, signed.issued_token_type], ['bearer', `${STANDARD}jwt`]);
  const { jwks_uri = '' } = config.serverMetadata();
  const { payload } = await jwtVerify(signed.access_token, createRemoteJWKSet(new URL(jwks_uri)), {
    issuer: issuer.url.origin,
    audience: issuer.url.origin,
    typ: 'at+jwt',
  });
  assert.equal(payload.sub, '1');

  const ticket = await client.genericGrantRequest(config, EXCHANGE, {
    subject_token: signed.access_token,
    subject_token_type: `${STANDARD}jwt`,
    requested_token_type: `${OWN}projector-ticket`,
  });
  assert.deepEqual([ticket.token_type, ticket.issued_token_type], ['n_a', `${OWN}projector-ticket`]);
  const guarded = await fetch(new URL('/verify', issuer.url), { headers: { SessionTicket: ticket.access_token } });
  assert.deepEqual([guarded.status, guarded.headers.get('remote-user')], [200, 'ada']);

  assert.equal((await projector.unauthenticate(ask, ticket.access_token)).word, 'ok');
  assert.equal((await twinfield.keepAlive(ask, session)).word, 'fault 103');
  assert.deepEqual({ ...(await client.tokenIntrospection(config, signed.access_token)) }, { active: false });
});

test('what cannot be exchanged is told in words that the library knows', async (t) => {
  const issuer = await openIssuer(t);
  const config = await configure(issuer, 'demo-machine', 'demo-machine-secret');
  const asked = { subject_token: 'unknown', subject_token_type: `${OWN}twinfield-session` };
  await assert.rejects(client.genericGrantRequest(config, EXCHANGE, asked), { error: 'invalid_request', status: 400 });
  const web = await configure(issuer, 'demo-web', 'demo-web-secret');
  await assert.rejects(client.genericGrantRequest(web, EXCHANGE, asked), { error: 'unauthorized_client' });
});
