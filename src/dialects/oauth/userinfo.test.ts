/** Who may learn who a person is, and how everybody else is told (OpenID Connect Core 1.0 section 5.3, RFC 6750 section 3, RFC 9449 section 7). */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { createProofMaker } from '../../../test/support/key-proofs.ts';
import { createPersonAtBrowser } from '../../../test/support/person-at-browser.ts';
import { challengeOf } from '../../core/secrets.ts';

const URL_ASKED = 'http://127.0.0.1:8080/oauth2/userinfo';
const REDIRECT = 'https://my.app.com/redirect-handler';
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-RFC-7636';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function open(t: TestContext): Promise<Demo> {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  return demo;
}

interface TokenRequest {
  readonly scope?: string;
  readonly resource?: string;
  readonly dpop?: string;
}

/** An access token that ada gave the public client. */
async function tokenOf(demo: Demo, { scope = 'openid profile email', resource, dpop }: TokenRequest = {}) {
  const person = createPersonAtBrowser(demo);
  await person.logOn('ada');
  const question = new URLSearchParams({
    response_type: 'code',
    client_id: 'demo-spa',
    redirect_uri: REDIRECT,
    scope,
    code_challenge: challengeOf(VERIFIER),
    code_challenge_method: 'S256',
    ...(resource === undefined ? {} : { resource }),
  });
  const code = (await person.connect(`/oauth2/authorize?${question}`)).searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', client_id: 'demo-spa', redirect_uri: REDIRECT, code };
  const body = new URLSearchParams({ ...grant, code_verifier: VERIFIER }).toString();
  const headers = { ...FORM, ...(dpop === undefined ? {} : { dpop }) };
  const answer = await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers, body });
  return answer.json<{ access_token: string }>().access_token;
}

function ask(demo: Demo, headers: Readonly<Record<string, string>> = {}) {
  return demo.inject('login', { method: 'GET', url: '/oauth2/userinfo', headers });
}

test('each scope tells what it is for, and no more', async (t) => {
  const demo = await open(t);
  const told = async (scope: string) => {
    const answer = await ask(demo, { authorization: `Bearer ${await tokenOf(demo, { scope })}` });
    assert.equal(answer.headers['cache-control'], 'no-store');
    return answer.json();
  };
  assert.deepEqual(await told('openid'), { sub: '1' });
  assert.deepEqual(await told('openid profile'), { sub: '1', name: 'Ada', preferred_username: 'ada' });
  assert.deepEqual(await told('openid email'), { sub: '1', email: 'ada@acme.example' });
});

test('a token may come in a form, but not twice', async (t) => {
  const demo = await open(t);
  const token = await tokenOf(demo);
  const post = (headers: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams({ access_token: token }).toString();
    return demo.inject('login', { method: 'POST', url: '/oauth2/userinfo', headers: { ...FORM, ...headers }, body });
  };
  assert.equal((await post({})).json<{ sub: string }>().sub, '1');
  const twice = await post({ authorization: `Bearer ${token}` });
  assert.equal(twice.statusCode, 400);
  assert.match(String(twice.headers['www-authenticate']), /^Bearer realm="oauth2", error="invalid_request"/);
});

test('nobody: what could be presented is told, and no error', async (t) => {
  const demo = await open(t);
  const token = await tokenOf(demo);
  for (const headers of [
    {},
    { authorization: 'Basic YTpi' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer a b' },
  ]) {
    const answer = await ask(demo, headers);
    assert.equal(answer.statusCode, 401);
    assert.match(
      String(answer.headers['www-authenticate']),
      /^Bearer realm="oauth2", DPoP realm="oauth2", algs="ES256 /,
    );
    assert.doesNotMatch(String(answer.headers['www-authenticate']), /error/);
  }
  // A token in an address is a token in a log (RFC 6750 section 2.3, RFC 9700 section 4.3.2).
  const inQuery = await demo.inject('login', { method: 'GET', url: `/oauth2/userinfo?access_token=${token}` });
  assert.equal(inQuery.statusCode, 401);
});

test('tokens that do not count here', async (t) => {
  const demo = await open(t);
  const token = await tokenOf(demo);
  const other = await tokenOf(demo, { resource: 'https://api.acme.example/' });
  const unknown = `${token.slice(0, -4)}AAAA`;
  for (const text of [unknown, other, 'nonsense', 'a.b.c']) {
    const answer = await ask(demo, { authorization: `Bearer ${text}` });
    assert.equal(answer.statusCode, 401, text);
    assert.match(
      String(answer.headers['www-authenticate']),
      /^Bearer realm="oauth2", error="invalid_token", error_description=/,
    );
    assert.equal(answer.json<{ error: string }>().error, 'invalid_token');
  }
  demo.clock.move(3_600_000);
  assert.equal((await ask(demo, { authorization: `Bearer ${token}` })).statusCode, 401);
});

test("a token without openid, a client's own among them", async (t) => {
  const demo = await open(t);
  const machine = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...machine }).toString();
  const issued = await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers: FORM, body });
  const own = issued.json<{ access_token: string }>().access_token;
  for (const text of [await tokenOf(demo, { scope: 'email' }), own]) {
    const answer = await ask(demo, { authorization: `Bearer ${text}` });
    assert.equal(answer.statusCode, 403);
    assert.match(String(answer.headers['www-authenticate']), /error="insufficient_scope".*scope="openid"/);
  }
});

