/** A real Apache: with `mod_auth_openidc` people log in before its page, and with `mod_oauth2` what the dialects issue opens it, as the pages show both. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Ask, askServers } from '../callers/ask.ts';
import { openBrowser } from '../callers/browser.ts';
import * as oauth from '../callers/oauth.ts';
import { openIssuer, openPerson, toldAt } from './issuer.ts';
import { guardingApache, hasApacheWith, relyingApache } from './proxies/apache.ts';
import { CREDENTIALS } from './proxies/credentials.ts';
import { protectPage } from './proxies/protect-page.ts';

const without = (module: string) => !hasApacheWith(module) && `there is no Apache with mod_${module}`;

/** A browser at Apache's address, which sends nobody to log in who doesn't ask for a page. */
function openVisitor(page: string) {
  const url = new URL(page).origin;
  const ask = askServers({ login: url, c1: url, c2: url });
  const asPerson: Ask = (site, request) =>
    ask(site, { ...request, headers: { ...request.headers, accept: 'text/html' } });
  const browser = openBrowser(asPerson, 'login');
  return async (address: string | URL) => {
    const { pathname, search } = new URL(address, url);
    const { status, headers, body } = await browser.open(pathname + search);
    return { status, location: headers.location ?? '', body };
  };
}

test('mod_auth_openidc: a person logs in, is known to the application, and is logged out', {
  skip: without('auth_openidc'),
}, async (t) => {
  const issuer = await openIssuer(t);
  const page = await protectPage(t, relyingApache, issuer.url.origin);
  const visit = openVisitor(page);
  const ada = openPerson(issuer);

  const { location: question } = await visit('/reports');
  const told = toldAt(await ada.goTo(new URL(question)));
  assert.equal((await visit(told)).location, `${page}reports`);
  assert.match((await visit('/reports')).body, /^hello Ada, 1: /);

  const token = async () => JSON.parse((await visit('/callback?info=json')).body).access_token;
  const first = await token();
  const back = encodeURIComponent(`${page}reports`);
  assert.equal((await visit(`/callback?refresh=${back}&access_token=${first}`)).location, `${page}reports`);
  const second = await token();
  assert.notEqual(second, first);
  assert.deepEqual(await oauth.introspect(issuer.ask, second), { word: 'active' });

  const { location: farewell } = await visit(`/callback?logout=${encodeURIComponent(`${page}signed-out`)}`);
  assert.equal(toldAt(await ada.goTo(new URL(farewell))).href, `${page}signed-out`);
  assert.deepEqual(await oauth.introspect(issuer.ask, second), { word: 'inactive' });
  assert.ok((await visit('/reports')).location.startsWith(issuer.url.href));
});

test('mod_oauth2: what the dialects issue opens the page until it is ended, and a refresh token never does', {
  skip: without('oauth2'),
}, async (t) => {
  const issuer = await openIssuer(t);
  const page = await protectPage(t, guardingApache, issuer.url.origin);
  const nobody = await fetch(page);
  assert.equal(nobody.status, 401);
  for (const { dialect, obtain, carry, end, user } of CREDENTIALS) {
    const text = await obtain(issuer.ask);
    const headers = carry(text);
    if (!('authorization' in headers || 'cookie' in headers)) continue;
    const lies = { 'tessera-sub': '1', 'tessera-username': 'mallory' };
    const open = await fetch(page, { method: 'POST', headers: { ...headers, ...lies }, body: 'a report' });
    assert.equal(open.status, 200, dialect);
    assert.ok((await open.text()).startsWith(`hello ${user.split(',')[0]},`), dialect);
    await end(issuer.ask, text);
    assert.equal((await fetch(page, { headers })).status, 401, `${dialect}, ended`);
  }
  const { refreshToken } = await oauth.refresh(issuer.ask);
  assert.deepEqual(await oauth.introspect(issuer.ask, refreshToken), { word: 'active' });
  assert.equal((await fetch(page, { headers: { authorization: `Bearer ${refreshToken}` } })).status, 401);
});
