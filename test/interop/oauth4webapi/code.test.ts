/** oauth4webapi sends people for codes, step by step: question, answer, tokens, refresh, userinfo, and the end of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { type Issuer, importDemoKey, openIssuer, openPerson, type Person, REDIRECT, toldAt } from '../issuer.ts';
import { discover, ON_LOOPBACK } from './discover.ts';

interface Application {
  readonly as: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly proof: oauth.ClientAuth;
}

async function openApplication(issuer: Issuer, clientId: string, proof: oauth.ClientAuth): Promise<Application> {
  return { as: await discover(issuer), client: { client_id: clientId }, proof };
}

interface Question {
  readonly parameters: URLSearchParams;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

async function ask({ client }: Application, more: Readonly<Record<string, string>> = {}): Promise<Question> {
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const parameters = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  });
  return { parameters, verifier, state, nonce };
}

function addressOf({ as }: Application, parameters: URLSearchParams): URL {
  return new URL(`${as.authorization_endpoint}?${parameters}`);
}

async function redeem({ as, client, proof }: Application, told: URL, { verifier, state, nonce }: Question) {
  const answer = oauth.validateAuthResponse(as, client, told, state);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    proof,
    answer,
    REDIRECT,
    verifier,
    ON_LOOPBACK,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, response, ON_LOOPBACK);
  return tokens;
}

async function logOn(application: Application, person: Person) {
  const question = await ask(application);
  const told = toldAt(await person.goTo(addressOf(application, question.parameters)));
  return redeem(application, told, question);
}

async function refresh({ as, client, proof }: Application, token = '') {
  const response = await oauth.refreshTokenGrantRequest(as, client, proof, token, ON_LOOPBACK);
  return oauth.processRefreshTokenResponse(as, client, response);
}

async function userInfo({ as, client }: Application, token: string) {
  return oauth.processUserInfoResponse(as, client, '1', await oauth.userInfoRequest(as, client, token, ON_LOOPBACK));
}

const APPLICATIONS: Readonly<Record<string, (issuer: Issuer) => Promise<Application>>> = {
  client_secret_basic: (issuer) => openApplication(issuer, 'demo-web', oauth.ClientSecretBasic('demo-web-secret')),
  client_secret_post: (issuer) => openApplication(issuer, 'demo-web', oauth.ClientSecretPost('demo-web-secret')),
  private_key_jwt: async (issuer) => {
    return openApplication(issuer, 'demo-signer', oauth.PrivateKeyJwt(await importDemoKey()));
  },
  none: (issuer) => openApplication(issuer, 'demo-spa', oauth.None()),
};

for (const [method, open] of Object.entries(APPLICATIONS)) {
  test(`code, ID token, userinfo, refresh and revocation; the client proven by ${method}`, async (t) => {
    const issuer = await openIssuer(t);
    const application = await open(issuer);
    const { as, client, proof } = application;
    const tokens = await logOn(application, openPerson(issuer));
    assert.deepEqual([tokens.token_type, tokens.scope], ['bearer', 'openid profile']);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    assert.deepEqual([claims?.sub, claims?.aud], ['1', client.client_id]);
    assert.equal((await userInfo(application, tokens.access_token)).name, 'Ada');
    const refreshed = await refresh(application, tokens.refresh_token);
    assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
    assert.equal((await userInfo(application, refreshed.access_token)).preferred_username, 'ada');

    const ending = await oauth.revocationRequest(as, client, proof, refreshed.refresh_token ?? '', ON_LOOPBACK);
    await oauth.processRevocationResponse(ending);
    await assert.rejects(refresh(application, refreshed.refresh_token), { error: 'invalid_grant' });
    await assert.rejects(userInfo(application, refreshed.access_token), { status: 401 });
  });
}

test('a question that is pushed, proven to the endpoint in each way', async (t) => {
  const issuer = await openIssuer(t);
  for (const open of Object.values(APPLICATIONS)) {
    const application = await open(issuer);
    const { as, client, proof } = application;
    const question = await ask(application);
    const pushed = await oauth.pushedAuthorizationRequest(as, client, proof, question.parameters, ON_LOOPBACK);
    const { request_uri, expires_in } = await oauth.processPushedAuthorizationResponse(as, client, pushed);
    assert.equal(expires_in, 90);
    const url = addressOf(application, new URLSearchParams({ client_id: client.client_id, request_uri }));
    const tokens = await redeem(application, toldAt(await openPerson(issuer).goTo(url)), question);
    assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.sub, '1');
  }
});

test('what the library checks in an answer is there to be checked', async (t) => {
  const issuer = await openIssuer(t);
  const application = await openApplication(issuer, 'demo-spa', oauth.None());
  const { as, client } = application;
  const question = await ask(application);
  const told = toldAt(await openPerson(issuer).goTo(addressOf(application, question.parameters)));
  assert.equal(oauth.validateAuthResponse(as, client, told, question.state).has('code'), true);
  assert.throws(() => oauth.validateAuthResponse(as, client, told, 'another state'), /"state"/);
  for (const changed of [
    told.searchParams.toString().replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example'),
    'code=x',
  ]) {
    assert.throws(() => oauth.validateAuthResponse(as, client, new URLSearchParams(changed), question.state), /"iss"/);
  }
  const refused = await ask(application);
  const no = toldAt(await openPerson(issuer).goTo(addressOf(application, refused.parameters), 'deny'));
  assert.throws(() => oauth.validateAuthResponse(as, client, no, refused.state), { error: 'access_denied' });
});