test('a bound token comes with its proof, by its own scheme', async (t) => {
  const demo = await open(t);
  const holder = await createProofMaker();
  const now = demo.clock.now();
  const atToken = { method: 'POST', url: 'http://127.0.0.1:8080/oauth2/token', now };
  const token = await tokenOf(demo, { dpop: await holder.prove(atToken) });
  const about = { method: 'GET', url: URL_ASKED, now, token };
  const right = await ask(demo, { authorization: `DPoP ${token}`, dpop: await holder.prove(about) });
  assert.equal(right.json<{ sub: string }>().sub, '1');
  const asBearer = await ask(demo, { authorization: `Bearer ${token}`, dpop: await holder.prove(about) });
  assert.match(String(asBearer.headers['www-authenticate']), /error="invalid_token"/);
  const proofs: readonly Readonly<Record<string, string>>[] = [
    {},
    { dpop: await holder.prove({ ...about, method: 'POST' }) },
    { dpop: await holder.prove({ method: 'GET', url: URL_ASKED, now }) },
  ];
  for (const proof of proofs) {
    const answer = await ask(demo, { authorization: `DPoP ${token}`, ...proof });
    assert.match(
      String(answer.headers['www-authenticate']),
      /^DPoP realm="oauth2", algs="[^"]+", error="invalid_dpop_proof"/,
    );
  }
  const plain = await tokenOf(demo);
  const asBound = await ask(demo, {
    authorization: `DPoP ${plain}`,
    dpop: await holder.prove({ ...about, token: plain }),
  });
  assert.match(String(asBound.headers['www-authenticate']), /error="invalid_token"/);
});

test('scripts of other sites may ask, and read the challenge', async (t) => {
  const demo = await open(t);
  const origin = 'https://my.app.com';
  const preflight = { origin, 'access-control-request-method': 'GET' };
  const asked = await demo.inject('login', { method: 'OPTIONS', url: '/oauth2/userinfo', headers: preflight });
  assert.equal(asked.statusCode, 204);
  assert.equal(asked.headers['access-control-allow-methods'], 'GET, POST');
  assert.equal(asked.headers['access-control-allow-headers'], 'authorization, content-type, dpop');
  const answer = await ask(demo, { origin });
  assert.equal(answer.headers['access-control-allow-origin'], '*');
  assert.equal(answer.headers['access-control-expose-headers'], 'www-authenticate');
  // What the browser adds by itself counts for nothing here, so it is never let in.
  assert.equal(answer.headers['access-control-allow-credentials'], undefined);
});

test('no header makes it crash', async (t) => {
  const demo = await open(t);
  const header = fc.oneof(
    fc.string(),
    fc.string().map((text) => `Bearer ${text}`),
    fc.string().map((text) => `DPoP ${text}`),
  );
  // What a client can put into a header at all.
  const sendable = header.map((text) => text.replace(/[^\t\x20-\x7e]/g, ''));
  await fc.assert(
    fc.asyncProperty(sendable, sendable, async (authorization, dpop) => {
      const { statusCode } = await ask(demo, { authorization, dpop });
      assert.ok([400, 401].includes(statusCode), `${statusCode}`);
    }),
    { numRuns: 200 },
  );
});
