/** HTTP clients of other languages at the gateway and at the token endpoint, with the bodies, credentials and jars that each has. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Demo, openDemo } from '../support/demo.ts';
import { createRunningClock } from '../support/running-clock.ts';
import { HTTP_CLIENTS, type HttpClient, type HttpOrder, startHttpClient } from './toolkits/http-client.ts';
import { findInterpreter } from './toolkits/program.ts';

const ADA = { UserName: 'ada', Password: 'ada-demo-pass' };
const SESSION = ['X-UAId', 'ss-id', 'ss-opt', 'ss-pid'];
const XML_CONVERT =
  '<ConvertSessionToToken xmlns="http://schemas.servicestack.net/types"><PreserveSession>true</PreserveSession></ConvertSessionToToken>';

for (const [name, program] of Object.entries(HTTP_CLIENTS)) {
  const interpreter = findInterpreter(program);
  describe(name, { skip: interpreter === undefined && `there is no ${name}` }, () => {
    const ends: (() => Promise<void>)[] = [];
    let demo: Demo;
    let client: HttpClient;
    before(async () => {
      demo = await openDemo({ atFreePorts: true, sites: ['c1'], clock: createRunningClock() });
      ends.push(demo.close);
      await demo.listen();
      client = await startHttpClient(program, interpreter ?? '');
      ends.push(client.close);
    });
    after(async () => {
      for (const end of ends) await end();
    });

    const ask = (method: string, path: string, more: Omit<Partial<HttpOrder>, 'method' | 'url'> = {}) =>
      client.ask({ method, url: demo.urls.c1 + path, headers: { Accept: 'application/json' }, ...more });
    const json = { Accept: 'application/json' };
    const logOut = () => ask('POST', '/api/auth/logout', { form: {} });

    for (const body of ['form', 'multipart', 'json'] as const) {
      test(`it logs on with ${body}, is known by its jar, converts, and logs out`, async () => {
        const logon = await ask('POST', '/api/auth/credentials', { [body]: ADA });
        assert.equal(logon.status, 200, logon.body);
        assert.deepEqual(logon.cookies, SESSION);
        const who = await ask('GET', '/api/auth');
        assert.deepEqual(JSON.parse(who.body).SessionId, JSON.parse(logon.body).SessionId);
        const converted = await ask('POST', '/api/session-to-token', { [body]: { PreserveSession: 'true' } });
        assert.match(JSON.parse(converted.body).AccessToken, /^eyJ/);
        assert.ok(converted.cookies.includes('ss-tok'));
        const out = await logOut();
        assert.deepEqual([out.body, out.cookies], ['{"ResponseStatus":{}}', ['ss-opt']]);
        const nobody = await ask('GET', '/api/auth');
        assert.deepEqual([nobody.status, nobody.reason], [401, 'Unauthorized']);
      });
    }

    test('every verb converts, in every format', async () => {
      await ask('POST', '/api/auth/credentials', { form: ADA });
      const starts = {
        json: '{"AccessToken":"eyJ',
        xml: '<?xml',
        jsv: '{AccessToken:eyJ',
        csv: 'Key,Value',
        html: '{"Ac',
      };
      for (const [format, start] of Object.entries(starts)) {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
          const path = `/api/session-to-token.${format}?PreserveSession=true`;
          const { status, body } = await ask(method, path, { headers: {} });
          assert.deepEqual([status, body.slice(0, start.length)], [200, start], `${method} ${format}`);
        }
      }
      const headers = { Accept: 'application/xml', 'Content-Type': 'application/xml' };
      const inXml = await ask('POST', '/api/session-to-token', { headers, text: XML_CONVERT });
      assert.match(inXml.body, /<AccessToken>eyJ/);
      assert.equal(inXml.type, 'application/xml');
      await logOut();
    });

    test('name and password are taken as Basic, and a token as Bearer, without a jar', async () => {
      const basic = await ask('POST', '/api/session-to-token', { basic: ['ada', 'ada-demo-pass'], form: {} });
      const token: string = JSON.parse(basic.body).AccessToken;
      const headers = { ...json, Authorization: `bearer ${token}` };
      assert.equal(JSON.parse((await ask('GET', '/api/session-to-token', { headers })).body).AccessToken, token);
      await logOut();
      const wrong = await ask('POST', '/api/session-to-token', { basic: ['ada', 'wrong'], form: {} });
      assert.deepEqual([wrong.status, wrong.reason], [401, 'Invalid Username or Password']);
    });

    test('a batch, and the token of a chosen lifetime as bare text', async () => {
      await ask('POST', '/api/auth/credentials', { form: ADA });
      const batch = await ask('POST', '/api/json/reply/ConvertSessionToToken[]', {
        headers: { 'Content-Type': 'application/json' },
        text: '[{"PreserveSession":true},{"PreserveSession":true}]',
      });
      assert.equal(JSON.parse(batch.body).length, 2);
      const bare = await ask('POST', '/api/json/reply/GetJWTAccessToken', { json: { ExpiresInMinutes: 5 } });
      assert.match(bare.body, /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
      await logOut();
    });

    test('at the token endpoint it gets a token by form and JSON, in each format, and is known by it', async () => {
      const grant = { grant_type: 'password', username: 'theuser', password: 'thepass' };
      const starts = {
        '*/*': '{"access_token":"',
        'text/json': '{"access_token":"',
        'text/javascript': '{"access_token":"',
        'application/xml': '<OAuthToken ',
        'text/xml': '<OAuthToken ',
      };
      for (const [accept, start] of Object.entries(starts)) {
        for (const body of ['form', 'json'] as const) {
          const got = await ask('POST', '/token', { headers: { Accept: accept }, [body]: grant });
          assert.deepEqual([got.status, got.body.slice(0, start.length)], [200, start], `${body} ${accept}`);
        }
      }
      const { access_token: token } = JSON.parse((await ask('POST', '/token', { form: grant })).body);
      const me = await ask('GET', '/me', { headers: { ...json, Authorization: `Bearer ${token}` } });
      assert.equal(JSON.parse(me.body).userName, 'theuser');
      const nobody = await ask('GET', '/me');
      assert.deepEqual([nobody.status, nobody.reason], [401, 'Unauthorized']);
    });
  });
}
