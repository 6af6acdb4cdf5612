/**
 * The ways to tokens that lead through a person's browser: OAuth 1 and OpenID of the session service, the standard dialect by a deposited question, and a
 * device. Each is gone to its end, and then once more wrongly.
 */
import assert from 'node:assert/strict';
import { type Answer, type Ask, basic, form, memberText } from '../callers/ask.ts';
import { openBrowser, type PlainBrowser } from '../callers/browser.ts';
import { askForPair, signed } from '../callers/oauth1.ts';
import * as twinfield from '../callers/twinfield.ts';
import type { Demo } from '../support/demo.ts';
import { createProofMaker } from '../support/key-proofs.ts';
import { MARKED } from './find-leaks.ts';

const REDIRECT = 'http://127.0.0.1:9999/callback';
const CONSUMER = { key: 'demo-consumer', secret: 'demo-consumer-secret' };
const CONNECT = '/auth/authentication/connect';
const VERIFIER = 'a verifier that nobody guesses 4711'.replaceAll(' ', '-').padEnd(43, '.');
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

type Fields = Readonly<Record<string, string>>;

/** What was issued, and what is only to be seen by the browser that carries it and by the client: codes, which stand in redirects by their nature. */
export interface Consented {
  readonly issued: readonly string[];
  readonly carried: readonly string[];
}

interface Way {
  readonly demo: Demo;
  readonly ask: Ask;
  readonly browser: PlainBrowser;
}

export async function useConsentedWays(demo: Demo, ask: Ask): Promise<Consented> {
  const browser = openBrowser(ask, 'login');
  await browser.open('/login');
  await browser.submit('/login', { name: 'ada', password: 'ada-demo-pass' });
  const way = { demo, ask, browser };
  const ways = [await goByOauth1(way), await goByOpenid(way), await goByDeposit(way), await goByDevice(way)];
  const cookies = [...browser.cookies.values()];
  assert.equal(cookies.length, 2);
  return {
    issued: [...ways.flatMap(({ issued }) => issued), ...cookies],
    carried: ways.flatMap(({ carried }) => carried),
  };
}

