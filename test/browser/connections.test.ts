/** A person sees what acts for them and ends it, and what it held is refused from then on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from '../callers/oauth.ts';
import * as projector from '../callers/projector.ts';
import * as twinfield from '../callers/twinfield.ts';
import * as yindo from '../callers/yindo.ts';
import { authorizeUrl, heading, logIn, openVisit, press, toldClient } from './visit.ts';

test('connections of every dialect are listed, and one that is ended opens nothing any more', async (t) => {
  const visit = await openVisit(t);
  const { page, ask, demo } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'ada');
  await press(page, 'Allow');
  const { code } = await toldClient(page);
  const redeemed = await projector.redeem(ask, code);
  const delegated = await twinfield.oauthLogon(ask, 'ada');
  assert.deepEqual([redeemed.word, delegated.word], ['ok', 'ok']);

  await page.goto(`${demo.urls.c1}/connections`);
  const names = () => page.locator('.connections h2').allInnerTexts();
  assert.deepEqual(await names(), ['Demo client app', 'Demo consumer']);
  for (const name of ['Demo client app', 'Demo consumer']) {
    await page.getByText(`End this connection with ${name}`).click();
    await press(page, 'End it now');
    assert.match(await page.getByRole('status').innerText(), /has been ended/);
  }
  assert.deepEqual(await names(), []);
  assert.equal((await oauth.introspect(ask, redeemed.ticket)).word, 'inactive');
  assert.equal((await projector.refresh(ask, redeemed.refreshToken)).word, '50631 OauthInvalidGrant');
  assert.equal((await oauth.introspect(ask, delegated.session)).word, 'inactive');
  assert.equal((await twinfield.oauthLogon(ask, 'ada')).word, 'TokenInvalid');
  await page.goto(authorizeUrl(visit));
  assert.equal(await heading(page), 'Let Demo client app act for you?');
});

test('one log in is good on every site of a host and for every dialect', async (t) => {
  const visit = await openVisit(t);
  const { page, demo } = visit;
  await page.goto(`${demo.urls.login}/login`);
  await logIn(page, 'ada');
  assert.equal(await heading(page), 'Connected applications');
  await page.goto(authorizeUrl(visit));
  assert.equal(await heading(page), 'Let Demo client app act for you?');
});

test('a person sees where else they are logged in, and logs out there', async (t) => {
  const visit = await openVisit(t);
  const { page, ask, demo } = visit;
  const { token } = await yindo.logon(ask, 'ada', 'ada-demo-pass');
  const stranger = await visit.stranger();
  for (const one of [stranger, page]) {
    await one.goto(`${demo.urls.c1}/login`);
    await logIn(one, 'ada');
  }
  const places = () => page.locator('.connections h3').allInnerTexts();
  assert.deepEqual(await places(), ['Another browser', 'Yindo']);
  for (const rest of [['Yindo'], []]) {
    await page
      .getByRole('button', { name: /^Log out there/ })
      .first()
      .click();
    assert.match(await page.getByRole('status').innerText(), /logged out there/);
    assert.deepEqual(await places(), rest);
  }
  await stranger.reload();
  assert.equal(await heading(stranger), 'Log in');
  assert.equal((await oauth.introspect(ask, token)).word, 'inactive');
});
