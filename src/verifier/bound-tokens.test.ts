/** What the goldens can't show: proofs with keys of the test's own, on several sites, at once. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../test/support/demo.ts';
import { createProofMaker, type ProofMaker } from '../../test/support/key-proofs.ts';
import { logon } from '../../test/support/questions.ts';
import { verifier } from './index.ts';

const PAGE = 'https://app.example/reports/7';
const HELD = {
  'x-forwarded-method': 'POST',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'app.example',
  'x-forwarded-uri': '/reports/7?page=2',
};

async function open(t: TestContext): Promise<Demo> {
  const carriers = [{ kind: 'bearer' }, { kind: 'dpop', manner: 'forwarded' }] as const;
  const demo = await openDemo({ beside: [verifier({ carriers })] });
  t.after(demo.close);
  return demo;
}

async function boundToken(demo: Demo, holder: ProofMaker): Promise<string> {
  const url = `${demo.urls.login}/oauth2/token`;
  const dpop = await holder.prove({ method: 'POST', url, now: demo.clock.now() });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', dpop };
  const body = 'grant_type=client_credentials&client_id=demo-machine&client_secret=demo-machine-secret';
  return (await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers, body })).json().access_token;
}

function prove(demo: Demo, holder: ProofMaker, token: string): Promise<string> {
  return holder.prove({ method: 'POST', url: PAGE, now: demo.clock.now(), token });
}

/** @returns the status, and the error at the scheme `DPoP` */
async function verify(demo: Demo, token: string, dpop: string, site: 'login' | 'c1' = 'login') {
  const headers = { ...HELD, authorization: `DPoP ${token}`, dpop };
  const answer = await demo.inject(site, { method: 'GET', url: '/verify', headers });
  const challenge = String(answer.headers['www-authenticate'] ?? '');
  return [answer.statusCode, /DPoP .*error="(\w+)"/.exec(challenge)?.[1]];
}

test("another's key opens nothing, and the holder's goes on to", async (t) => {
  const demo = await open(t);
  const [holder, thief] = [await createProofMaker(), await createProofMaker()];
  const token = await boundToken(demo, holder);
  assert.deepEqual(await verify(demo, token, await prove(demo, thief, token)), [401, 'invalid_token']);
  assert.deepEqual(await verify(demo, token, await prove(demo, holder, token)), [200, undefined]);
});

test('of ten at once with one proof, on two sites, one is let through', async (t) => {
  const demo = await open(t);
  const holder = await createProofMaker();
  const token = await boundToken(demo, holder);
  const proof = await prove(demo, holder, token);
  const asked = Array.from({ length: 10 }, (_, index) => verify(demo, token, proof, index % 2 === 0 ? 'login' : 'c1'));
  const statuses = (await Promise.all(asked)).map(([status]) => status);
  assert.deepEqual(statuses.sort(), [200, ...Array(9).fill(401)]);
});

test('two proofs are none', async (t) => {
  const demo = await open(t);
  const holder = await createProofMaker();
  const token = await boundToken(demo, holder);
  const two = `${await prove(demo, holder, token)}, ${await prove(demo, holder, token)}`;
  assert.deepEqual(await verify(demo, token, two), [401, 'invalid_dpop_proof']);
});

test('a session is bound to no key, so it is none of these tokens', async (t) => {
  const demo = await open(t);
  const opened = await demo.core.openSessionByPassword(logon('ada'));
  assert.ok(opened.ok);
  const text = opened.value.secret ?? '';
  const proof = await prove(demo, await createProofMaker(), text);
  assert.deepEqual(await verify(demo, text, proof), [401, 'invalid_token']);
  const answer = await demo.inject('login', {
    method: 'GET',
    url: '/verify',
    headers: { authorization: `Bearer ${text}` },
  });
  assert.equal(answer.statusCode, 200);
});
