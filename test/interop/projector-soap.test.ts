/** node-soap builds its client from our description, in either layout, and drives all operations over a socket. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Client, createClientAsync } from 'soap';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Demo, openDemo } from '../support/demo.ts';

const PATH = '/OpsProjectorWcfSvc/PwsProjectorServices.svc';

const client = { ClientIdentifier: SEED_CLIENT.id, ClientSecret: SEED_CLIENT.secret };

/** What node-soap makes of a result. */
type Result = Readonly<Record<string, unknown>>;

/** Calls an operation with the members of its request record. */
async function call(soap: Client, operation: string, members: Readonly<Record<string, unknown>>): Promise<Result> {
  const [answer] = await soap[`${operation}Async`]({ serviceRequest: members });
  return answer[`${operation}Result`];
}

/** The number of the error in the declared fault's detail. */
async function errorOf(soap: Client, operation: string, members: Readonly<Record<string, unknown>>): Promise<number> {
  try {
    await call(soap, operation, members);
  } catch (error) {
    const { root } = error as { readonly root?: { readonly Envelope: { readonly Body: { readonly Fault: unknown } } } };
    const fault = root?.Envelope.Body.Fault as
      | { readonly detail: { readonly PwsFault: { readonly Messages: { readonly PwsMessage: Result } } } }
      | undefined;
    // node-soap leaves what is in a fault as text.
    return Number(fault?.detail.PwsFault.Messages.PwsMessage.ErrorNumber);
  }
  return assert.fail(`${operation} was not refused`);
}

for (const layout of ['wsdl', 'singleWsdl']) {
  describe(`node-soap with ?${layout}`, () => {
    let demo: Demo;
    let soap: Client;
    let atC2: Client;

    before(async () => {
      demo = await openDemo({ atFreePorts: true });
      await demo.listen();
      soap = await createClientAsync(`${demo.urls.c1}${PATH}?${layout}`);
      atC2 = await createClientAsync(`${demo.urls.c2}${PATH}?${layout}`);
    });
    after(() => demo.close());

    test('it finds the four operations', () => {
      const { PwsProjectorServices: service } = soap.describe();
      assert.deepEqual(Object.keys(service.BasicHttpBinding_IPwsProjectorServices), [
        'PwsAuthenticate',
        'PwsUnauthenticate',
        'PwsAcquireOauth2Token',
        'PwsRevokeOauth2RefreshToken',
      ]);
    });

    test('a user logs on, is told who they are, and logs out once', async () => {
      const asked = { RequestId: 7, AccountCode: 'ACME', Password: 'ada-demo-pass', UserName: 'ada' };
      const session = await call(soap, 'PwsAuthenticate', asked);
      assert.equal(session.Status, 'Ok');
      assert.equal(session.ResponseId, 7);
      assert.equal(session.SuperUserFlag, true);
      assert.ok(session.ServerTimestampUtc instanceof Date);
      const { Name, AccountId } = session.Account as Result;
      assert.deepEqual([Name, AccountId], ['ACME', 1]);
      assert.equal((session.User as Result).EmailAddress, 'ada@acme.example');
      const SessionTicket = session.SessionTicket;
      assert.equal((await call(soap, 'PwsUnauthenticate', { SessionTicket })).Status, 'Ok');
      assert.equal(await errorOf(soap, 'PwsUnauthenticate', { SessionTicket }), -101);
    });

    test('away from home the client is sent there, and there it gets in', async () => {
      const asked = { AccountCode: 'ACME', Password: 'judy-demo-pass', UserName: 'judy' };
      const away = await call(soap, 'PwsAuthenticate', asked);
      assert.deepEqual([away.Status, away.RedirectUrl], ['Ok', demo.urls.c2]);
      const home = await call(atC2, 'PwsAuthenticate', asked);
      assert.match(String(home.SessionTicket), /^[A-Za-z0-9+/]{22}==$/);
    });

    test('a code becomes tokens, they are refreshed, revoked, and good for nothing afterwards', async () => {
      const tokens = await call(soap, 'PwsAcquireOauth2Token', {
        ...client,
        Code: SEED_CLIENT.code,
        CodeVerifier: SEED_CLIENT.codeVerifier,
        GrantType: 'code',
        RedirectUri: SEED_CLIENT.redirectUri,
      });
      assert.deepEqual([tokens.Status, tokens.ExpiresInSeconds, tokens.TimeoutMinutes], ['Ok', 604_800, 10_080]);
      assert.equal(tokens.SoapServiceAuthority, demo.urls.c1);
      const refresh = { ...client, GrantType: 'refresh_token' };
      const next = await call(soap, 'PwsAcquireOauth2Token', { ...refresh, RefreshToken: tokens.RefreshToken });
      assert.notEqual(next.RefreshToken, tokens.RefreshToken);
      const revoked = await call(soap, 'PwsRevokeOauth2RefreshToken', { ...client, Token: next.RefreshToken });
      assert.equal(revoked.Status, 'Ok');
      const again = { ...refresh, RefreshToken: next.RefreshToken };
      assert.equal(await errorOf(soap, 'PwsAcquireOauth2Token', again), 50631);
      assert.equal(await errorOf(soap, 'PwsUnauthenticate', { SessionTicket: next.AccessToken }), -101);
    });
  });
}
