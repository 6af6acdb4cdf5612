/** What other clients of a ServiceStack host do: node-soap builds itself from our description, and .NET's sends what it sends. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { type Client, createClientAsync } from 'soap';
import { type Demo, openDemo } from '../support/demo.ts';

let demo: Demo;
before(async () => {
  demo = await openDemo({ atFreePorts: true, sites: ['c1'] });
  await demo.listen();
});
after(() => demo.close());

type Result = Readonly<Record<string, unknown>>;

async function call(soap: Client, operation: string, members: Readonly<Record<string, unknown>>): Promise<Result> {
  const [answer] = await soap[`${operation}Async`](members);
  return answer;
}

for (const [version, path] of [
  ['1.1', '/api/soap11'],
  ['1.2', '/api/soap12'],
] as const) {
  describe(`node-soap over SOAP ${version}`, () => {
    let soap: Client;
    before(async () => {
      soap = await createClientAsync(`${demo.urls.c1}${path}`, { forceSoap12Headers: version === '1.2' });
    });

    test('it finds the operations that have a response', () => {
      const [ports] = Object.values(soap.describe().DigiOfficeGatewayWebServices as Readonly<Record<string, object>>);
      assert.deepEqual(Object.keys(ports ?? {}), ['Authenticate', 'ConvertSessionToToken', 'GetAccessToken']);
    });

    test('it logs on, converts, and renews', async () => {
      const session = await call(soap, 'Authenticate', { UserName: 'ada', Password: 'ada-demo-pass' });
      assert.equal(session.UserId, '1');
      soap.addHttpHeader('Cookie', `ss-id=${session.SessionId}`);
      const { AccessToken } = await call(soap, 'ConvertSessionToToken', { PreserveSession: false });
      assert.match(String(AccessToken), /^eyJ/);
      const renewed = await call(soap, 'GetAccessToken', { RefreshToken: session.RefreshToken });
      assert.match(String(renewed.AccessToken), /^eyJ/);
      assert.notEqual(renewed.AccessToken, AccessToken);
    });

    test('it is told of a wrong password, member by member', async () => {
      const refused = await call(soap, 'Authenticate', { UserName: 'ada', Password: 'wrong' });
      assert.partialDeepStrictEqual(refused.ResponseStatus, {
        ErrorCode: 'Unauthorized',
        Message: 'Invalid Username or Password',
      });
      const empty = await call(soap, 'Authenticate', { provider: 'credentials' });
      const { Errors } = empty.ResponseStatus as { readonly Errors: { readonly ResponseError: readonly Result[] } };
      assert.deepEqual(
        Errors.ResponseError.map(({ FieldName }) => FieldName),
        ['UserName', 'Password'],
      );
    });
  });
}

/** As HttpWebRequest does: it asks whether the body is wanted, then sends a byte order mark before the XML. */
function postAsNet(path: string, xml: string): Promise<{ readonly wasWanted: boolean; readonly body: string }> {
  return new Promise((resolve, reject) => {
    let wasWanted = false;
    const asked = request(
      `${demo.urls.c1}${path}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/xml', Accept: 'application/xml', Expect: '100-continue' },
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (piece) => {
          body += piece;
        });
        answer.on('end', () => resolve({ wasWanted, body }));
      },
    );
    asked.on('error', reject).on('continue', () => {
      wasWanted = true;
      asked.end(`\ufeff${xml}`);
    });
    asked.flushHeaders();
  });
}

test('a .NET client posts XML to the predefined route', async () => {
  const { wasWanted, body } = await postAsNet(
    '/api/xml/reply/Authenticate',
    '<?xml version="1.0" encoding="utf-8"?><Authenticate xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.servicestack.net/types"><provider>credentials</provider><State i:nil="true" /><UserName>ada</UserName><Password>ada-demo-pass</Password><RememberMe i:nil="true" /></Authenticate>',
  );
  assert.ok(wasWanted);
  assert.match(body, /<UserName>ada<\/UserName><DisplayName>Ada<\/DisplayName>/);
});
