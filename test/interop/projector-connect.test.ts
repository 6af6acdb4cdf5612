/** requests-oauthlib connects with people at the REST face, from the authorize page to the end of the connection, over sockets alone. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Demo, openDemo } from '../support/demo.ts';
import { type Connect, type Oauth2Library, REQUESTS_OAUTHLIB, startOauth2Library } from './toolkits/oauth2-library.ts';
import { findInterpreter } from './toolkits/program.ts';

const interpreter = findInterpreter(REQUESTS_OAUTHLIB);
const client = { id: SEED_CLIENT.id, secret: SEED_CLIENT.secret, redirectUri: 'http://127.0.0.1:9999/callback' };
const TICKET = /^[A-Za-z0-9+/]{22}==$/;
const REFRESH_TOKEN = /^[\w-]{58}$/;

describe('requests-oauthlib', { skip: interpreter === undefined && 'there is no requests-oauthlib' }, () => {
  let demo: Demo;
  let library: Oauth2Library;
  before(async () => {
    demo = await openDemo({ atFreePorts: true });
    await demo.listen();
    library = await startOauth2Library(interpreter ?? '');
  });
  after(async () => {
    await library.close();
    await demo.close();
  });

  const connecting = (name: string, more: Partial<Connect> = {}): Connect => ({
    step: 'connect',
    client,
    authorize: `${demo.urls.login}/oauth2authorize/acme`,
    token: `${demo.urls.login}/oauth2token`,
    grantType: 'code',
    scope: ['viewProjects', 'enterTime'],
    challengeMethod: 'S256',
    proof: 'form',
    person: { name, password: `${name}-demo-pass`, answer: 'grant' },
    ...more,
  });

  for (const [challengeMethod, proof, name, home] of [
    ['S256', 'form', 'ada', 'c1'],
    ['plain', 'header', 'judy', 'c2'],
  ] as const) {
    test(`a challenge by ${challengeMethod} and a secret in the ${proof}: ${name} is connected until it is revoked`, async () => {
      const url = demo.urls[home];
      const { access_token, refresh_token, expires_at, ...tokens } = await library.take(
        connecting(name, { challengeMethod, proof }),
      );
      assert.match(String(access_token), TICKET);
      assert.match(String(refresh_token), REFRESH_TOKEN);
      // The library reckons this one itself.
      assert.equal(typeof expires_at, 'number');
      assert.deepEqual(tokens, {
        token_type: 'projector_session_ticket',
        expires_in: 604_800,
        scope: ['viewProjects', 'enterTime'],
        soap_service_authority: url,
        rest_service_authority: url,
      });
      const refresh = { step: 'refresh', client, token: `${url}/oauth2token` } as const;
      const next = await library.take({ ...refresh, refreshToken: refresh_token });
      assert.match(String(next.access_token), TICKET);
      assert.notEqual(next.refresh_token, refresh_token);
      const revoke = { step: 'revoke', client, revoke: `${url}/oauth2revoketoken` } as const;
      assert.deepEqual(await library.take({ ...revoke, refreshToken: next.refresh_token }), { status: 200 });
      const again = await library.refusalOf({ ...refresh, refreshToken: next.refresh_token });
      assert.deepEqual(again, ['invalid_grant', 'Refresh Token not Found']);
    });
  }

  test('what the library is told where nothing comes of it', async () => {
    // Somebody who hasn't consented to the same before, and is asked.
    const person = { name: 'theuser', password: 'thepass', answer: 'deny' };
    const refusals: readonly (readonly [Partial<Connect>, string, string])[] = [
      [{ person }, 'access_denied', 'The user refused.'],
      [{ scope: ['nonsense'] }, 'invalid_scope', 'The scope is more than this client may have.'],
      [{ verifier: 'x'.repeat(64) }, 'invalid_grant', 'Code Verifier does not Match'],
      [{ client: { ...client, secret: 'wrong' } }, 'invalid_client', 'Invalid Oauth2 Client.'],
      [
        { grantType: 'authorization_code' },
        'unsupported_grant_type',
        "Unsupported OAuth2 Grant Type 'authorization_code'.",
      ],
    ];
    for (const [more, ...refusal] of refusals) {
      assert.deepEqual(await library.refusalOf(connecting('ada', more)), refusal);
    }
  });
});