function post(ask: Ask, url: string, fields: Fields, headers: Fields = {}): Promise<Answer> {
  const { headers: type, body } = form(fields);
  return ask('login', {
    method: 'POST',
    url,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

/** Opens where the client sent the browser, allows it, and answers with what the client's redirect was told under a name. */
async function consent({ browser }: Way, path: string, name: string): Promise<string> {
  await browser.open(path);
  const { headers, body } = await browser.submit('/consent', { answer: 'grant' });
  const told = new URL(headers.location ?? 'none:').searchParams.get(name);
  assert.ok(told !== null, body);
  return told;
}

function member(answer: Answer, name: string): string {
  const text = memberText(answer.body, name);
  assert.ok(text !== undefined && text.length >= 20, `${name} of ${answer.status} ${answer.body}`);
  return text;
}

async function goByOauth1(way: Way): Promise<Consented> {
  const { demo, ask } = way;
  const step = (path: string, signing: object, extra: Fields, place: 'header' | 'query' | 'body' = 'header') => {
    const once = { now: demo.clock.now(), nonce: crypto.randomUUID() };
    const all = { method: 'HMAC-SHA256', ...CONSUMER, ...once, ...signing } as const;
    return askForPair(ask, signed(demo.urls.login, `/oauth/${path}.aspx`, all, extra, place));
  };
  const callback = { oauth_callback: REDIRECT };
  await step('initiate', { secret: MARKED }, callback);
  await step('initiate', { method: 'PLAINTEXT', secret: MARKED }, callback, 'query');
  const first = await step('initiate', { method: 'PLAINTEXT' }, callback, 'query');
  const verifier = await consent(way, `/oauth/login.aspx?oauth_token=${first.token}`, 'oauth_verifier');
  const exchange = { token: first.token, tokenSecret: first.secret };
  await step('finalize', exchange, { oauth_verifier: MARKED }, 'query');
  await step('finalize', { ...exchange, tokenSecret: MARKED }, { oauth_verifier: verifier }, 'body');
  const pair = await step('finalize', { ...exchange, method: 'PLAINTEXT' }, { oauth_verifier: verifier }, 'query');
  assert.equal(pair.status, 200, pair.problem);
  await step('finalize', exchange, { oauth_verifier: verifier });
  const { session } = await twinfield.oauthLogonWith(ask, CONSUMER, pair);
  await twinfield.oauthLogonWith(ask, CONSUMER, { ...pair, secret: MARKED });
  return { issued: [first.secret, pair.secret, session], carried: [verifier] };
}

async function goByOpenid(way: Way): Promise<Consented> {
  const { ask } = way;
  const client = { client_id: 'demo-openid', redirect_uri: REDIRECT };
  const scope = 'openid twf.user twf.organisationUser offline_access';
  const query = new URLSearchParams({ ...client, response_type: 'code', scope, state: 's', nonce: 'n' });
  const code = await consent(way, `${CONNECT}/authorize?${query}`, 'code');
  const app = { authorization: basic('demo-openid', 'demo-openid-secret') };
  const redeem = { grant_type: 'authorization_code', redirect_uri: REDIRECT };
  await post(ask, `${CONNECT}/token`, { ...redeem, code: MARKED }, app);
  await post(ask, `${CONNECT}/token`, { ...redeem, code, client_id: 'demo-openid', client_secret: MARKED });
  const first = await post(ask, `${CONNECT}/token`, { ...redeem, code }, app);
  const refresh = { grant_type: 'refresh_token', refresh_token: member(first, 'refresh_token') };
  await post(ask, `${CONNECT}/token`, { ...refresh, refresh_token: MARKED }, app);
  const second = await post(ask, `${CONNECT}/token`, refresh, app);
  const access = member(second, 'access_token');
  await ask('login', { method: 'GET', url: `${CONNECT}/accesstokenvalidation?token=${access}` });
  await ask('login', { method: 'GET', url: `${CONNECT}/userinfo`, headers: { authorization: `Bearer ${access}` } });
  const { session } = await twinfield.accessTokenLogon(ask, access);
  await post(ask, `${CONNECT}/revocation`, { token: access }, app);
  const names = ['access_token', 'refresh_token'] as const;
  const tokens = [first, second].flatMap((answer) => names.map((name) => member(answer, name)));
  return { issued: [...tokens, member(first, 'id_token'), session], carried: [code] };
}

async function goByDeposit(way: Way): Promise<Consented> {
  const { demo, ask } = way;
  const app = { authorization: basic('demo-web', 'demo-web-secret') };
  const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(VERIFIER))).toString('base64url');
  const question = {
    ...{
      response_type: 'code',
      redirect_uri: REDIRECT,
      scope: 'openid profile offline_access',
      nonce: 'n',
      state: 's',
    },
    ...{ code_challenge: challenge, code_challenge_method: 'S256' },
  };
  await post(ask, '/oauth2/par', question, { authorization: basic('demo-web', MARKED) });
  const deposit = member(await post(ask, '/oauth2/par', question, app), 'request_uri');
  const query = new URLSearchParams({ client_id: 'demo-web', request_uri: deposit });
  const code = await consent(way, `/oauth2/authorize?${query}`, 'code');
  const holder = await createProofMaker();
  const prove = async (method: string, path: string, token?: string) => {
    const about = { method, url: demo.urls.login + path, now: demo.clock.now() };
    return holder.prove(token === undefined ? about : { ...about, token });
  };
  const redeem = { grant_type: 'authorization_code', redirect_uri: REDIRECT, code };
  await post(ask, '/oauth2/token', { ...redeem, code_verifier: `${MARKED}${MARKED}${MARKED}` }, app);
  await post(ask, '/oauth2/token', { ...redeem, code_verifier: VERIFIER }, { ...app, dpop: MARKED });
  const proofs = [await prove('POST', '/oauth2/token'), await prove('POST', '/oauth2/token')];
  const first = await post(
    ask,
    '/oauth2/token',
    { ...redeem, code_verifier: VERIFIER },
    { ...app, dpop: proofs[0] ?? '' },
  );
  const refresh = { grant_type: 'refresh_token', refresh_token: member(first, 'refresh_token') };
  const second = await post(ask, '/oauth2/token', refresh, { ...app, dpop: proofs[1] ?? '' });
  const access = member(second, 'access_token');
  for (const path of ['/oauth2/userinfo', '/verify']) {
    const dpop = await prove('GET', path, access);
    const presented = [{ authorization: `DPoP ${access}`, dpop }, { authorization: `Bearer ${access}` }];
    for (const headers of [...presented, ...presented]) await ask('login', { method: 'GET', url: path, headers });
    proofs.push(dpop);
  }
  const names = ['access_token', 'refresh_token'] as const;
  const tokens = [first, second].flatMap((answer) => names.map((name) => member(answer, name)));
  const reference = deposit.slice(deposit.lastIndexOf(':') + 1);
  return { issued: [...tokens, member(first, 'id_token'), ...proofs, VERIFIER], carried: [code, reference] };
}

async function goByDevice({ ask, browser }: Way): Promise<Consented> {
  const client = { client_id: 'demo-tv' };
  const shown = await post(ask, '/oauth2/device_authorization', { ...client, scope: 'openid profile' });
  const device = member(shown, 'device_code');
  const userCode = memberText(shown.body, 'user_code') ?? assert.fail(shown.body);
  const poll = { ...client, grant_type: DEVICE_GRANT, device_code: device };
  await post(ask, '/oauth2/token', poll);
  await browser.open('/device');
  // The page shows a wrong code again, so that it can be mended: it is worth nothing.
  await browser.submit('/device', { user_code: 'BCDF-GHJK' });
  await browser.open('/device');
  await browser.submit('/device', { user_code: userCode });
  await browser.submit('/consent', { answer: 'grant' });
  await post(ask, '/oauth2/token', { ...poll, device_code: MARKED });
  const tokens = await post(ask, '/oauth2/token', poll);
  await ask('login', { method: 'GET', url: `/oauth2/logout?id_token_hint=${member(tokens, 'id_token')}` });
  const names = ['access_token', 'refresh_token', 'id_token'] as const;
  return { issued: [device, ...names.map((name) => member(tokens, name))], carried: [userCode] };
}
