/**
 * No secret in a log, in an error or in a URL; and no error that tells how the server is made. Everything is logged at the most talkative level,
 * from yes to fault, and then searched for every secret that was sent or issued.
 */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { test } from 'node:test';
import { pino } from 'pino';
import { SEED_CLIENT } from '../src/server/demo-world/clients.ts';
import { type Answer, type Ask, askDemo, basic, form } from './callers/ask.ts';
import { openBrowser } from './callers/browser.ts';
import * as digioffice from './callers/digioffice.ts';
import * as oauth from './callers/oauth.ts';
import * as projector from './callers/projector.ts';
import * as twinfield from './callers/twinfield.ts';
import * as yindo from './callers/yindo.ts';
import { type Demo, type DemoRequest, openDemo, SITE_NAMES } from './support/demo.ts';

/** A secret like no other text, so that any piece of it can be told apart. */
const MARKED = 'Zq9vK2mX7tR4wB8nLc3Y';
/** The shortest piece of it that counts as a leak: parsers like to quote what surrounds an error. */
const PIECE = 6;

/** What people and clients of the demo world prove themselves with. */
const KNOWN_SECRETS = [
  'ada-demo-pass',
  'dave-demo-pass',
  'demo-secret-ada',
  'demo-consumer-secret',
  'demo-machine-secret',
  basic('demo-machine', 'demo-machine-secret').slice('Basic '.length),
  SEED_CLIENT.secret,
  SEED_CLIENT.code,
  SEED_CLIENT.codeVerifier,
  SEED_CLIENT.refreshToken,
];

interface Watch {
  readonly demo: Demo;
  readonly ask: Ask;
  readonly logged: string[];
  readonly answers: Answer[];
}

/** A demo world whose whole log and whole answers are kept. */
async function openWatched(): Promise<Watch> {
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const demo = await openDemo({ logger, note: (event) => logger.info(event) });
  const answers: Answer[] = [];
  const plain = askDemo(demo);
  const ask: Ask = async (site, request) => {
    const answer = await plain(site, request);
    answers.push(answer);
    return answer;
  };
  return { demo, ask, logged, answers };
}

/** Logs in on the pages, right and wrong, and gives a client a code. @returns the secrets that the browser holds */
async function usePages(ask: Ask): Promise<readonly string[]> {
  const browser = openBrowser(ask, 'c1');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: SEED_CLIENT.id,
    redirect_uri: SEED_CLIENT.redirectUri,
    scope: SEED_CLIENT.scope,
  });
  await browser.open(`/oauth2authorize/ACME?${query}`);
  await browser.submit('/login', { name: 'ada', password: MARKED });
  await browser.submit('/login', { name: 'ada', password: 'ada-demo-pass' });
  await browser.submit('/consent', { answer: 'grant' });
  await browser.open('/change-password');
  await browser.submit('/change-password', { present: MARKED, next: `${MARKED}2`, again: `${MARKED}2` });
  return [...browser.cookies.values()];
}

/** Uses every wire for what it is made for. @returns the secrets that were issued */
async function useEveryWire(ask: Ask): Promise<readonly string[]> {
  const { session } = await twinfield.oauthLogon(ask, 'ada');
  await twinfield.keepAlive(ask, session);
  const { ticket, refreshToken } = await projector.redeem(ask);
  const refreshed = await projector.refresh(ask);
  const again = await projector.refreshOverRest(ask, refreshed.refreshToken);
  const logon = await projector.authenticate(ask, 'ada', 'ada-demo-pass');
  const opened = await digioffice.authenticate(ask, 'ada', 'ada-demo-pass');
  const converted = await digioffice.convert(ask, opened.session, true);
  await digioffice.presentToken(ask, converted.token);
  const renewed = await digioffice.renew(ask, opened.refreshToken);
  const short = await digioffice.askForShortToken(ask, opened.session);
  const { token } = await yindo.logon(ask, 'ada', 'ada-demo-pass');
  await yindo.me(ask, token);
  const { accessToken } = await oauth.askForMachine(ask);
  const issued = [session, ticket, refreshToken, refreshed.ticket, refreshed.refreshToken, logon.ticket];
  const all = [
    ...issued,
    again.ticket,
    again.refreshToken,
    opened.session,
    opened.refreshToken,
    converted.token,
    renewed.token,
    short.token,
    token,
    accessToken,
  ];
  for (const credential of all) await oauth.introspect(ask, credential);
  for (const credential of all) await oauth.revoke(ask, credential);
  await presentEverything(ask, all);
  return all;
}

