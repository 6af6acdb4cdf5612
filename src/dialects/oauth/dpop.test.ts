/** RFC 9449: tokens bound to a key, and what a proof must be, each rule broken alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { createProofMaker } from '../../../test/support/key-proofs.ts';

const TOKEN_URL = 'http://127.0.0.1:8080/oauth2/token';
const MACHINE = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };
const CLIENT_CREDENTIALS = { grant_type: 'client_credentials', ...MACHINE };

type Fields = Readonly<Record<string, string>>;

async function ask(demo: Demo, fields: Fields, dpop?: string, url = '/oauth2/token') {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(dpop === undefined ? {} : { dpop }) };
  const body = new URLSearchParams(fields).toString();
  const answer = await demo.inject('login', { method: 'POST', url, headers, body });
  return answer.json<Record<string, string>>();
}

function subject(demo: Demo) {
  return { method: 'POST', url: TOKEN_URL, now: demo.clock.now() };
}

async function open(t: { after(close: () => Promise<void>): void }) {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  return demo;
}

test('a token is bound to the key that was proved, and says so', async (t) => {
  const demo = await open(t);
  for (const algorithm of ['ES256', 'Ed25519', 'RS256', 'PS256']) {
    const holder = await createProofMaker(algorithm);
    const issued = await ask(demo, CLIENT_CREDENTIALS, await holder.prove(subject(demo)));
    assert.equal(issued.token_type, 'DPoP', algorithm);
    const seen = await ask(demo, { ...MACHINE, token: issued.access_token ?? '' }, undefined, '/oauth2/introspect');
    assert.deepEqual([seen.token_type, seen.cnf], ['DPoP', { jkt: holder.thumbprint }]);
  }
});

test('a proof is about one request, and counts once', async (t) => {
  const demo = await open(t);
  const holder = await createProofMaker();
  const proof = await holder.prove(subject(demo));
  assert.equal((await ask(demo, CLIENT_CREDENTIALS, proof)).token_type, 'DPoP');
  const again = await ask(demo, CLIENT_CREDENTIALS, proof);
  assert.deepEqual([again.error, again.error_description], ['invalid_dpop_proof', 'The DPoP proof was used before.']);
  const withQuery = await holder.prove({ ...subject(demo), url: 'HTTP://127.0.0.1:8080/oauth2/token?x#y' });
  assert.equal((await ask(demo, CLIENT_CREDENTIALS, withQuery)).token_type, 'DPoP');
});

const WRONG: Readonly<Record<string, (now: number) => Readonly<Record<string, unknown>>>> = {
  'another method': () => ({ htm: 'GET' }),
  'another address': () => ({ htu: 'http://127.0.0.1:8080/oauth2/revoke' }),
  'an address that is none': () => ({ htu: 'oauth2/token' }),
  'no address': () => ({ htu: undefined }),
  'too old': (now) => ({ iat: now - 301 }),
  'from the future': (now) => ({ iat: now + 31 }),
  'no time': () => ({ iat: undefined }),
  'no identifier': () => ({ jti: undefined }),
  'an identifier that is a book': () => ({ jti: 'a'.repeat(257) }),
  'another type': () => ({ header: { typ: 'JWT' } }),
  'no key': () => ({ header: { jwk: undefined } }),
  "a key that isn't its own": () => ({ header: { jwk: FOREIGN } }),
  'a shared secret for a key': () => ({ header: { jwk: { kty: 'oct', k: 'AAAA' } } }),
};

const FOREIGN = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);

for (const [what, differences] of Object.entries(WRONG)) {
  test(`no proof: ${what}`, async (t) => {
    const demo = await open(t);
    const holder = await createProofMaker();
    const proof = await holder.prove(subject(demo), differences(Math.floor(demo.clock.now() / 1000)));
    assert.equal((await ask(demo, CLIENT_CREDENTIALS, proof)).error, 'invalid_dpop_proof');
  });
}

test('no proof: a private key that was told, two at once, and what is no statement', async (t) => {
  const demo = await open(t);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const holder = await createProofMaker();
  const told = await holder.prove(subject(demo), { header: { jwk: await exportJWK(privateKey) } });
  const [one, other] = [await holder.prove(subject(demo)), await holder.prove(subject(demo))];
  for (const text of [told, `${one}, ${other}`, '', 'a.b.c', 'x']) {
    assert.equal((await ask(demo, CLIENT_CREDENTIALS, text)).error, 'invalid_dpop_proof', text);
  }
});
