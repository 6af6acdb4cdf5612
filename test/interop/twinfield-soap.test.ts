/** node-soap builds its clients from both descriptions and drives every operation over a socket, headers included, in both versions of SOAP. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Client, createClientAsync } from 'soap';
import { clusterContract } from '../../src/dialects/twinfield/cluster-contract.ts';
import { loginContract } from '../../src/dialects/twinfield/login-contract.ts';
import { type Demo, openDemo, type SiteName } from '../support/demo.ts';

const NAMESPACE = 'http://www.twinfield.com/';
const PATH = '/webservices/session.asmx';

const CLIENT = { clientToken: 'demo-consumer', clientSecret: 'demo-consumer-secret' };

/** What node-soap makes of an answer's body and of its header. */
type Members = Readonly<Record<string, unknown>>;
interface Answer {
  readonly body: Members | null;
  readonly session: string | undefined;
}

/** What it makes of a fault, in either version. */
interface Fault {
  readonly faultstring?: string;
  readonly Reason?: { readonly Text: { readonly $value: string } };
  readonly detail?: Members;
  readonly Detail?: Members;
}

const VERSIONS = [
  ['SOAP 1.1', 'http://schemas.xmlsoap.org/soap/envelope/', false],
  ['SOAP 1.2', 'http://www.w3.org/2003/05/soap-envelope', true],
] as const;

