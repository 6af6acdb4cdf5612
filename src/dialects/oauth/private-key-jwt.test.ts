/** RFC 7523: what an assertion must be to prove a client, each rule broken alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { DEMO_KEY } from '../../server/demo-world/clients.ts';

const ISSUER = 'http://127.0.0.1:8080';
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let serial = 0;

/** Claims of an assertion that proves the client, but for what a test wants different. */
function claimsAt(demo: Demo, differences: Readonly<Record<string, unknown>> = {}) {
  const now = Math.floor(demo.clock.now() / 1000);
  serial += 1;
  const claims = { iss: 'demo-signer', sub: 'demo-signer', aud: ISSUER, iat: now, exp: now + 60, jti: `id-${serial}` };
  return { ...claims, ...differences };
}

async function signed(claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>> = {}) {
  const key = await importJWK(DEMO_KEY, 'EdDSA');
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key);
}

async function ask(demo: Demo, assertion: string, more: Readonly<Record<string, string>> = {}) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: TYPE,
    client_assertion: assertion,
    ...more,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await demo.inject('login', { method: 'POST', url: '/oauth2/token', headers, body });
  return answer.statusCode === 200 ? 'yes' : (answer.json<{ error: string }>().error ?? '');
}

test('an assertion proves its client once', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  const assertion = await signed(claimsAt(demo));
  assert.equal(await ask(demo, assertion), 'yes');
  assert.equal(await ask(demo, assertion), 'invalid_client');
  assert.equal(await ask(demo, await signed(claimsAt(demo), { kid: 'demo-key' })), 'yes');
  assert.equal(await ask(demo, await signed(claimsAt(demo), { typ: 'client-authentication+jwt' })), 'yes');
  assert.equal(await ask(demo, await signed(claimsAt(demo)), { client_id: 'demo-signer' }), 'yes');
});

test('of two that are presented at once, one counts', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  const assertion = await signed(claimsAt(demo));
  const answers = await Promise.all([1, 2, 3].map(() => ask(demo, assertion)));
  assert.deepEqual(answers.sort(), ['invalid_client', 'invalid_client', 'yes']);
});

test('the same identifier in another assertion is the same assertion', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  assert.equal(await ask(demo, await signed(claimsAt(demo, { jti: 'same' }))), 'yes');
  demo.clock.move(20_000);
  assert.equal(await ask(demo, await signed(claimsAt(demo, { jti: 'same' }))), 'invalid_client');
});

test('it may be made out to the issuer, the token endpoint or the endpoint asked, and to nobody besides', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  for (const aud of [ISSUER, [ISSUER], `${ISSUER}/oauth2/token`]) {
    assert.equal(await ask(demo, await signed(claimsAt(demo, { aud }))), 'yes', String(aud));
  }
  const others = ['https://other.example', [ISSUER, 'https://other.example'], [], undefined, 1, `${ISSUER}/`];
  for (const aud of others) {
    assert.equal(await ask(demo, await signed(claimsAt(demo, { aud }))), 'invalid_client', String(aud));
  }
});

const WRONG: Readonly<Record<string, (now: number) => Readonly<Record<string, unknown>>>> = {
  'another issuer': () => ({ iss: 'demo-web' }),
  'no issuer': () => ({ iss: undefined }),
  expired: (now) => ({ exp: now - 31 }),
  'without an end': () => ({ exp: undefined }),
  'an end that is no number': (now) => ({ exp: String(now + 60) }),
  'good for too long': (now) => ({ exp: now + 3631 }),
  'good from later on': (now) => ({ nbf: now + 31 }),
  'made in the future': (now) => ({ iat: now + 31 }),
  'without an identifier': () => ({ jti: undefined }),
  'an identifier that is no text': () => ({ jti: 7 }),
};

for (const [what, differences] of Object.entries(WRONG)) {
  test(`refused: ${what}`, async (t) => {
    const demo = await openDemo({ sites: ['login'] });
    t.after(demo.close);
    const now = Math.floor(demo.clock.now() / 1000);
    assert.equal(await ask(demo, await signed(claimsAt(demo, differences(now)))), 'invalid_client');
  });
}

test('refused: another key, another kind of key, and no key at all', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  const claims = () => claimsAt(demo);
  const { privateKey } = await generateKeyPair('Ed25519');
  const foreign = await new SignJWT(claims()).setProtectedHeader({ alg: 'EdDSA', kid: 'demo-key' }).sign(privateKey);
  assert.equal(await ask(demo, foreign), 'invalid_client');
  // A key that stands in the header is nobody's registered key.
  const own = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(own.publicKey);
  const selfMade = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', jwk }).sign(own.privateKey);
  assert.equal(await ask(demo, selfMade), 'invalid_client');
  const secret = Buffer.from(DEMO_KEY.x, 'base64url');
  const shared = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(secret);
  assert.equal(await ask(demo, shared), 'invalid_client');
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const signature of ['', 'AA']) {
    assert.equal(await ask(demo, `${part({ alg: 'none' })}.${part(claims())}.${signature}`), 'invalid_client');
  }
  assert.equal(await ask(demo, await signed(claims(), { typ: 'at+jwt' })), 'invalid_client');
});

test('each client proves itself in its own way only', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  assert.equal(
    await ask(demo, await signed(claimsAt(demo, { iss: 'demo-machine', sub: 'demo-machine' }))),
    'invalid_client',
  );
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const plain = async (body: string, authorization?: string) => {
    const sent = authorization === undefined ? headers : { ...headers, authorization };
    const request = { method: 'POST', url: '/oauth2/token', headers: sent, body } as const;
    return (await demo.inject('login', request)).statusCode;
  };
  assert.equal(await plain('grant_type=client_credentials&client_id=demo-signer'), 401);
  assert.equal(await plain('grant_type=client_credentials&client_id=demo-signer&client_secret=x'), 401);
  const found = await demo.store.findClient('demo-machine');
  assert.ok(found !== undefined);
  await demo.store.addClient({ ...found, id: 'header-only', proof: 'secret-in-header' });
  await demo.store.addClient({ ...found, id: 'body-only', proof: 'secret-in-body' });
  const inBody = (id: string) => `grant_type=client_credentials&client_id=${id}&client_secret=demo-machine-secret`;
  const inHeader = (id: string) => `Basic ${Buffer.from(`${id}:demo-machine-secret`).toString('base64')}`;
  assert.equal(await plain(inBody('header-only')), 401);
  assert.equal(await plain('grant_type=client_credentials', inHeader('header-only')), 200);
  assert.equal(await plain(inBody('body-only')), 200);
  assert.equal(await plain('grant_type=client_credentials', inHeader('body-only')), 401);
});
