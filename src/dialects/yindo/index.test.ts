import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { SESSION } from '../../core/model/secret-form.ts';
import { writeForm } from '../../formats/form.ts';

/** As much of simple-oauth2 as is used here; the package brings no types. */
interface SimpleOauth2 {
  readonly ResourceOwnerPassword: new (
    config: Readonly<Record<string, unknown>>,
  ) => { getToken(params: Readonly<Record<string, string>>): Promise<{ token: Readonly<Record<string, unknown>> }> };
}

const { ResourceOwnerPassword } = createRequire(import.meta.url)('simple-oauth2') as SimpleOauth2;

async function logOn(demo: Demo, fields: Readonly<Record<string, string>> = {}) {
  const asked = { grant_type: 'password', userName: 'theuser', password: 'thepass', ...fields };
  const answer = await demo.inject('c1', { method: 'POST', url: '/token', body: writeForm(Object.entries(asked)) });
  return answer.json<Readonly<Record<string, string>>>();
}

function me(demo: Demo, token: string) {
  return demo.inject('c1', { method: 'GET', url: '/me', headers: { authorization: `Bearer ${token}` } });
}

for (const authorizationMethod of ['header', 'body']) {
  test(`simple-oauth2 logs on unchanged, its client in the ${authorizationMethod}`, async (t) => {
    const demo = await openDemo();
    t.after(demo.close);
    const { c1 } = await demo.listen();
    const client = new ResourceOwnerPassword({
      client: { id: 'app', secret: 'any' },
      auth: { tokenHost: `http://127.0.0.1:${c1}`, tokenPath: '/token' },
      options: { authorizationMethod },
    });
    const { token } = await client.getToken({ username: 'theuser', password: 'thepass', clientKey: 'phone' });
    assert.equal(token.userName, 'theuser');
    assert.equal(token.clientKey, 'phone');
    const answer = await fetch(`http://127.0.0.1:${c1}/me`, {
      headers: { authorization: `Bearer ${String(token.access_token)}` },
    });
    assert.deepEqual(await answer.json(), {
      userName: 'theuser',
      userID: token.userID,
      sessionKey: token.sessionKey,
      clientKey: 'phone',
    });
    await assert.rejects(client.getToken({ username: 'theuser', password: 'wrong' }), (error: Error) => {
      // The client keeps the answer under `data`, which its own types would say if it had any.
      const { data } = error as Error & { data: { payload: unknown } };
      assert.deepEqual(data.payload, {
        error: 'invalid_grant',
        error_description: 'The user name or password is incorrect.',
      });
      return true;
    });
  });
}

test('a session of another dialect is taken as a bearer token', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const opened = await demo.core.openSessionByDelegation({
    caller: { dialect: 'twinfield', site: 'login', address: '127.0.0.1' },
    client: { id: 'demo-consumer', secret: 'demo-consumer-secret' },
    delegationId: 'demo-access-ada',
    delegationSecret: 'demo-secret-ada',
    door: { legacy: true, needsCompany: true, fenced: true, carriesSteps: true },
    terms: {
      form: SESSION,
      idleSeconds: 60,
      lifetimeSeconds: 3600,
      deviceKey: undefined,
      site: undefined,
      access: undefined,
    },
  });
  assert.ok(opened.ok);
  const answer = await me(demo, opened.value.secret ?? '');
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.json<{ userName: string }>().userName, 'ada');
});

test('ending one session leaves the others of the person alone', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const first = await logOn(demo, { clientKey: 'phone' });
  const second = await logOn(demo, { clientKey: 'tablet' });
  assert.notEqual(first.sessionKey, second.sessionKey);
  const ended = await demo.core.endCredential({
    caller: { dialect: 'yindo', site: 'c1', address: '127.0.0.1' },
    text: first.access_token ?? '',
    accepts: ['access'],
    atItsSiteOnly: false,
  });
  assert.ok(ended.ok);
  assert.equal((await me(demo, first.access_token ?? '')).statusCode, 401);
  assert.equal((await me(demo, second.access_token ?? '')).statusCode, 200);
});

test('of twenty logons on one device at once one session is left', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const tokens = await Promise.all(Array.from({ length: 20 }, () => logOn(demo, { clientKey: 'phone' })));
  const answers = await Promise.all(tokens.map(({ access_token: token }) => me(demo, token ?? '')));
  assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1);
  assert.equal(answers.filter(({ statusCode }) => statusCode === 401).length, 19);
});

test('a logon and its refusals are in the audit trail, and nonsense is not', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const before = (await demo.store.listAuditEntries(0n, 1000)).length;
  await logOn(demo);
  await logOn(demo, { password: 'wrong' });
  await logOn(demo, { password: '' });
  await demo.inject('c1', { method: 'POST', url: '/token', body: Buffer.of(0xff) });
  const entries = (await demo.store.listAuditEntries(0n, 1000)).slice(before);
  assert.deepEqual(
    entries.map(({ caller, outcome, accountId }) => [caller.dialect, outcome, accountId]),
    [
      ['yindo', 'yes', 11],
      ['yindo', 'credentials-rejected', 11],
    ],
  );
});