for (const [version, envelope, forceSoap12Headers] of VERSIONS) {
  describe(`node-soap in ${version}`, () => {
    let demo: Demo;
    before(async () => {
      demo = await openDemo({ atFreePorts: true });
      await demo.listen();
    });
    after(() => demo.close());

    /** A client of a site's own description, which has no other address than the one told there. */
    function clientOf(site: SiteName): Promise<Client> {
      return createClientAsync(`${demo.urls[site]}${PATH}?wsdl`, { forceSoap12Headers });
    }

    async function call(client: Client, operation: string, parameters: Members, header?: Members): Promise<Answer> {
      client.clearSoapHeaders();
      if (header !== undefined) client.addSoapHeader({ Header: header }, '', 'tns', NAMESPACE);
      const [body, raw, headers] = await client[`${operation}Async`](parameters);
      assert.ok(client.lastRequest?.includes(`="${envelope}"`), 'the request has the version');
      assert.ok(raw.includes(`<soap:Envelope xmlns:soap="${envelope}"`), 'the answer has the version');
      return { body, session: headers?.Header?.SessionID };
    }

    /** The number of a fault of the session, and its sentence. */
    async function faultOf(answer: Promise<Answer>): Promise<readonly [code: unknown, text: unknown]> {
      try {
        await answer;
      } catch (error) {
        const { root } = error as {
          readonly root: { readonly Envelope: { readonly Body: { readonly Fault: Fault } } };
        };
        const fault = root.Envelope.Body.Fault;
        return [(fault.detail ?? fault.Detail)?.code, fault.faultstring ?? fault.Reason?.Text.$value];
      }
      return assert.fail('there was no fault');
    }

    async function logOn(person: string): Promise<{ readonly session: string; readonly nextAction: unknown }> {
      const pair = { accessToken: `demo-access-${person}`, accessSecret: `demo-secret-${person}` };
      const { body, session } = await call(await clientOf('login'), 'OAuthLogon', { ...CLIENT, ...pair });
      assert.equal(body?.OAuthLogonResult, 'Ok');
      assert.equal(body?.cluster, demo.urls.c1);
      assert.ok(session !== undefined && session !== '');
      return { session, nextAction: body?.nextAction };
    }

    test('it finds the operations of each contract, with their parameters', async () => {
      const contracts = { login: loginContract(NAMESPACE), c1: clusterContract(NAMESPACE) };
      for (const [site, contract] of Object.entries(contracts)) {
        const { SessionSoap, SessionSoap12 } = (await clientOf(site as SiteName)).describe().Session;
        const expected = Object.values(contract.operations).map(({ name, request, response }) => [
          name,
          Object.keys(request.members),
          Object.keys(response.members),
        ]);
        const parts = (
          port: Readonly<Record<string, { readonly input: Members | null; readonly output: Members | null }>>,
        ) =>
          Object.entries(port).map(([name, { input, output }]) => [
            name,
            ...[input, output].map((of) => membersOf(of)),
          ]);
        assert.deepEqual(parts(SessionSoap), expected);
        assert.deepEqual(parts(SessionSoap12), expected);
      }
    });

    test('OAuthLogon, GetRole, KeepAlive, SelectCompany, Abandon', async () => {
      const { session, nextAction } = await logOn('ada');
      assert.equal(nextAction, 'None');
      const cluster = await clientOf('c1');
      const header = { SessionID: session };
      assert.deepEqual((await call(cluster, 'GetRole', {}, header)).body, { GetRoleResult: 'administrator' });
      assert.equal((await call(cluster, 'KeepAlive', {}, header)).body, null);
      const selected = await call(cluster, 'SelectCompany', { company: 'ACME-UK' }, header);
      assert.deepEqual(selected.body, { SelectCompanyResult: 'Ok' });
      const wrong = await call(cluster, 'SelectCompany', { company: 'NONE' }, header);
      assert.deepEqual(wrong.body, { SelectCompanyResult: 'Invalid' });
      assert.equal((await call(cluster, 'Abandon', {}, header)).body, null);
      const sentence = 'Your logon credentials are not valid anymore. Try to log on again.';
      assert.deepEqual(await faultOf(call(cluster, 'KeepAlive', {}, header)), ['103', sentence]);
    });

    test('a session that is missing, or belongs elsewhere, is a fault with its number', async () => {
      const { session } = await logOn('ada');
      assert.equal((await faultOf(call(await clientOf('c1'), 'KeepAlive', {})))[0], '101');
      assert.equal((await faultOf(call(await clientOf('c2'), 'KeepAlive', {}, { SessionID: session })))[0], '108');
    });

    test('Logon on either site', async () => {
      const parameters = { user: 'ada', password: 'ada-demo-pass', organisation: 'ACME' };
      for (const site of ['login', 'c1'] as const) {
        const { body, session } = await call(await clientOf(site), 'Logon', parameters);
        assert.deepEqual(body, { LogonResult: 'Ok', nextAction: 'None', cluster: demo.urls.c1 });
        assert.equal((await call(await clientOf('c1'), 'KeepAlive', {}, { SessionID: session })).body, null);
      }
      const refused = await call(await clientOf('login'), 'Logon', { ...parameters, password: 'é € <&> "' });
      assert.deepEqual(refused, { body: { LogonResult: 'Invalid', nextAction: 'None' }, session: undefined });
    });

    test('AccessTokenLogon, with a token of another dialect', async () => {
      const form = new URLSearchParams({ grant_type: 'password', username: 'theuser', password: 'thepass' });
      const granted = await fetch(`${demo.urls.login}/token`, { method: 'POST', body: form });
      const accessToken = ((await granted.json()) as { readonly access_token: string }).access_token;
      const { body, session } = await call(await clientOf('login'), 'AccessTokenLogon', { accessToken });
      assert.deepEqual(body, { AccessTokenLogonResult: 'Ok', cluster: demo.urls.c1 });
      assert.equal((await call(await clientOf('c1'), 'KeepAlive', {}, { SessionID: session })).body, null);
    });

    test('SmsSendCode and SmsLogon', async () => {
      const { session, nextAction } = await logOn('carol');
      assert.equal(nextAction, 'SMSLogon');
      const cluster = await clientOf('c1');
      const header = { SessionID: session };
      const { body } = await call(cluster, 'SmsSendCode', {}, header);
      assert.ok(Number.isInteger(body?.SmsSendCodeResult), 'an int is read as a number');
      const wrong = await call(cluster, 'SmsLogon', { smsCode: '000000' }, header);
      assert.deepEqual(wrong.body, { SmsLogonResult: 'Invalid', nextAction: 'SMSLogon' });
      const passed = await call(cluster, 'SmsLogon', { smsCode: '123456' }, header);
      assert.deepEqual(passed.body, { SmsLogonResult: 'Ok', nextAction: 'None' });
    });

    test('ChangePassword', async () => {
      const { session, nextAction } = await logOn('bob');
      assert.equal(nextAction, 'ChangePassword');
      const cluster = await clientOf('c1');
      const header = { SessionID: session };
      const change = (currentPassword: string, newPassword: string) =>
        call(cluster, 'ChangePassword', { currentPassword, newPassword }, header);
      const owed = { nextAction: 'ChangePassword' };
      const same = await change('bob-demo-pass', 'bob-demo-pass');
      assert.deepEqual(same.body, { ChangePasswordResult: 'NotDifferent', ...owed });
      const short = await change('bob-demo-pass', 'short');
      assert.deepEqual(short.body, { ChangePasswordResult: 'NotSecure', ...owed });
      const done = await change('bob-demo-pass', 'Something quite else, 2026');
      assert.deepEqual(done.body, { ChangePasswordResult: 'Ok', nextAction: 'None' });
      assert.equal((await call(cluster, 'KeepAlive', {}, header)).body, null);
    });

    test('a token and a company in the header instead of a session', async () => {
      const form = new URLSearchParams({ grant_type: 'password', username: 'ada', password: 'ada-demo-pass' });
      const granted = await fetch(`${demo.urls.login}/token`, { method: 'POST', body: form });
      const AccessToken = ((await granted.json()) as { readonly access_token: string }).access_token;
      const nobody = { attributes: { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:nil': 'true' } };
      const header = { AccessToken, CompanyCode: 'ACME-NL', CompanyId: nobody };
      const { body } = await call(await clientOf('c1'), 'GetRole', {}, header);
      assert.deepEqual(body, { GetRoleResult: 'administrator' });
    });
  });
}

/** node-soap puts what it knows of a type beside its members. */
function membersOf(type: Members | null): readonly string[] {
  return Object.keys(type ?? {}).filter((name) => name !== 'targetNSAlias' && name !== 'targetNamespace');
}
