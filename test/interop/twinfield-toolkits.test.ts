/** Toolkits of other languages drive every operation of both contracts, in the versions of SOAP that each speaks: what they make of the answers are the values that were meant. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Demo, openDemo, SITE_NAMES, type SiteName } from '../support/demo.ts';
import { hasMonoWsdl, startAsmxClient } from './toolkits/asmx-client.ts';
import { findInterpreter } from './toolkits/program.ts';
import {
  type Fault,
  type Members,
  PROGRAMS,
  type SoapVersion,
  startToolkit,
  type Toolkit,
  type Yes,
} from './toolkits/soap-toolkit.ts';

const NAMESPACE = 'http://www.twinfield.com/';
const CLIENT = { clientToken: 'demo-consumer', clientSecret: 'demo-consumer-secret' };

const pairOf = (person: string) => ({
  ...CLIENT,
  accessToken: `demo-access-${person}`,
  accessSecret: `demo-secret-${person}`,
});

/** What a logon with everybody's pair answers: the result, what is owed then, and the cluster of who got in. */
const OUTCOMES = {
  ada: ['Ok', 'None', 'c1'],
  bob: ['Ok', 'ChangePassword', 'c1'],
  carol: ['Ok', 'SMSLogon', 'c1'],
  dave: ['Disabled', 'None'],
  erin: ['Deleted', 'None'],
  frank: ['OrganisationInactive', 'None'],
  grace: ['NoAvailableCompanies', 'None'],
  heidi: ['Untrusted', 'None'],
  ivan: ['OAuth2AuthenticationRequired', 'None'],
  judy: ['Ok', 'None', 'c2'],
  theuser: ['Ok', 'None', 'c1'],
} as const satisfies Readonly<Record<string, readonly [string, string, SiteName?]>>;

interface Subject {
  readonly name: string;
  readonly versions: readonly SoapVersion[];
  /** Undefined where the toolkit isn't on this machine. */
  readonly start: ((wsdls: readonly string[], version: SoapVersion) => Promise<Toolkit>) | undefined;
}

const SUBJECTS: readonly Subject[] = [
  ...Object.entries(PROGRAMS).map(([name, program]) => {
    const interpreter = findInterpreter(program);
    const start = interpreter === undefined ? undefined : () => startToolkit(program, interpreter);
    return { name, versions: program.versions, start };
  }),
  { name: 'Mono', versions: ['1.1', '1.2'], start: hasMonoWsdl() ? startAsmxClient : undefined },
];

