/**
 * No secret in a log, in an error or in a URL; and no error that tells how the server is made. Everything is logged at the most talkative level,
 * from yes to fault, and then searched for every secret that was sent or issued.
 */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { test } from 'node:test';
import { SEED_CLIENT } from '../src/server/demo-world/clients.ts';
import type { Ask } from './callers/ask.ts';
import { openBrowser } from './callers/browser.ts';
import * as digioffice from './callers/digioffice.ts';
import * as oauth from './callers/oauth.ts';
import * as projector from './callers/projector.ts';
import * as twinfield from './callers/twinfield.ts';
import * as yindo from './callers/yindo.ts';
import { useConsentedWays } from './leaks/consented.ts';
import { checkAddresses, checkErrors, findLeaks, INSIDES, KNOWN_SECRETS, MARKED } from './leaks/find-leaks.ts';
import { sendMalformed } from './leaks/malformed.ts';
import { openWatched } from './leaks/watch.ts';

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
  const consented = await useConsentedWays(demo, ask);
  await proveWrongly(ask);
  await sendMalformed(ask);
  const secrets = [...KNOWN_SECRETS, ...issued, ...held, ...consented.issued];
  assert.notEqual(logged.length, 0);
  assert.deepEqual(findLeaks(logged.join(''), [...secrets, ...consented.carried]), []);
  checkErrors(answers, [...secrets, ...consented.carried]);
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