/** Presents whatever there is on every wire, whether it counts or not. */
async function presentEverything(ask: Ask, credentials: readonly string[]): Promise<void> {
  for (const credential of credentials) {
    await twinfield.keepAlive(ask, credential);
    await projector.unauthenticate(ask, credential);
    await projector.refresh(ask, credential);
    await projector.redeem(ask, credential);
    await projector.refreshOverRest(ask, credential);
    await projector.redeemOverRest(ask, credential);
    await digioffice.convert(ask, credential, false);
    await digioffice.presentToken(ask, credential);
    await digioffice.renew(ask, credential);
    await digioffice.askForShortToken(ask, credential);
    await yindo.me(ask, credential);
    await oauth.refresh(ask, credential);
    await oauth.introspect(ask, credential);
  }
}

async function proveWrongly(ask: Ask): Promise<void> {
  await twinfield.oauthLogon(ask, 'ada', MARKED);
  await twinfield.logon(ask, 'ada', MARKED);
  await projector.redeem(ask, undefined, MARKED);
  await projector.redeem(ask, MARKED);
  await projector.authenticate(ask, 'ada', MARKED);
  await digioffice.authenticate(ask, 'ada', MARKED);
  await digioffice.authenticate(ask, 'dave', 'dave-demo-pass');
  await yindo.logon(ask, 'ada', MARKED);
  await oauth.askForMachine(ask, MARKED);
  await presentEverything(ask, [MARKED]);
}

const XML = { 'content-type': 'text/xml; charset=utf-8', soapaction: '"http://www.twinfield.com/OAuthLogon"' };
const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json' };
const LARGE = MARKED.repeat(60_000);

const FORM_PATHS = [
  ...['/token', '/oauth2/token', '/oauth2/introspect', '/oauth2/revoke'],
  ...['/oauth2token', '/oauth2revoketoken'],
];