test('a token is got in one format and used in another', async (t) => {
  const demo = await openDemo();
  t.after(demo.close);
  const body =
    '<OAuthRequest xmlns="http://schemas.datacontract.org/2004/07/Yindo.DAL.Types">' +
    '<grant_type>password</grant_type><password>thepass</password><userName>theuser</userName></OAuthRequest>';
  const headers = { 'content-type': 'text/xml', accept: 'text/xml' };
  const answer = await demo.inject('c1', { method: 'POST', url: '/token', headers, body });
  const token = /<access_token>([^<]+)<\/access_token>/.exec(answer.body)?.[1];
  assert.ok(token !== undefined, answer.body);
  assert.equal((await me(demo, token)).json<{ userName: string }>().userName, 'theuser');
});

const PIECES = [
  'grant_type=password',
  '&userName=theuser',
  '%ff',
  '+',
  '\0',
  'é',
  '{"grant_type":"password"',
  ',"username":',
  '"theuser"',
  '"\\ud800"',
  '}',
  '[',
  '<OAuthRequest xmlns="http://schemas.datacontract.org/2004/07/Yindo.DAL.Types">',
  '<grant_type>password</grant_type>',
  '<password>',
  '</password>',
  '</OAuthRequest>',
  '<!DOCTYPE a>',
  '&amp;',
  '\ufeff',
];

test('no request makes any of them crash', async (t) => {
  const demo = await openDemo({ sites: ['c1'] });
  t.after(demo.close);
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((pieces) => Buffer.from(pieces.join(''))),
  );
  const method = fc.constantFrom('GET' as const, 'POST' as const, 'PUT' as const, 'DELETE' as const);
  const header = fc.stringMatching(/^[\x21-\x7e]{0,60}$/);
  const label = fc.constantFrom('application/json', 'text/json', 'text/javascript', 'application/xml', 'text/xml');
  const charset = fc.constantFrom('', ';charset=utf-16', '; charset="utf-8"', ';charset=', '; charset=windows-1252');
  const type = fc.oneof(
    header,
    fc.tuple(label, charset).map(([one, parameter]) => one + parameter),
  );
  const quality = fc.constantFrom('', ';q=0', ';q=0.5', ';q=1', ';q=a');
  const range = fc.tuple(fc.oneof(label, fc.constantFrom('*/*', 'text/*', 'text/html')), quality);
  const accept = fc.oneof(
    header,
    fc.array(range, { maxLength: 5 }).map((ranges) => ranges.map((pair) => pair.join('')).join(', ')),
  );
  const callback = fc.oneof(fc.string({ unit: 'binary', maxLength: 70 }), fc.constantFrom('cb', 'a.b[0]', ''));
  const request = fc.record({
    path: fc.constantFrom('/token', '/me', '/me/sessions', '/me/sessions/x', '/me/session', '/me/devices/end', '/me/x'),
    callback,
    method,
    body,
    type,
    accept,
    token: header,
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ path, callback, method, body, type, accept, token }) => {
      const url = `${path}?callback=${encodeURIComponent(callback.toWellFormed())}`;
      const headers = { 'content-type': type, accept, authorization: `Bearer ${token}` };
      const answer = await demo.inject('c1', { method, url, headers, body });
      assert.ok([400, 401, 404, 405].includes(answer.statusCode), `${answer.statusCode}`);
      const given = String(answer.headers['content-type']);
      if (given.includes('xml'))
        assert.match(
          answer.body,
          /^<Error><Message>[^<]+<\/Message>(<MessageDetail>[^<]+<\/MessageDetail>)?<\/Error>$/,
        );
      else JSON.parse(answer.body.replace(/^[\w$.[\]]+\((.*)\)$/s, '$1'));
    }),
    { numRuns: 400 },
  );
});

test('no body makes a call crash for somebody who is let in, and none ends a session that it does not name', async (t) => {
  const demo = await openDemo({ sites: ['c1'] });
  t.after(demo.close);
  const { access_token: token = '' } = await logOn(demo, { clientKey: 'phone' });
  const piece = fc.constantFrom(
    '{"clientKey":',
    '"pad"',
    '"\\ud800"',
    '"\\u0000"',
    '1',
    '{}',
    '[]',
    '}',
    '<Device>',
    '&clientKey=',
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    fc.array(piece, { maxLength: 6 }).map((pieces) => Buffer.from(pieces.join(''))),
    fc.json({ maxDepth: 2 }).map((text) => Buffer.from(text)),
    fc.string({ unit: 'binary' }).map((key) => Buffer.from(JSON.stringify({ clientKey: key }))),
  );
  const type = fc.constantFrom('application/json', 'text/xml', 'application/x-www-form-urlencoded', 'text/plain', 'x');
  await fc.assert(
    fc.asyncProperty(body, type, async (payload, label) => {
      const headers = { 'content-type': label, authorization: `Bearer ${token}` };
      const answer = await demo.inject('c1', { method: 'POST', url: '/me/devices/end', headers, body: payload });
      assert.ok([400, 404, 415].includes(answer.statusCode), `${answer.statusCode} ${answer.body}`);
    }),
    { numRuns: 400 },
  );
  assert.equal((await me(demo, token)).statusCode, 200);
});
