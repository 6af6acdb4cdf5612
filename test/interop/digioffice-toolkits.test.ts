/** SOAP toolkits of other languages build themselves from the gateway's descriptions, and keep the session's cookie as they do. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Demo, openDemo } from '../support/demo.ts';
import { findInterpreter } from './toolkits/program.ts';
import { type Members, PROGRAMS, startToolkit, type Toolkit } from './toolkits/soap-toolkit.ts';

/** Those that read a description. */
const { 'SOAP::Lite': _, ...READERS } = PROGRAMS;

for (const [name, program] of Object.entries(READERS)) {
  const interpreter = findInterpreter(program);
  for (const version of program.versions) {
    describe(`${name} in SOAP ${version}`, { skip: interpreter === undefined && `there is no ${name}` }, () => {
      const ends: (() => Promise<void>)[] = [];
      let demo: Demo;
      let toolkit: Toolkit;
      before(async () => {
        demo = await openDemo({ atFreePorts: true, sites: ['c1'] });
        ends.push(demo.close);
        await demo.listen();
        toolkit = await startToolkit(program, interpreter ?? '');
        ends.push(toolkit.close);
      });
      after(async () => {
        for (const end of ends) await end();
      });

      async function call(operation: string, parameters: Members): Promise<Members> {
        const wsdl = `${demo.urls.c1}/api/soap${version.replace('.', '')}?wsdl`;
        const namespaces = ['http://schemas.servicestack.net/types'];
        return (await toolkit.call({ wsdl, version, operation, parameters, namespaces })).result;
      }

      test('it is told what is wrong, member by member', async () => {
        const wrong = await call('Authenticate', { UserName: 'ada', Password: 'wrong' });
        const { ErrorCode, Message } = wrong.ResponseStatus as Members;
        assert.deepEqual([ErrorCode, Message], ['Unauthorized', 'Invalid Username or Password']);
        const empty = await call('Authenticate', { provider: 'credentials' });
        const { Errors } = empty.ResponseStatus as { readonly Errors: { readonly ResponseError: readonly Members[] } };
        assert.deepEqual(
          Errors.ResponseError.map(({ FieldName }) => FieldName),
          ['UserName', 'Password'],
        );
      });

      test('it logs on, converts by its own cookie, and renews', async () => {
        const session = await call('Authenticate', { UserName: 'ada', Password: 'ada-demo-pass', RememberMe: true });
        assert.deepEqual([session.UserId, session.DisplayName], ['1', 'Ada']);
        const { AccessToken } = await call('ConvertSessionToToken', { PreserveSession: true });
        assert.match(String(AccessToken), /^eyJ/);
        const renewed = await call('GetAccessToken', { RefreshToken: session.RefreshToken });
        assert.match(String(renewed.AccessToken), /^eyJ/);
        const { ResponseStatus } = await call('GetAccessToken', { RefreshToken: 'nothing' });
        assert.equal((ResponseStatus as Members).ErrorCode, 'ArgumentException');
      });
    });
  }
}
