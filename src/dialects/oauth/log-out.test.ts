/** OpenID Connect RP-Initiated Logout 1.0: who is logged out by what, and where the browser goes. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { createPersonAtBrowser, type PersonAtBrowser } from '../../../test/support/person-at-browser.ts';
import { challengeOf } from '../../core/secrets.ts';

const REDIRECT = 'https://my.app.com/redirect-handler';
const BACK = 'https://my.app.com/signed-out';
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-RFC-7636';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const MACHINE = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };

async function post(demo: Demo, url: string, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams(fields).toString();
  const answer = await demo.inject('login', { method: 'POST', url, headers: FORM, body });
  return answer.json<Record<string, string | boolean>>();
}

async function open(t: TestContext) {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  const person = createPersonAtBrowser(demo);
  await person.logOn('ada');
  return { demo, person };
}

async function connect(demo: Demo, person: PersonAtBrowser, scope = 'openid') {
  const challenge = { code_challenge: challengeOf(VERIFIER), code_challenge_method: 'S256' };
  const client = { client_id: 'demo-spa', redirect_uri: REDIRECT };
  const question = new URLSearchParams({ response_type: 'code', ...client, scope, ...challenge });
  const code = (await person.connect(`/oauth2/authorize?${question}`)).searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', ...client, code, code_verifier: VERIFIER };
  const { id_token, access_token } = await post(demo, '/oauth2/token', grant);
  const isActive = async () =>
    (await post(demo, '/oauth2/introspect', { ...MACHINE, token: `${access_token}` })).active;
  return { hint: `${id_token}`, token: `${access_token}`, isActive };
}

function logOut(person: PersonAtBrowser, fields: Readonly<Record<string, string>>) {
  return person.visit({ url: `/oauth2/logout?${new URLSearchParams(fields)}` });
}

/** Whether the browser still knows who is there: then a question needs no page. */
async function isLoggedOn(person: PersonAtBrowser): Promise<boolean> {
  return (await person.visit({ url: '/sign-out' })).body.includes('Ada');
}

test('with an ID token: session and connection end, and the browser goes back', async (t) => {
  const { demo, person } = await open(t);
  const { hint, isActive } = await connect(demo, person);
  assert.equal(await isActive(), true);
  assert.equal(await isLoggedOn(person), true);
  const told = await logOut(person, { id_token_hint: hint, post_logout_redirect_uri: BACK, state: 'x y' });
  assert.deepEqual([told.statusCode, told.headers.location], [303, `${BACK}?state=x+y`]);
  assert.match(String(told.headers['set-cookie']), /tessera-session=; Max-Age=0/);
  assert.equal(await isActive(), false);
  assert.equal(await isLoggedOn(person), false);
});

test('it may come as a form, and long after the ID token has expired', async (t) => {
  const { demo, person } = await open(t);
  const { hint } = await connect(demo, person);
  demo.clock.move(2 * 3_600_000);
  const body = new URLSearchParams({ id_token_hint: hint, client_id: 'demo-spa', post_logout_redirect_uri: BACK });
  const told = await person.visit({ method: 'POST', url: '/oauth2/logout', headers: FORM, body: body.toString() });
  assert.equal(told.headers.location, BACK);
});

test('a connection that is to go on while the person is away goes on', async (t) => {
  const { demo, person } = await open(t);
  const { hint, isActive } = await connect(demo, person, 'openid offline_access');
  await logOut(person, { id_token_hint: hint });
  assert.equal(await isActive(), true);
  assert.equal(await isLoggedOn(person), false);
});

test("another person's session in the browser stays", async (t) => {
  const { demo, person } = await open(t);
  const { hint, isActive } = await connect(demo, person);
  await person.logOn('judy');
  await logOut(person, { id_token_hint: hint });
  assert.equal(await isActive(), false);
  assert.match((await person.visit({ url: '/sign-out' })).body, /Judy|logged out/);
});

test('an address that the client has not registered is not gone to', async (t) => {
  const { demo, person } = await open(t);
  const { hint } = await connect(demo, person);
  const told = await logOut(person, { id_token_hint: hint, post_logout_redirect_uri: `${BACK}/more` });
  assert.equal(told.headers.location, '/sign-out');
});

test('an application on the machine gets the browser back at whatever port it listens on', async (t) => {
  const { demo, person } = await open(t);
  const { hint } = await connect(demo, person);
  const back = 'http://127.0.0.1:51004/signed-out';
  const told = await logOut(person, { id_token_hint: hint, post_logout_redirect_uri: back });
  assert.equal(told.headers.location, back);
});

test('without an ID token the person is asked, and nobody is sent anywhere', async (t) => {
  const { demo, person } = await open(t);
  const { isActive } = await connect(demo, person);
  const told = await logOut(person, { client_id: 'demo-spa', post_logout_redirect_uri: BACK });
  assert.equal(told.headers.location, '/sign-out');
  assert.equal(await isLoggedOn(person), true);
  assert.equal(await isActive(), true);
});

test('what is no ID token of this server logs nobody out', async (t) => {
  const { demo, person } = await open(t);
  const { hint, token, isActive } = await connect(demo, person);
  const [header, , signature] = hint.split('.');
  const claims = Buffer.from(JSON.stringify({ iss: demo.urls.login, sub: '1', aud: 'demo-spa', at_hash: 'x' }));
  const forged = `${header}.${claims.toString('base64url')}.${signature}`;
  const signer = await demo.store.findClient('demo-signer');
  assert.ok(signer !== undefined);
  const access = await demo.world.signer.sign({ iss: demo.urls.login, sub: '1', aud: 'demo-spa' }, { type: 'at+jwt' });
  for (const text of [forged, token, access, 'x', `${hint}x`]) {
    const told = await logOut(person, { id_token_hint: text, post_logout_redirect_uri: BACK });
    assert.equal(told.statusCode, 400, text);
  }
  assert.equal((await logOut(person, { id_token_hint: hint, client_id: 'demo-web' })).statusCode, 400);
  assert.equal(await isLoggedOn(person), true);
  assert.equal(await isActive(), true);
});
