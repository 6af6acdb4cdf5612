/** oauth4webapi asks what needs no person before a browser; and as a resource it reads our tokens without asking. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { importDemoKey, openIssuer } from '../issuer.ts';
import { discover, ON_LOOPBACK } from './discover.ts';

const API = 'https://api.acme.example/';
const MACHINE: oauth.Client = { client_id: 'demo-machine' };
const PROOF = oauth.ClientSecretBasic('demo-machine-secret');
const SIGNER: oauth.Client = { client_id: 'demo-signer' };

type Fields = Readonly<Record<string, string>>;

async function machineToken(as: oauth.AuthorizationServer, fields: Fields = {}, DPoP?: oauth.DPoPHandle) {
  const options = DPoP === undefined ? ON_LOOPBACK : { ...ON_LOOPBACK, DPoP };
  const response = await oauth.clientCredentialsGrantRequest(as, MACHINE, PROOF, { ...fields }, options);
  return oauth.processClientCredentialsResponse(as, MACHINE, response);
}

async function introspect(as: oauth.AuthorizationServer, token: string) {
  const response = await oauth.introspectionRequest(as, MACHINE, PROOF, token, ON_LOOPBACK);
  return oauth.processIntrospectionResponse(as, MACHINE, response);
}

async function signerToken(as: oauth.AuthorizationServer, fields: Fields, DPoP?: oauth.DPoPHandle) {
  const proof = oauth.PrivateKeyJwt(await importDemoKey());
  const options = DPoP === undefined ? ON_LOOPBACK : { ...ON_LOOPBACK, DPoP };
  const response = await oauth.clientCredentialsGrantRequest(as, SIGNER, proof, { ...fields }, options);
  return oauth.processClientCredentialsResponse(as, SIGNER, response);
}

test('both documents are found, and say the same', async (t) => {
  const issuer = await openIssuer(t);
  const [oidc, oauth2] = [await discover(issuer, 'oidc'), await discover(issuer, 'oauth2')];
  assert.equal(oidc.issuer, issuer.url.origin);
  assert.deepEqual(oauth2, oidc);
});

test('a token for the client itself, inspected in JSON and as a signed statement, and revoked', async (t) => {
  const as = await discover(await openIssuer(t));
  const { access_token, scope } = await machineToken(as, { scope: 'read write' });
  assert.equal(scope, 'read write');
  const told = await introspect(as, access_token);
  assert.deepEqual([told.active, told.client_id, told.scope], [true, 'demo-machine', 'read write']);

  const options = { ...ON_LOOPBACK, requestJwtResponse: true };
  const signed = await oauth.introspectionRequest(as, MACHINE, PROOF, access_token, options);
  assert.equal(signed.headers.get('content-type'), 'application/token-introspection+jwt');
  assert.deepEqual(await oauth.processIntrospectionResponse(as, MACHINE, signed), told);
  await oauth.validateApplicationLevelSignature(as, signed, ON_LOOPBACK);

  await oauth.processRevocationResponse(await oauth.revocationRequest(as, MACHINE, PROOF, access_token, ON_LOOPBACK));
  assert.deepEqual(await introspect(as, access_token), { active: false });
});

test('a resource reads a signed access token by the published keys, bound to a key or not', async (t) => {
  const as = await discover(await openIssuer(t));
  const plain = await signerToken(as, { resource: API, scope: 'read' });
  const request = (headers: Fields) => new Request(`${API}things`, { headers });
  const claims = await oauth.validateJwtAccessToken(
    as,
    request({ authorization: `Bearer ${plain.access_token}` }),
    API,
    ON_LOOPBACK,
  );
  assert.deepEqual([claims.sub, claims.client_id, claims.scope], ['demo-signer', 'demo-signer', 'read']);
  const elsewhere = request({ authorization: `Bearer ${plain.access_token}` });
  await assert.rejects(
    oauth.validateJwtAccessToken(as, elsewhere, 'https://files.acme.example/', ON_LOOPBACK),
    /"aud"/,
  );

  const pair = await oauth.generateKeyPair('ES256');
  const DPoP = oauth.DPoP(SIGNER, pair);
  const bound = await signerToken(as, { resource: API }, DPoP);
  assert.equal(bound.token_type, 'dpop');
  const sent = await capture(bound.access_token, DPoP);
  const own = await oauth.validateJwtAccessToken(as, sent, API, { ...ON_LOOPBACK, requireDPoP: true });
  assert.deepEqual(own.cnf, { jkt: await DPoP.calculateThumbprint() });
});

/** What the library sends to a resource with a token that is bound. */
async function capture(token: string, DPoP: oauth.DPoPHandle): Promise<Request> {
  let sent: Request | undefined;
  await oauth.protectedResourceRequest(token, 'GET', new URL(`${API}things`), undefined, null, {
    DPoP,
    [oauth.customFetch]: async (url, { method, headers }) => {
      sent = new Request(url, { method, headers });
      return new Response();
    },
  });
  assert.ok(sent !== undefined);
  return sent;
}

test('a bound token of each kind of key, at the userinfo endpoint and at introspection', async (t) => {
  const as = await discover(await openIssuer(t));
  for (const algorithm of as.dpop_signing_alg_values_supported ?? []) {
    const DPoP = oauth.DPoP(MACHINE, await oauth.generateKeyPair(algorithm));
    const { access_token, token_type } = await machineToken(as, {}, DPoP);
    assert.equal(token_type, 'dpop', algorithm);
    assert.deepEqual((await introspect(as, access_token)).cnf, { jkt: await DPoP.calculateThumbprint() });
    // The machine is nobody, but the proof was taken: what lacks is the scope.
    const refused = oauth.userInfoRequest(as, MACHINE, access_token, { ...ON_LOOPBACK, DPoP });
    const told = oauth.processUserInfoResponse(as, MACHINE, oauth.skipSubjectCheck, await refused);
    await assert.rejects(told, ({ cause }: oauth.WWWAuthenticateChallengeError) => {
      const [challenge] = cause;
      assert.deepEqual([challenge?.scheme, challenge?.parameters.error], ['dpop', 'insufficient_scope']);
      return true;
    });
  }
});

test('the password grant, for a client that may', async (t) => {
  const as = await discover(await openIssuer(t));
  const client = { client_id: 'demo-legacy' };
  const proof = oauth.ClientSecretPost('demo-legacy-secret');
  const person = { username: 'ada', password: 'ada-demo-pass' };
  const response = await oauth.genericTokenEndpointRequest(as, client, proof, 'password', person, ON_LOOPBACK);
  const tokens = await oauth.processGenericTokenEndpointResponse(as, client, response);
  assert.deepEqual([tokens.token_type, tokens.scope], ['bearer', 'read write']);
  const again = await oauth.refreshTokenGrantRequest(as, client, proof, tokens.refresh_token ?? '', ON_LOOPBACK);
  assert.notEqual((await oauth.processRefreshTokenResponse(as, client, again)).access_token, tokens.access_token);
});