for (const { name, versions, start } of SUBJECTS) {
  for (const version of versions) {
    describe(`${name} in SOAP ${version}`, { skip: start === undefined && `there is no ${name}` }, () => {
      const ends: (() => Promise<void>)[] = [];
      let demo: Demo;
      let call: (site: SiteName, operation: string, parameters: Members, session?: Members) => Promise<Yes>;
      let faultOf: (...asked: Parameters<typeof call>) => Promise<Fault>;

      before(async () => {
        demo = await openDemo({ atFreePorts: true });
        ends.push(demo.close);
        await demo.listen();
        const wsdlOf = (site: SiteName) => `${demo.urls[site]}/webservices/session.asmx?wsdl`;
        const toolkit = await (start ?? assert.fail())(SITE_NAMES.map(wsdlOf), version);
        ends.unshift(toolkit.close);
        const orderOf = (...[site, operation, parameters, members]: Parameters<typeof call>) => ({
          wsdl: wsdlOf(site),
          version,
          operation,
          parameters,
          namespaces: [NAMESPACE],
          ...(members === undefined ? {} : { header: { namespace: NAMESPACE, name: 'Header', members } }),
        });
        call = (...asked) => toolkit.call(orderOf(...asked));
        faultOf = (...asked) => toolkit.faultOf(orderOf(...asked));
      });
      after(async () => {
        for (const end of ends) await end();
      });

      async function logOn(person: string): Promise<Members> {
        const { result, header } = await call('login', 'OAuthLogon', pairOf(person));
        assert.equal(result.OAuthLogonResult, 'Ok');
        const { SessionID } = header.Header ?? {};
        assert.match(String(SessionID), /^[\w-]{43}$/);
        return { SessionID };
      }

      for (const [person, [result, nextAction, cluster]] of Object.entries<readonly [string, string, SiteName?]>(
        OUTCOMES,
      )) {
        test(`OAuthLogon of ${person} is ${result}, ${nextAction}`, async () => {
          const said = await call('login', 'OAuthLogon', pairOf(person));
          const at = cluster === undefined ? {} : { cluster: demo.urls[cluster] };
          assert.deepEqual(said.result, { OAuthLogonResult: result, nextAction, ...at });
          assert.deepEqual(Object.keys(said.header), cluster === undefined ? [] : ['Header']);
        });
      }

      test('OAuthLogon with what is wrong, or left out', async () => {
        const refusals = [
          ['ClientInvalid', { clientSecret: 'é € <&> "' }],
          ['TokenInvalid', { accessSecret: 'wrong' }],
          ['Failed', { accessSecret: '' }],
        ] as const;
        for (const [OAuthLogonResult, changed] of refusals) {
          const { result } = await call('login', 'OAuthLogon', { ...pairOf('ada'), ...changed });
          assert.deepEqual(result, { OAuthLogonResult, nextAction: 'None' });
        }
        const { result } = await call('login', 'OAuthLogon', CLIENT);
        assert.deepEqual(result, { OAuthLogonResult: 'Failed', nextAction: 'None' });
      });

      test('a session is used, bound to a company, and over once it is abandoned', async () => {
        const session = await logOn('ada');
        assert.deepEqual((await call('c1', 'GetRole', {}, session)).result, { GetRoleResult: 'administrator' });
        assert.deepEqual(await call('c1', 'KeepAlive', {}, session), { result: {}, header: {} });
        const selected = await call('c1', 'SelectCompany', { company: 'ACME-UK' }, session);
        assert.deepEqual(selected.result, { SelectCompanyResult: 'Ok' });
        const wrong = await call('c1', 'SelectCompany', { company: 'NONE' }, session);
        assert.deepEqual(wrong.result, { SelectCompanyResult: 'Invalid' });
        const withCompany = { ...session, CompanyId: '7f9c24e8-3b12-4fef-91e0-a02dd5f4d1ab' };
        assert.deepEqual((await call('c1', 'KeepAlive', {}, withCompany)).result, {});
        assert.deepEqual(await call('c1', 'Abandon', {}, session), { result: {}, header: {} });
        const text = 'Your logon credentials are not valid anymore. Try to log on again.';
        const fault = await faultOf('c1', 'KeepAlive', {}, session);
        assert.match(fault.kind, /^(Fault|WebFault|SoapFault|SOAP::SOM|SoapException)$/);
        // Some cut the prefix off.
        assert.match(fault.code, version === '1.1' ? /^(soap:)?Client$/ : /^(soap:)?Sender$/);
        assert.equal(fault.text, text);
        assert.deepEqual(fault.detail, { message: text, code: '103', source: 'KeepAlive' });
      });

      test('a session that is missing, replaced, or belongs elsewhere is a fault with its number', async () => {
        const first = await logOn('ada');
        assert.equal((await faultOf('c1', 'GetRole', {})).detail.code, '101');
        assert.equal((await faultOf('c2', 'GetRole', {}, first)).detail.code, '108');
        await logOn('ada');
        assert.equal((await faultOf('c1', 'GetRole', {}, first)).detail.code, '168');
      });

      test('Logon on either site', async () => {
        const parameters = { user: 'ada', password: 'ada-demo-pass', organisation: 'ACME' };
        for (const site of ['login', 'c1'] as const) {
          const { result, header } = await call(site, 'Logon', parameters);
          assert.deepEqual(result, { LogonResult: 'Ok', nextAction: 'None', cluster: demo.urls.c1 });
          assert.deepEqual((await call('c1', 'KeepAlive', {}, header.Header)).result, {});
        }
        const { result } = await call('login', 'Logon', { ...parameters, password: 'wrong' });
        assert.deepEqual(result, { LogonResult: 'Invalid', nextAction: 'None' });
      });

      test('AccessTokenLogon, and the token itself in the header beside a company', async () => {
        const form = new URLSearchParams({ grant_type: 'password', username: 'theuser', password: 'thepass' });
        const granted = await fetch(`${demo.urls.login}/token`, { method: 'POST', body: form });
        const token = ((await granted.json()) as { readonly access_token: string }).access_token;
        const { result, header } = await call('login', 'AccessTokenLogon', { accessToken: token });
        assert.deepEqual(result, { AccessTokenLogonResult: 'Ok', cluster: demo.urls.c1 });
        assert.deepEqual((await call('c1', 'KeepAlive', {}, header.Header)).result, {});
        const beside = { AccessToken: token, CompanyCode: 'ACME-NL' };
        assert.deepEqual((await call('c1', 'KeepAlive', {}, beside)).result, {});
        const { detail } = await faultOf('c1', 'KeepAlive', {}, { AccessToken: token });
        assert.equal(detail.code, '101');
      });

      test('SmsSendCode and SmsLogon', async () => {
        const session = await logOn('carol');
        assert.equal((await faultOf('c1', 'KeepAlive', {}, session)).detail.code, '102');
        const { SmsSendCodeResult } = (await call('c1', 'SmsSendCode', {}, session)).result;
        assert.equal(Number(SmsSendCodeResult), 300);
        const wrong = await call('c1', 'SmsLogon', { smsCode: '000000' }, session);
        assert.deepEqual(wrong.result, { SmsLogonResult: 'Invalid', nextAction: 'SMSLogon' });
        const passed = await call('c1', 'SmsLogon', { smsCode: '123456' }, session);
        assert.deepEqual(passed.result, { SmsLogonResult: 'Ok', nextAction: 'None' });
        assert.deepEqual((await call('c1', 'KeepAlive', {}, session)).result, {});
      });

      test('ChangePassword', async () => {
        const session = await logOn('bob');
        const change = async (newPassword: string) => {
          const asked = { currentPassword: 'bob-demo-pass', newPassword };
          return (await call('c1', 'ChangePassword', asked, session)).result;
        };
        const owed = { nextAction: 'ChangePassword' };
        assert.deepEqual(await change('bob-demo-pass'), { ChangePasswordResult: 'NotDifferent', ...owed });
        assert.deepEqual(await change('short'), { ChangePasswordResult: 'NotSecure', ...owed });
        const done = await change('Something quite else, 2026 – é€');
        assert.deepEqual(done, { ChangePasswordResult: 'Ok', nextAction: 'None' });
        assert.deepEqual((await call('c1', 'KeepAlive', {}, session)).result, {});
      });
    });
  }
}