/** Requests that can't be understood, each with a secret where the misunderstanding is. */
const MALFORMED: readonly DemoRequest[] = [
  ...['/webservices/session.asmx', '/OpsProjectorWcfSvc/PwsProjectorServices.svc'].flatMap((url) => [
    { method: 'POST' as const, url, headers: XML, body: `<a><clientSecret>${MARKED}</a>` },
    { method: 'POST' as const, url, headers: XML, body: `<!DOCTYPE a [<!ENTITY b "${MARKED}">]><a>&b;</a>` },
    { method: 'POST' as const, url, headers: XML, body: `<a ${MARKED}="1" ${MARKED}="2"/>` },
    { method: 'POST' as const, url, headers: XML, body: `<a>&${MARKED};</a>` },
    { method: 'POST' as const, url, headers: XML, body: MARKED },
    { method: 'POST' as const, url, headers: XML, body: LARGE },
    { method: 'POST' as const, url, headers: { 'content-type': MARKED }, body: MARKED },
    { method: 'GET' as const, url: `${url}?op=${MARKED}&SessionID=${MARKED}` },
    { method: 'GET' as const, url: `${url}/elsewhere?${MARKED}` },
  ]),
  { method: 'POST', url: '/token', headers: JSON_TYPE, body: `{"grant_type":"password","password":${MARKED}}` },
  { method: 'POST', url: '/token', headers: XML, body: `<OAuthRequest><password>${MARKED}</OAuthRequest>` },
  { method: 'GET', url: `/api/session-to-token?format=html&Password=${MARKED}&ss-tok=${MARKED}` },
  ...['/api/auth/credentials', '/api/session-to-token'].flatMap((url) => [
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"UserName":"ada","Password":"${MARKED}` },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"UserName":"ada","Password":${MARKED}}` },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"UserName":{"${MARKED}":1},"Password":["${MARKED}"]}` },
    {
      method: 'POST' as const,
      url,
      headers: JSON_TYPE,
      body: `{"PreserveSession":"${MARKED}","RememberMe":"${MARKED}"}`,
    },
    {
      method: 'POST' as const,
      url,
      headers: { ...JSON_TYPE, 'content-type': 'application/xml' },
      body: `<a>${MARKED}`,
    },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: LARGE },
    { method: 'POST' as const, url: `${url}/elsewhere?token=${MARKED}`, headers: JSON_TYPE, body: '{}' },
    // As JSON: a browser is sent to the page to sign in at, with the address that it asked for, as the framework does.
    { method: 'GET' as const, url: `${url}?UserName=ada&Password=${MARKED}&ss-tok=${MARKED}`, headers: JSON_TYPE },
    { method: 'GET' as const, url, headers: { cookie: `ss-id=${MARKED}; ss-tok=${MARKED}` } },
    { method: 'GET' as const, url, headers: { authorization: `Bearer ${MARKED}.${MARKED}.${MARKED}` } },
    { method: 'GET' as const, url, headers: { authorization: basic('ada', MARKED) } },
    { method: 'POST' as const, url, headers: { 'content-type': 'application/jsv' }, body: `{Password:"${MARKED}` },
    { method: 'POST' as const, url, headers: { 'content-type': 'text/csv' }, body: `Password\n"${MARKED}` },
  ]),
  ...['json', 'jsv', 'csv', 'xml'].flatMap((format) => [
    { method: 'POST' as const, url: `/api/${format}/reply/Authenticate`, body: `{"Password":"${MARKED}` },
    { method: 'POST' as const, url: `/api/${format}/reply/Authenticate[]`, body: `[{"Password":${MARKED}` },
  ]),
  ...['/api/soap11', '/api/soap12'].flatMap((url) => [
    { method: 'POST' as const, url, headers: XML, body: `<a><Password>${MARKED}</a>` },
    { method: 'POST' as const, url, headers: XML, body: `<!DOCTYPE a [<!ENTITY b "${MARKED}">]><a>&b;</a>` },
    { method: 'POST' as const, url, headers: XML, body: LARGE },
  ]),
  { method: 'GET', url: `/api/login?redirect=https://${MARKED}.example/` },
  { method: 'GET', url: `/api/xml/metadata?op=${MARKED}` },
  ...FORM_PATHS.flatMap((url) => [
    { method: 'POST' as const, url, ...form({ grant_type: 'password', password: MARKED, client_secret: MARKED }) },
    { method: 'POST' as const, url, headers: form({}).headers ?? {}, body: `password=%${MARKED}&token=%zz` },
    { method: 'POST' as const, url, headers: form({}).headers ?? {}, body: `password=${MARKED}&password=${MARKED}` },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"password":"${MARKED}"}` },
    { method: 'POST' as const, url, headers: { authorization: `Basic ${MARKED}` }, ...form({ token: MARKED }) },
    { method: 'POST' as const, url, headers: form({}).headers ?? {}, body: LARGE },
    { method: 'GET' as const, url: `${url}?token=${MARKED}&client_secret=${MARKED}` },
    { method: 'GET' as const, url: `${url}/elsewhere?${MARKED}` },
  ]),
  { method: 'GET', url: `/me?access_token=${MARKED}`, headers: { authorization: `Basic ${MARKED}` } },
  { method: 'GET', url: `/${MARKED}/%zz?${MARKED}` },
  { method: 'DELETE', url: `/${MARKED}` },
];

async function sendMalformed(ask: Ask): Promise<void> {
  for (const request of MALFORMED) for (const site of SITE_NAMES) await ask(site, request);
}

function findLeaks(text: string, secrets: readonly string[]): readonly string[] {
  const pieces = Array.from({ length: MARKED.length - PIECE + 1 }, (_, at) => MARKED.slice(at, at + PIECE));
  return [...secrets, ...pieces].filter((secret) => text.includes(secret));
}

/** What an answer should never tell: where the server's code is, what it asks its database, how it fails inside. */
const INSIDES =
  /\bat \S+ \(|\bat .*:\d+:\d+|node:|node_modules|\.[cm]?[jt]s\b|\/src\/|\b(select|SELECT) .* (from|FROM)\b|[sS][qQ][lL]ite|\b[A-Z]\w+Error\b|FST_|ECONN|undefined|\[object/;

function checkErrors(answers: readonly Answer[], secrets: readonly string[]): void {
  const errors = answers.filter(({ status }) => status >= 400);
  assert.notEqual(errors.length, 0);
  for (const { body, status } of errors) {
    assert.deepEqual(findLeaks(body, secrets), [], `${status} ${body}`);
    assert.doesNotMatch(body, INSIDES);
  }
}

function checkAddresses(answers: readonly Answer[], secrets: readonly string[]): void {
  for (const { headers } of answers) assert.deepEqual(findLeaks(headers.location ?? '', secrets), []);
}

test('nothing that is sent or issued gets into a log, an error or an address', async (t) => {
  const { demo, ask, logged, answers } = await openWatched();
  t.after(demo.close);
  const issued = await useEveryWire(ask);
  assert.ok(
    issued.every((secret) => secret.length >= 20),
    'every wire issued its secret',
  );
  const held = await usePages(ask);
  assert.equal(held.length, 2);
  await proveWrongly(ask);
  await sendMalformed(ask);
  const secrets = [...KNOWN_SECRETS, ...issued, ...held];
  assert.notEqual(logged.length, 0);
  assert.deepEqual(findLeaks(logged.join(''), secrets), []);
  checkErrors(answers, secrets);
  checkAddresses(answers, secrets);
});

test('what is no HTTP is not logged, as it may hold secrets', async (t) => {
  const { demo, logged } = await openWatched();
  t.after(demo.close);
  const ports = await demo.listen();
  for (const text of [`GET /?${MARKED} NO-HTTP\r\n\r\n`, `GET / HTTP/1.1\r\nBad Name: ${MARKED}\r\n\r\n`]) {
    const answer = await sendRaw(ports.login, text);
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/);
    assert.deepEqual(findLeaks(answer, []), []);
  }
  assert.deepEqual(findLeaks(logged.join(''), []), []);
  assert.doesNotMatch(logged.join(''), /rawPacket|"Buffer"/);
});

function sendRaw(port: number, text: string): Promise<string> {
  return readText(connect(port, '127.0.0.1').end(text));
}

test('a broken store becomes an error that tells nothing, and a log that tells no secret', async () => {
  const { demo, ask, logged, answers } = await openWatched();
  const issued = await useEveryWire(ask);
  await demo.store.close();
  answers.length = 0;
  logged.length = 0;
  await twinfield.oauthLogon(ask, 'ada');
  await projector.redeem(ask);
  await digioffice.authenticate(ask, 'ada', 'ada-demo-pass');
  await yindo.logon(ask, 'ada', 'ada-demo-pass');
  await oauth.askForMachine(ask);
  await ask('c1', { method: 'GET', url: '/login', headers: { cookie: `tessera-session=${issued[0]}` } });
  for (const { status, body } of answers) assert.ok(status >= 500, `${status} ${body}`);
  await presentEverything(ask, issued);
  await sendMalformed(ask);
  await demo.close();
  const secrets = [...KNOWN_SECRETS, ...issued];
  assert.match(logged.join(''), /The store is closed/, 'whoever runs the server can find the cause');
  assert.deepEqual(findLeaks(logged.join(''), secrets), []);
  checkErrors(answers, secrets);
});

test('a leak would be found', () => {
  assert.deepEqual(findLeaks('{"url":"/token?password=ada-demo-pass"}', KNOWN_SECRETS), ['ada-demo-pass']);
  assert.notEqual(findLeaks(`Unexpected token in JSON: ..."${MARKED.slice(3, 10)}"...`, []).length, 0);
  for (const text of [
    'TypeError: x is not a function',
    'at useCredential (/srv/src/core/index.ts:3:1)',
    'FST_ERR_CTP_BODY_TOO_LARGE',
    'near "selct": select id from token',
  ]) {
    assert.match(text, INSIDES);
  }
  assert.doesNotMatch('<AdditionalErrorText>Error 50632: OauthInvalidRequest</AdditionalErrorText>', INSIDES);
});
