/** A person sees what acts for them and ends it, and what it held is refused from then on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from '../callers/oauth.ts';
import * as projector from '../callers/projector.ts';
import * as twinfield from '../callers/twinfield.ts';
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
