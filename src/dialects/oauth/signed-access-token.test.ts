/** RFC 9068: what a signed access token tells, checked as a resource would. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { openDemo } from '../../../test/support/demo.ts';
import { createProofMaker } from '../../../test/support/key-proofs.ts';

const API = 'https://api.acme.example/';
const ISSUER = 'http://127.0.0.1:8080';

test('a resource can read it with the published keys, and it is known at introspection like any other', async (t) => {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  const machine = await demo.store.findClient('demo-machine');
  assert.ok(machine !== undefined);
  await demo.store.addClient({ ...machine, id: 'reader', accessForm: 'signed', audiences: [API] });
  const client = { client_id: 'reader', client_secret: 'demo-machine-secret' };
  const holder = await createProofMaker();
  const url = '/oauth2/token';
  const dpop = await holder.prove({ method: 'POST', url: `${ISSUER}${url}`, now: demo.clock.now() });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'read', resource: API, ...client });
  const request = { method: 'POST', url, headers: { ...headers, dpop }, body: body.toString() } as const;
  const issued = (await demo.inject('login', request)).json<{ access_token: string; token_type: string }>();
  assert.equal(issued.token_type, 'DPoP');

  const keys = (await demo.inject('login', { method: 'GET', url: '/oauth2/jwks' })).json();
  const { payload, protectedHeader } = await jwtVerify(issued.access_token, createLocalJWKSet(keys), {
    issuer: ISSUER,
    audience: API,
    typ: 'at+jwt',
    currentDate: new Date(demo.clock.now()),
  });
  assert.equal(protectedHeader.alg, 'EdDSA');
  const now = demo.clock.now() / 1000;
  assert.match(String(payload.jti), /^[0-9a-f]{16}$/);
  assert.deepEqual(payload, {
    iss: ISSUER,
    sub: 'reader',
    aud: API,
    client_id: 'reader',
    iat: now,
    exp: now + 3600,
    jti: payload.jti,
    scope: 'read',
    cnf: { jkt: holder.thumbprint },
  });

  const question = new URLSearchParams({ ...client, token: issued.access_token }).toString();
  const inspected = await demo.inject('login', { method: 'POST', url: '/oauth2/introspect', headers, body: question });
  const seen = inspected.json<Record<string, unknown>>();
  assert.deepEqual([seen.active, seen.jti, seen.aud, seen.cnf], [true, payload.jti, API, payload.cnf]);
});
