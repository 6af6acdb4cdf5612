/** OAuth clients as they are sold, at the REST face: what they can be taught of its grant type and its token type is enough. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  genericTokenEndpointRequest,
  processGenericTokenEndpointResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  ResponseBodyError,
  refreshTokenGrantRequest,
  revocationRequest,
} from 'oauth4webapi';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Demo, openDemo } from '../support/demo.ts';
import { plantCode } from '../support/plant-code.ts';

/** As much of simple-oauth2 as is used here; the package brings no types. */
interface SimpleOauth2 {
  readonly AuthorizationCode: new (
    config: Readonly<Record<string, unknown>>,
  ) => {
    getToken(params: Readonly<Record<string, string>>): Promise<KeptToken>;
    createToken(token: Readonly<Record<string, unknown>>): KeptToken;
  };
}

interface KeptToken {
  readonly token: Readonly<Record<string, unknown>>;
  refresh(): Promise<KeptToken>;
  revoke(which: string): Promise<void>;
}

const { AuthorizationCode } = createRequire(import.meta.url)('simple-oauth2') as SimpleOauth2;

let demo: Demo;
before(async () => {
  demo = await openDemo({ atFreePorts: true });
  await demo.listen();
});
after(() => demo.close());

const insecure = { [allowInsecureRequests]: true };
const client = { client_id: SEED_CLIENT.id };
/** The ticket is presented in ways of its own, which are no business of these clients. */
const recognized = { recognizedTokenTypes: { projector_session_ticket: () => {} } };

for (const authentication of [ClientSecretPost, ClientSecretBasic]) {
  test(`oauth4webapi with ${authentication.name}: the grant type code, a refresh at the authority told, a revocation`, async () => {
    const proof = authentication(SEED_CLIENT.secret);
    const as = (url: string) => ({
      issuer: url,
      token_endpoint: `${url}/oauth2token`,
      revocation_endpoint: `${url}/oauth2revoketoken`,
    });
    const parameters = {
      code: await plantCode(demo, 'judy'),
      redirect_uri: SEED_CLIENT.redirectUri,
      code_verifier: SEED_CLIENT.codeVerifier,
    };
    const asked = await genericTokenEndpointRequest(as(demo.urls.login), client, proof, 'code', parameters, insecure);
    const tokens = await processGenericTokenEndpointResponse(as(demo.urls.login), client, asked, recognized);
    assert.equal(tokens.expires_in, 604_800);
    assert.equal(tokens.scope, SEED_CLIENT.scope);
    const home = String(tokens.rest_service_authority);
    assert.equal(home, demo.urls.c2);
    const token = tokens.refresh_token ?? '';
    const again = await refreshTokenGrantRequest(as(home), client, proof, token, insecure);
    const next = await processRefreshTokenResponse(as(home), client, again, recognized);
    assert.notEqual(next.access_token, tokens.access_token);
    const refreshToken = next.refresh_token ?? '';
    await processRevocationResponse(await revocationRequest(as(home), client, proof, refreshToken, insecure));
    const late = await refreshTokenGrantRequest(as(home), client, proof, refreshToken, insecure);
    await assert.rejects(processRefreshTokenResponse(as(home), client, late, recognized), (error) => {
      assert.ok(error instanceof ResponseBodyError);
      assert.deepEqual([error.error, error.error_description], ['invalid_grant', 'Refresh Token not Found']);
      return true;
    });
  });
}

test('simple-oauth2: authorization_code is refused, a token is refreshed and revoked', async () => {
  const oauth = new AuthorizationCode({
    client: { id: SEED_CLIENT.id, secret: SEED_CLIENT.secret },
    auth: { tokenHost: demo.urls.c1, tokenPath: '/oauth2token', revokePath: '/oauth2revoketoken' },
    options: { authorizationMethod: 'body' },
  });
  const asked = { code: SEED_CLIENT.code, redirect_uri: SEED_CLIENT.redirectUri };
  await assert.rejects(oauth.getToken(asked), /400/);
  const kept = oauth.createToken({ access_token: '', refresh_token: SEED_CLIENT.refreshToken });
  const next = await kept.refresh();
  assert.equal(next.token.token_type, 'projector_session_ticket');
  await next.revoke('refresh_token');
  await assert.rejects(next.refresh(), /400/);
});
