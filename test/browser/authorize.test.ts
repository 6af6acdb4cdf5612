/** A person lets a client in, in a real browser, and what the client then holds is good for what it should be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import * as oauth from '../callers/oauth.ts';
import * as projector from '../callers/projector.ts';
import { authorizeUrl, heading, logIn, openVisit, press, toldClient } from './visit.ts';

test('authorize, log in, consent, redirect with a code; redeemed over SOAP, refreshed over REST, revoked over SOAP, the ticket refused after', async (t) => {
  const visit = await openVisit(t);
  const { page, ask } = visit;
  await page.goto(authorizeUrl(visit));
  assert.equal(await heading(page), 'Log in');
  assert.equal(await page.getByLabel('Organisation code').inputValue(), 'ACME');
  await logIn(page, 'ada');
  assert.equal(await heading(page), 'Let Demo client app act for you?');
  assert.deepEqual(await page.locator('.scopes li').allInnerTexts(), [
    'enter time on your behalf',
    'see your projects',
  ]);
  assert.match(await page.locator('main').innerText(), /Ada\s+ada@acme\.example[\s\S]+ACME[\s\S]+my\.app\.com/);
  await press(page, 'Allow');
  const told = await toldClient(page);
  assert.deepEqual(Object.keys(told), ['code', 'state']);
  assert.equal(told.state, 'a state/with "marks" & ümlauts');
  assert.match(told.code ?? '', /^[A-Za-z0-9_-]{58}$/);

  const redeemed = await projector.redeem(ask, told.code);
  assert.equal(redeemed.word, 'ok');
  assert.equal((await oauth.introspect(ask, redeemed.ticket)).word, 'active');
  const refreshed = await projector.refreshOverRest(ask, redeemed.refreshToken);
  assert.equal(refreshed.word, 'ok');
  assert.equal((await projector.revoke(ask, refreshed.refreshToken)).word, 'ok');
  assert.equal((await oauth.introspect(ask, refreshed.ticket)).word, 'inactive');
  assert.equal((await projector.unauthenticate(ask, refreshed.ticket)).word, '-101 InvalidSession');
});

test('whoever is logged in is not asked to again, nor for a consent that was given; a wider one is', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'ada');
  await press(page, 'Allow');
  const { code } = await toldClient(page);
  await page.goto(authorizeUrl(visit, { scope: 'viewProjects' }));
  const second = await toldClient(page);
  assert.notEqual(second.code, code);
  assert.ok(second.code !== undefined);
  await page.goto(authorizeUrl(visit, { scope: 'scheduleResources' }));
  assert.equal(await heading(page), 'Let Demo client app act for you?');
});

test('a person refuses, before or after logging in, and the client is told', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  const refused = { error: 'access_denied', error_description: 'The user refused.', state: 's' };
  await page.goto(authorizeUrl(visit, { state: 's' }));
  await press(page, 'Cancel and go back');
  assert.deepEqual(await toldClient(page), refused);
  await page.goto(authorizeUrl(visit, { state: 's' }));
  await logIn(page, 'ada');
  await press(page, 'Refuse');
  assert.deepEqual(await toldClient(page), refused);
});

test('a person of another organisation is asked to log in as one of this', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(`${visit.demo.urls.c1}/login`);
  await logIn(page, 'ada');
  await page.goto(authorizeUrl(visit, {}, 'MODERN'));
  assert.equal(await heading(page), 'Log in');
  assert.equal(await page.getByLabel('Organisation code').inputValue(), 'MODERN');
  await page.getByLabel('User name').fill('ivan');
  await page.getByLabel('Password').fill('ivan-demo-pass');
  await press(page, 'Log in');
  assert.equal(await heading(page), 'Let Demo client app act for you?');
});

test('not you? somebody else logs in and the request goes on', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'ada');
  await press(page, 'Not you? Log in as somebody else');
  await logIn(page, 'judy');
  assert.match(await page.locator('.who').innerText(), /Judy/);
  await press(page, 'Allow');
  assert.ok((await toldClient(page)).code !== undefined);
});

test('the back button after an answer gives no second code', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'ada');
  await press(page, 'Allow');
  await toldClient(page);
  await page.goBack();
  assert.equal(await heading(page), 'Already answered');
});

test('a request that expired, and one from another browser, are told to the person and to nobody else', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  const stranger = await visit.stranger();
  await stranger.goto(page.url());
  assert.equal(await heading(stranger), 'Nothing to answer here');
  visit.demo.clock.move(10 * 60_000);
  await logIn(page, 'ada');
  assert.equal(await heading(page), 'Too much time has passed');
});

test('what cannot be told to a registered address is told on a page; the rest goes to the client', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  for (const changes of [
    { client_id: undefined },
    { client_id: 'nobody' },
    { redirect_uri: 'https://evil.example/' },
    { redirect_uri: `${'https://my.app.com/redirect-handler'}/` },
    { redirect_uri: undefined },
  ]) {
    const answer = await page.goto(authorizeUrl(visit, changes));
    assert.deepEqual([answer?.status(), await heading(page)], [400, 'This link doesn’t work'], JSON.stringify(changes));
  }
  const told = async (changes: Parameters<typeof authorizeUrl>[1]) => {
    await page.goto(authorizeUrl(visit, { state: undefined, ...changes }));
    return (await toldClient(page)).error;
  };
  assert.equal(await told({ response_type: undefined }), 'invalid_request');
  assert.equal(await told({ response_type: 'token' }), 'unsupported_response_type');
  assert.equal(await told({ scope: 'everything' }), 'invalid_scope');
  assert.equal(await told({ scope: 'allowFullPermissions enterTime' }), 'invalid_scope');
  assert.equal(await told({ code_challenge: 'short' }), 'invalid_request');
  assert.equal(await told({ code_challenge_method: 'S512' }), 'invalid_request');
  assert.equal(await told({ code_challenge: undefined }), 'invalid_request');
});

test('the narrowest phone needs no scrolling to the side, whatever the client is called', async (t) => {
  const visit = await openVisit(t);
  const { demo, page } = visit;
  const seed = await demo.store.findClient(SEED_CLIENT.id);
  assert.ok(seed !== undefined);
  const [name, scope] = ['Verwaltung'.repeat(8), `https://api.example/${'scopes/'.repeat(12)}`];
  await demo.store.addClient({ ...seed, id: 'long', name, scopes: [scope] });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(authorizeUrl(visit, { client_id: 'long', scope }));
  const width = () => page.evaluate('document.documentElement.scrollWidth');
  assert.equal(await width(), 320);
  await logIn(page, 'ada');
  assert.equal(await heading(page), `Let ${name} act for you?`);
  assert.equal(await width(), 320);
});
