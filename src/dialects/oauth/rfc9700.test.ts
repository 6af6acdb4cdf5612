/** What RFC 9700 asks of this server that no other test is about; docs/security.md has the whole list. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { askDemo } from '../../../test/callers/ask.ts';
import { askForMachine, refresh } from '../../../test/callers/oauth.ts';
import { DOORS } from '../../../test/password-doors/doors.ts';
import { type Demo, type DemoOptions, openDemo } from '../../../test/support/demo.ts';
import { fingerprint } from '../../core/secrets.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function open(t: TestContext, options: DemoOptions = {}): Promise<Demo> {
  const demo = await openDemo({ sites: ['login', 'c1'], ...options });
  t.after(demo.close);
  return demo;
}

test('no script of another site may ask at the authorization endpoint (section 2.6)', async (t) => {
  const demo = await open(t);
  const origin = 'https://my.app.com';
  const preflight = { origin, 'access-control-request-method': 'GET' };
  for (const url of ['/oauth2/authorize?client_id=demo-spa', '/oauth2/authorize/resume?request=1']) {
    const answers = [
      await demo.inject('login', { method: 'OPTIONS', url, headers: preflight }),
      await demo.inject('login', { method: 'GET', url, headers: { origin } }),
    ];
    assert.notEqual(answers[0]?.statusCode, 204, url);
    for (const { headers } of answers) {
      assert.deepEqual(
        Object.keys(headers).filter((name) => name.startsWith('access-control-')),
        [],
        url,
      );
    }
  }
});

test('a browser that sent a password is sent on without it (section 4.12)', async (t) => {
  const demo = await open(t);
  assert.match(await DOORS['login page'](askDemo(demo), 'ada', 'ada-demo-pass'), /^303 on to \/connections/);
  const signIn = await demo.inject('c1', {
    method: 'POST',
    url: '/api/auth/credentials?continue=%2Fapi%2Fmetadata',
    headers: { ...FORM, accept: 'text/html' },
    body: 'UserName=theuser&Password=thepass',
  });
  assert.deepEqual([signIn.statusCode, signIn.headers.location], [302, 'http://127.0.0.1:8081/api/metadata']);
});

test("a client with a person's number for a name is told apart from that person (section 4.15.1)", async (t) => {
  const demo = await open(t);
  const machine = await demo.store.findClient('demo-machine');
  assert.ok(machine !== undefined);
  await demo.store.addClient({ ...machine, id: '1', secretFingerprint: fingerprint('its-secret') });
  const post = async (url: string, fields: Readonly<Record<string, string>>) =>
    (await demo.inject('login', { method: 'POST', url, headers: FORM, body: `${new URLSearchParams(fields)}` })).json<
      Record<string, unknown>
    >();
  const one = { client_id: '1', client_secret: 'its-secret' };
  const own = await post('/oauth2/token', { ...one, grant_type: 'client_credentials' });
  const grant = { grant_type: 'password', username: 'ada', password: 'ada-demo-pass' };
  const adas = await post('/oauth2/token', { client_id: 'demo-legacy', client_secret: 'demo-legacy-secret', ...grant });
  const told = async (token: unknown) => post('/oauth2/introspect', { ...one, token: String(token) });
  const [ofClient, ofPerson] = [await told(own.access_token), await told(adas.access_token)];
  assert.deepEqual([ofClient.sub, ofClient.client_id, ofClient.username], ['1', '1', undefined]);
  assert.deepEqual([ofPerson.sub, ofPerson.client_id, ofPerson.username], ['1', 'demo-legacy', 'ada']);
});

test('nobody chooses their address by a header that a proxy might have added (section 4.13)', async (t) => {
  const demo = await open(t);
  const claims = {
    'x-forwarded-for': '10.0.0.1',
    forwarded: 'for=10.0.0.1',
    'x-real-ip': '10.0.0.1',
    'true-client-ip': '10.0.0.1',
  };
  const body = 'grant_type=password&username=theuser&password=thepass';
  const answer = await demo.inject('c1', { method: 'POST', url: '/token', headers: { ...FORM, ...claims }, body });
  assert.equal(answer.statusCode, 200);
  const last = (await demo.store.listAuditEntries(0n, 1000)).at(-1);
  assert.deepEqual([last?.operation, last?.caller.address], ['open-session-by-password', '127.0.0.1']);
});

test('no token lies in the database as it was given out (section 4.9.3)', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-rest-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const demo = await open(t, { storeUrl: `sqlite:${join(folder, 'tessera.db')}` });
  const ask = askDemo(demo);
  const own = await askForMachine(ask);
  const given = await refresh(ask);
  const texts = [own.accessToken, given.accessToken, given.refreshToken];
  assert.ok(texts.every((text) => text.length > 20));
  const kept = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  assert.ok(kept.includes(fingerprint(own.accessToken)), 'what is kept is the fingerprint');
  for (const text of texts) {
    assert.ok(!kept.includes(text));
    // The secret bytes of a token stand behind its id.
    assert.ok(!kept.includes(Buffer.from(text.replace(/^\w{3}_/, ''), 'base64url').subarray(8)));
  }
});

test('the password grant is not advertised (section 2.4)', async (t) => {
  const demo = await open(t);
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    const answer = await demo.inject('login', { method: 'GET', url: `/.well-known/${name}` });
    const { grant_types_supported: grants } = answer.json<{ grant_types_supported: readonly string[] }>();
    assert.ok(grants.includes('authorization_code'));
    assert.ok(!grants.includes('password'));
  }
});
