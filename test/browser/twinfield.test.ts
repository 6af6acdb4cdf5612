/** A person lets a client of the session service in, in a real browser, and the client goes on by SOAP from there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { basic, form } from '../callers/ask.ts';
import { askForPair, type Method, type SeenPair, signed } from '../callers/oauth1.ts';
import * as twinfield from '../callers/twinfield.ts';
import { heading, logIn, openVisit, press, REDIRECT, toldClient, type Visit } from './visit.ts';

const CONSUMER = { key: 'demo-consumer', secret: 'demo-consumer-secret' };
const CONNECT = '/auth/authentication/connect';
const APP = basic('demo-openid', 'demo-openid-secret');

function ask(visit: Visit, method: Method, path: string, signing: object, extra: Readonly<Record<string, string>>) {
  const once = { now: visit.demo.clock.now(), nonce: crypto.randomUUID() };
  const all = { method, ...CONSUMER, ...once, ...signing };
  return askForPair(visit.ask, signed(visit.demo.urls.login, path, all, extra));
}

function begin(visit: Visit, callback = REDIRECT): Promise<SeenPair> {
  return ask(visit, 'HMAC-SHA1', '/oauth/initiate.aspx', {}, { oauth_callback: callback });
}

function finish(visit: Visit, first: SeenPair, verifier: string): Promise<SeenPair> {
  const signing = { token: first.token, tokenSecret: first.secret };
  return ask(visit, 'HMAC-SHA256', '/oauth/finalize.aspx', signing, { oauth_verifier: verifier });
}

const loginPage = ({ demo }: Visit, { token }: SeenPair) => `${demo.urls.login}/oauth/login.aspx?oauth_token=${token}`;

test('OAuth 1 consent, OAuthLogon, work on the cluster, a second logon, fault 168, Abandon, fault 103; the connection ended', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  const first = await begin(visit);
  await page.goto(loginPage(visit, first));
  await logIn(page, 'ada');
  assert.equal(await heading(page), 'Let Demo consumer act for you?');
  await press(page, 'Allow');
  const told = await toldClient(page);
  assert.deepEqual(Object.keys(told), ['oauth_token', 'oauth_verifier']);
  assert.equal(told.oauth_token, first.token);
  const pair = await finish(visit, first, told.oauth_verifier ?? '');
  assert.equal(pair.status, 200, pair.problem);

  const one = await twinfield.oauthLogonWith(visit.ask, CONSUMER, pair);
  assert.equal(one.word, 'ok');
  const onCluster = (session: string, operation: string, parameters?: string) =>
    twinfield.onCluster(visit.ask, operation, session, parameters);
  assert.equal((await onCluster(one.session, 'KeepAlive')).word, 'ok');
  const selected = await onCluster(one.session, 'SelectCompany', '<company>ACME-UK</company>');
  assert.deepEqual(selected, { word: 'ok', result: 'Ok' });
  assert.deepEqual(await onCluster(one.session, 'GetRole'), { word: 'ok', result: 'administrator' });
  const other = await twinfield.logon(visit.ask, 'ada', 'ada-demo-pass');
  assert.equal((await onCluster(one.session, 'KeepAlive')).word, 'fault 168');
  assert.equal((await onCluster(other.session, 'Abandon')).word, 'ok');
  assert.equal((await onCluster(other.session, 'KeepAlive')).word, 'fault 103');

  await page.goto(`${visit.demo.urls.login}/connections`);
  await page.getByText('End this connection with Demo consumer').click();
  await press(page, 'End it now');
  assert.match(await page.getByRole('status').innerText(), /has been ended/);
  assert.equal((await twinfield.oauthLogonWith(visit.ask, CONSUMER, pair)).word, 'TokenInvalid');
});

test('out of band the person reads the verifier from the page', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  const first = await begin(visit, 'oob');
  await page.goto(loginPage(visit, first));
  await logIn(page, 'theuser', 'thepass');
  await press(page, 'Allow');
  assert.equal(await heading(page), 'Your code');
  const pair = await finish(visit, first, await page.locator('output').innerText());
  assert.equal((await twinfield.oauthLogonWith(visit.ask, CONSUMER, pair)).word, 'ok');
});

test('the person takes the second step in the browser, and the session takes its own', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  const first = await begin(visit);
  await page.goto(loginPage(visit, first));
  await logIn(page, 'carol');
  await page.locator('input.code').fill('123456');
  await page.locator('main form button').first().click();
  await press(page, 'Allow');
  const pair = await finish(visit, first, (await toldClient(page)).oauth_verifier ?? '');
  const { word, session } = await twinfield.oauthLogonWith(visit.ask, CONSUMER, pair);
  assert.equal(word, 'ok');
  assert.equal((await twinfield.onCluster(visit.ask, 'KeepAlive', session)).word, 'fault 102');
  const passed = await twinfield.onCluster(visit.ask, 'SmsLogon', session, '<smsCode>123456</smsCode>');
  assert.equal(passed.result, 'Ok');
  assert.equal((await twinfield.onCluster(visit.ask, 'KeepAlive', session)).word, 'ok');
});

test('who refuses sends the client a refusal', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  const first = await begin(visit);
  await page.goto(loginPage(visit, first));
  await press(page, 'Cancel and go back');
  assert.deepEqual(await toldClient(page), { oauth_token: first.token, oauth_problem: 'user_refused' });
});

test('OpenID: authorize, redeem, validate, log on with the token, refresh, revoke', async (t) => {
  const visit = await openVisit(t);
  const { page, demo } = visit;
  const query = {
    response_type: 'code',
    client_id: 'demo-openid',
    redirect_uri: REDIRECT,
    scope: 'openid twf.user twf.organisation twf.organisationUser offline_access',
    state: 'a state & more',
    nonce: 'n-1',
  };
  await page.goto(`${demo.urls.login}${CONNECT}/authorize?${new URLSearchParams(query)}`);
  await logIn(page, 'ivan');
  assert.match(await page.locator('.scopes').innerText(), /everything in Twinfield that you can do yourself/);
  await press(page, 'Allow');
  const told = await toldClient(page);
  assert.deepEqual(Object.keys(told), ['code', 'state']);
  assert.equal(told.state, query.state);

  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const { headers, body } = form(fields);
    const request = { method: 'POST', url: `${CONNECT}/${path}`, headers: { ...headers, authorization: APP } } as const;
    return visit.ask('login', body === undefined ? request : { ...request, body });
  };
  const code = { grant_type: 'authorization_code', code: told.code ?? '', redirect_uri: REDIRECT };
  const redeemed = await post('token', code);
  assert.equal(redeemed.status, 200, redeemed.body);
  const tokens = JSON.parse(redeemed.body);
  assert.equal(tokens.expires_in, 3600);
  const identity = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url').toString());
  assert.deepEqual([identity.aud, identity.nonce, identity.sub], ['demo-openid', 'n-1', '9']);

  const validate = (token: string) =>
    visit.ask('login', { method: 'GET', url: `${CONNECT}/accesstokenvalidation?token=${token}` });
  const claims = JSON.parse((await validate(tokens.access_token)).body);
  assert.equal(claims['twf.organisationCode'], 'MODERN');
  assert.equal(claims['twf.clusterUrl'], demo.urls.c1);
  // His organisation admits OAuth 2 only, and so this is his only way to a session.
  const logon = await twinfield.accessTokenLogon(visit.ask, tokens.access_token);
  assert.equal(logon.word, 'ok');
  assert.equal((await twinfield.onCluster(visit.ask, 'KeepAlive', logon.session)).word, 'ok');

  const refreshed = JSON.parse(
    (await post('token', { grant_type: 'refresh_token', refresh_token: tokens.refresh_token })).body,
  );
  assert.equal((await validate(refreshed.access_token)).status, 200);
  assert.equal((await post('revocation', { token: refreshed.refresh_token })).status, 200);
  for (const token of [tokens.access_token, refreshed.access_token]) assert.equal((await validate(token)).status, 400);
  assert.equal((await twinfield.accessTokenLogon(visit.ask, refreshed.access_token)).word, 'TokenInvalid');
});
