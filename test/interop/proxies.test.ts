/**
 * Real proxies protect a page as docs/verifier.md shows it: each dialect's credential opens it until that dialect ends it, and a bound token with a proof about
 * the request that the proxy holds.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { verifier } from '../../src/verifier/index.ts';
import { askServers } from '../callers/ask.ts';
import * as oauth from '../callers/oauth.ts';
import { openDemo } from '../support/demo.ts';
import { createProofMaker } from '../support/key-proofs.ts';
import { caddy } from './proxies/caddy.ts';
import { CREDENTIALS } from './proxies/credentials.ts';
import { haproxy } from './proxies/haproxy.ts';
import { nginx } from './proxies/nginx.ts';
import { protectPage } from './proxies/protect-page.ts';
import type { VerifyingProxy } from './proxies/verifying-proxy.ts';

for (const proxy of [nginx, caddy, haproxy]) {
  const isThere = spawnSync(proxy.name, proxy.versionArguments).status === 0;
  const options = { skip: !isThere && `there is no ${proxy.name}` };
  test(`${proxy.name} lets through who is let through, and says who it is`, options, (t) => letsThrough(t, proxy));
  test(
    `${proxy.name} tells which request it holds, and a bound token is let through with a proof about that one`,
    options,
    (t) => tellsRequest(t, proxy),
  );
}

/** What clients would pass themselves off as. */
const LIES = { 'remote-user': 'mallory', 'remote-groups': 'administrator', 'tessera-subject': '1' };

async function letsThrough(t: TestContext, proxy: VerifyingProxy): Promise<void> {
  const demo = await openDemo({ atFreePorts: true });
  t.after(() => demo.close());
  await demo.listen();
  const page = await protectPage(t, proxy, demo.urls.login);
  const ask = askServers(demo.urls);

  const nobody = await fetch(page);
  assert.equal(nobody.status, 401);
  assert.equal(nobody.headers.get('www-authenticate'), 'Bearer realm="tessera"');
  const liar = await fetch(page, { headers: LIES });
  assert.equal(liar.status, 401);

  for (const { dialect, obtain, carry, end, user } of CREDENTIALS) {
    const text = await obtain(ask);
    assert.notEqual(text, '', dialect);
    const open = await fetch(page, { method: 'POST', headers: { ...carry(text), ...LIES }, body: 'a report' });
    assert.equal(open.status, 200, dialect);
    assert.equal(await open.text(), `hello ${user}: a report`, dialect);
    await end(ask, text);
    assert.equal((await fetch(page, { headers: carry(text) })).status, 401, `${dialect}, ended`);
  }

  const headers = { authorization: `Bearer ${(await oauth.askForMachine(ask)).accessToken}` };
  assert.equal((await fetch(page, { headers })).status, 200);
  await demo.close();
  assert.ok((await fetch(page, { headers })).status >= 500, 'nobody is let through while nobody can be asked');
}

async function tellsRequest(t: TestContext, proxy: VerifyingProxy): Promise<void> {
  const carriers = [{ kind: 'bearer' }, { kind: 'dpop', manner: proxy.manner }] as const;
  const demo = await openDemo({ atFreePorts: true, beside: [verifier({ carriers })] });
  t.after(() => demo.close());
  await demo.listen();
  const page = await protectPage(t, proxy, demo.urls.login);
  const holder = await createProofMaker();
  const prove = (method: string, url: string, token?: string) =>
    holder.prove({ method, url, now: demo.clock.now(), ...(token === undefined ? {} : { token }) });

  const tokenUrl = `${demo.urls.login}/oauth2/token`;
  const issued = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      dpop: await prove('POST', tokenUrl),
      authorization: `Basic ${btoa('demo-machine:demo-machine-secret')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await issued.json()) as { readonly access_token: string };
  const send = async (method: string, url: string, dpop: string, more: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(url, { method, headers: { authorization: `DPoP ${token}`, dpop, ...more } });
    return [answer.status, /error="(\w+)"/.exec(answer.headers.get('www-authenticate') ?? '')?.[1]];
  };

  const report = `${page}reports/7`;
  const proof = await prove('DELETE', report, token);
  const elsewhere = await send('GET', `${page}reports/8`, proof);
  assert.deepEqual(elsewhere, [401, 'invalid_dpop_proof']);
  const claimed = {
    'x-original-method': 'DELETE',
    'x-original-url': report,
    'x-forwarded-method': 'DELETE',
    'x-forwarded-uri': '/reports/7',
  };
  assert.deepEqual(await send('GET', `${page}reports/8`, proof, claimed), [401, 'invalid_dpop_proof']);
  assert.deepEqual(await send('DELETE', `${report}?all=yes`, proof), [200, undefined]);
  assert.deepEqual(await send('DELETE', report, proof), [401, 'invalid_dpop_proof'], 'a proof counts once');
  const asBearer = await fetch(report, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(asBearer.status, 401);
  assert.match(asBearer.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token", DPoP /);
}
