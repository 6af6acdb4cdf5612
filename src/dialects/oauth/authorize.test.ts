/** RFC 6749 section 4.1.1 with RFC 7636, 9126, 9207 and OpenID Connect: what a browser may bring, and what its client is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLocalJWKSet, jwtVerify } from 'jose';
import {
  type Fields,
  FORM,
  ISSUER,
  open,
  post,
  QUESTION,
  query,
  REDIRECT,
  redeem,
} from '../../../test/support/code-question.ts';
import { createProofMaker } from '../../../test/support/key-proofs.ts';
import { fingerprint } from '../../core/secrets.ts';

test('a public client gets a code, and for it tokens and an ID token', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  demo.clock.move(5000);
  const told = await person.connect(`/oauth2/authorize?${query()}`);
  assert.equal(told.origin + told.pathname, REDIRECT);
  const { code, ...rest } = Object.fromEntries(told.searchParams);
  assert.deepEqual(rest, { state: QUESTION.state, iss: ISSUER });
  const tokens = (await redeem(demo, code ?? '')).json<Record<string, string>>();
  assert.deepEqual([tokens.token_type, tokens.scope], ['Bearer', 'openid profile']);
  assert.match(tokens.refresh_token ?? '', /^trt_/);

  const keys = (await demo.inject('login', { method: 'GET', url: '/oauth2/jwks' })).json();
  const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? '', createLocalJWKSet(keys), {
    issuer: ISSUER,
    audience: 'demo-spa',
    currentDate: new Date(demo.clock.now()),
  });
  assert.equal(protectedHeader.alg, 'RS256');
  const now = demo.clock.now() / 1000;
  const atHash = Buffer.from(fingerprint(tokens.access_token ?? ''), 'base64url')
    .subarray(0, 16)
    .toString('base64url');
  const told2 = { iat: now, exp: now + 3600, auth_time: now - 5, nonce: 'n-0S6', at_hash: atHash };
  assert.match(String(payload.sid), /^[0-9a-f]{16}$/);
  assert.deepEqual(payload, { iss: ISSUER, sub: '1', aud: 'demo-spa', ...told2, sid: payload.sid });
});

test('a question may come as a form, and the answer go as one', async (t) => {
  const { person } = await open(t);
  await person.logOn('ada');
  const body = query({ response_mode: 'form_post' });
  const sent = await person.visit({ method: 'POST', url: '/oauth2/authorize', headers: FORM, body });
  assert.equal(sent.statusCode, 303);
  const location = sent.headers.location ?? '';
  await person.answer(location, 'grant');
  const told = await person.visit({ url: location.replace('/login', '/oauth2/authorize/resume') });
  assert.equal(told.statusCode, 200);
  assert.match(told.body, /<form method="post" action="https:\/\/my\.app\.com\/redirect-handler">/);
  assert.match(told.body, /name="code" value="[\w-]{58}"/);
  assert.match(told.body, /name="state" value="the state &amp; more"/);
  assert.match(told.body, /name="iss" value="http:\/\/127\.0\.0\.1:8080"/);
  const script = /<script>(.*)<\/script>/.exec(told.body)?.[1] ?? '';
  const digest = Buffer.from(fingerprint(script), 'base64url').toString('base64');
  assert.match(String(told.headers['content-security-policy']), new RegExp(`'sha256-${digest.replace(/\+/g, '\\+')}'`));
  assert.equal(told.headers['cache-control'], 'no-store');
});

test('a person who refuses is told to the client', async (t) => {
  const { person } = await open(t);
  await person.logOn('ada');
  const told = await person.connect(`/oauth2/authorize?${query()}`, 'deny');
  assert.deepEqual(Object.fromEntries(told.searchParams), {
    error: 'access_denied',
    error_description: 'The person refused.',
    state: QUESTION.state,
    iss: ISSUER,
  });
});

test('nobody may be asked: login_required and consent_required', async (t) => {
  const { person } = await open(t);
  const asked = `/oauth2/authorize?${query({ prompt: 'none' })}`;
  const silently = async () => {
    const location = (await person.visit({ url: asked })).headers.location ?? '';
    await person.answer(location, 'unasked');
    const told = await person.visit({ url: location.replace('/login', '/oauth2/authorize/resume') });
    return new URL(told.headers.location ?? '').searchParams;
  };
  assert.equal((await silently()).get('error'), 'login_required');
  await person.logOn('ada');
  assert.equal((await silently()).get('error'), 'consent_required');
  await person.connect(`/oauth2/authorize?${query()}`);
  assert.match((await silently()).get('code') ?? '', /^[\w-]{58}$/);
});

/** What is said to the person alone: no browser is sent anywhere. */
const SHOWN: Readonly<Record<string, string>> = {
  'no client': query({ client_id: undefined }),
  'an unknown client': query({ client_id: 'nobody' }),
  'no redirect': query({ redirect_uri: undefined }),
  'a redirect that only begins alike': query({ redirect_uri: `${REDIRECT}/more` }),
  'a redirect in other letters': query({ redirect_uri: REDIRECT.toUpperCase() }),
  'a redirect with a query': query({ redirect_uri: `${REDIRECT}?x=y` }),
  'a redirect to another port, of a client with a secret': query({
    client_id: 'demo-web',
    redirect_uri: 'http://127.0.0.1:9998/callback',
  }),
  'a redirect to another port and path': query({ redirect_uri: 'http://127.0.0.1:9998/other' }),
  'two redirects': `${query()}&redirect_uri=${encodeURIComponent(REDIRECT)}`,
  'two clients': `${query()}&client_id=demo-web`,
  'a broken escape': `${query()}&x=%zz`,
  'a question that nobody deposited': 'client_id=demo-spa&request_uri=urn:ietf:params:oauth:request_uri:x',
  'a question at an address': `client_id=demo-spa&request_uri=${encodeURIComponent('https://my.app.com/request')}`,
};

for (const [what, asked] of Object.entries(SHOWN)) {
  test(`shown to the person alone: ${what}`, async (t) => {
    const { person } = await open(t);
    const answer = await person.visit({ url: `/oauth2/authorize?${asked}` });
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.headers.location, undefined);
    assert.match(String(answer.headers['content-type']), /^text\/html/);
    assert.equal(answer.headers['x-frame-options'], 'DENY');
  });
}

test('an application on the machine is answered at whatever port it listens on, and redeems with that', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const redirect_uri = 'http://127.0.0.1:51004/callback';
  const told = await person.connect(`/oauth2/authorize?${query({ redirect_uri })}`);
  assert.equal(told.origin + told.pathname, redirect_uri);
  const code = told.searchParams.get('code') ?? '';
  const registered = await redeem(demo, code, { redirect_uri: 'http://127.0.0.1:9999/callback' });
  assert.equal(registered.json<{ error: string }>().error, 'invalid_grant');
  assert.equal((await redeem(demo, code, { redirect_uri })).statusCode, 200);
});

test('no code is sent over a network in the clear, though the client have registered it so', async (t) => {
  const { demo, person } = await open(t);
  const web = await demo.store.findClient('demo-web');
  assert.ok(web !== undefined);
  await demo.store.addClient({ ...web, id: 'careless', redirectUris: ['http://my.app.com/callback'] });
  const question = query({ client_id: 'careless', redirect_uri: 'http://my.app.com/callback' });
  const answer = await person.visit({ url: `/oauth2/authorize?${question}` });
  assert.deepEqual([answer.statusCode, answer.headers.location], [400, undefined]);
});

test('a client that may not refresh gets no refresh token', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const spa = await demo.store.findClient('demo-spa');
  assert.ok(spa !== undefined);
  await demo.store.addClient({ ...spa, id: 'short', permits: ['code'] });
  const told = await person.connect(`/oauth2/authorize?${query({ client_id: 'short' })}`);
  const tokens = await redeem(demo, told.searchParams.get('code') ?? '', { client_id: 'short' });
  assert.deepEqual(Object.keys(tokens.json<object>()), [
    'access_token',
    'token_type',
    'expires_in',
    'id_token',
    'scope',
  ]);
});

/** What the client is told, and in which words. */
const TOLD: readonly (readonly [string, string, string])[] = [
  ['no response type', query({ response_type: undefined }), 'invalid_request'],
  ['a token at once', query({ response_type: 'token' }), 'unsupported_response_type'],
  ['a hybrid', query({ response_type: 'code id_token' }), 'unsupported_response_type'],
  ['another response mode', query({ response_mode: 'fragment' }), 'invalid_request'],
  ['no challenge', query({ code_challenge: undefined, code_challenge_method: undefined }), 'invalid_request'],
  ['a plain challenge', query({ code_challenge_method: 'plain' }), 'invalid_request'],
  ['a challenge without a method', query({ code_challenge_method: undefined }), 'invalid_request'],
  ['a method without a challenge', query({ code_challenge: undefined }), 'invalid_request'],
  ['a challenge of another length', query({ code_challenge: 'short' }), 'invalid_request'],
  ['more scope than the client may have', query({ scope: 'openid everything' }), 'invalid_scope'],
  ['a resource that the client has no business with', query({ resource: 'https://other.example/' }), 'invalid_target'],
  ['a resource that is no address', query({ resource: 'here' }), 'invalid_target'],
  ['an unknown prompt', query({ prompt: 'dance' }), 'invalid_request'],
  ['none and another prompt', query({ prompt: 'none login' }), 'invalid_request'],
  ['a name of every object', query({ prompt: 'constructor' }), 'invalid_request'],
  ['an age that is no number', query({ max_age: '-1' }), 'invalid_request'],
  ['a thumbprint that is none', query({ dpop_jkt: 'x' }), 'invalid_request'],
  ['a request object', query({ request: 'e30.e30.' }), 'request_not_supported'],
  ['a registration', query({ registration: '{}' }), 'registration_not_supported'],
  ['a state that is a book', query({ state: 'a'.repeat(2001) }), 'invalid_request'],
  ['a parameter twice', `${query()}&scope=openid`, 'invalid_request'],
  [
    'a client that may not',
    query({ client_id: 'demo-consumer', redirect_uri: 'http://127.0.0.1:9999/callback' }),
    'unauthorized_client',
  ],
];

for (const [what, asked, error] of TOLD) {
  test(`told to the client: ${what} is ${error}`, async (t) => {
    const { person } = await open(t);
    await person.logOn('ada');
    const answer = await person.visit({ url: `/oauth2/authorize?${asked}` });
    assert.equal(answer.statusCode, 303, answer.body);
    const told = new URL(answer.headers.location ?? '').searchParams;
    assert.equal(told.get('error'), error);
    assert.equal(told.get('iss'), ISSUER);
    assert.equal(told.has('state'), true);
    assert.match(told.get('error_description') ?? '', /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
  });

  test(`sent nowhere before logging in: ${what}`, async (t) => {
    const { person } = await open(t);
    const answer = await person.visit({ url: `/oauth2/authorize?${asked}` });
    assert.deepEqual([answer.statusCode, answer.headers.location], [400, undefined]);
    assert.doesNotMatch(answer.body, /http-equiv|<script/);
    const link = /<a href="([^"]*)">Go back to/.exec(answer.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    assert.equal(new URL(link).searchParams.get('error'), error);
  });
}

test('a client that asks for no page is told at once, whoever is there; one owed step is nobody there', async (t) => {
  const { person } = await open(t);
  const asked = (more: Fields) => person.visit({ url: `/oauth2/authorize?${query({ scope: 'everything', ...more })}` });
  const silent = await asked({ prompt: 'none' });
  assert.equal(new URL(silent.headers.location ?? '').searchParams.get('error'), 'invalid_scope');
  await person.logOn('carol');
  assert.equal((await asked({})).statusCode, 400);
});

test('a client that wants forms is told by its address when a person has to go back', async (t) => {
  const { person } = await open(t);
  const question = query({ scope: 'everything', response_mode: 'form_post' });
  const answer = await person.visit({ url: `/oauth2/authorize?${question}` });
  assert.match(answer.body, /<a href="https:\/\/my\.app\.com\/redirect-handler\?error=invalid_scope&amp;/);
});

test('a confidential client needs a challenge too, unless its record says otherwise', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const bare = { code_challenge: undefined, code_challenge_method: undefined };
  const refused = await person.connect(`/oauth2/authorize?${query({ ...bare, client_id: 'demo-web' })}`);
  assert.equal(refused.searchParams.get('error'), 'invalid_request');
  const web = await demo.store.findClient('demo-web');
  assert.ok(web !== undefined);
  await demo.store.addClient({ ...web, id: 'older', permits: [...web.permits, 'code-without-challenge'] });
  const told = await person.connect(`/oauth2/authorize?${query({ ...bare, client_id: 'older' })}`);
  assert.equal(told.searchParams.has('code'), true);
  // Never for a public one, whatever its record says (RFC 9700 section 2.1.1).
  const spa = await demo.store.findClient('demo-spa');
  assert.ok(spa !== undefined);
  await demo.store.addClient({ ...spa, id: 'careless', permits: [...spa.permits, 'code-without-challenge'] });
  const careless = await person.connect(`/oauth2/authorize?${query({ ...bare, client_id: 'careless' })}`);
  assert.equal(careless.searchParams.get('error'), 'invalid_request');
});

test('resources that were named when the person was asked bind the tokens', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const api = 'https://api.acme.example/';
  const asked = `/oauth2/authorize?${query({ resource: api })}`;
  const code = async () => (await person.connect(asked)).searchParams.get('code') ?? '';
  const wider = await redeem(demo, await code(), { resource: 'https://files.acme.example/' });
  assert.equal(wider.json<{ error: string }>().error, 'invalid_target');
  const tokens = (await redeem(demo, await code())).json<Record<string, string>>();
  const machine = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };
  const seen = await post(demo, '/oauth2/introspect', { ...machine, token: tokens.access_token ?? '' });
  assert.equal(seen.json<{ aud: string }>().aud, api);
});

test('a code that was asked with a key is redeemed with that key alone', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const [holder, thief] = [await createProofMaker(), await createProofMaker()];
  const told = await person.connect(`/oauth2/authorize?${query({ dpop_jkt: holder.thumbprint })}`);
  const code = told.searchParams.get('code') ?? '';
  const about = { method: 'POST', url: `${ISSUER}/oauth2/token`, now: demo.clock.now() };
  assert.equal((await redeem(demo, code)).json<{ error: string }>().error, 'invalid_dpop_proof');
  const stolen = await redeem(demo, code, {}, { dpop: await thief.prove(about) });
  assert.equal(stolen.json<{ error: string }>().error, 'invalid_grant');
  const own = await redeem(demo, code, {}, { dpop: await holder.prove(about) });
  assert.equal(own.json<{ token_type: string }>().token_type, 'DPoP');
});

test('no question makes the endpoint crash, and none sends a browser to an address that is not registered', async (t) => {
  const { person } = await open(t);
  const names = [...Object.keys(QUESTION), 'prompt', 'max_age', 'resource', 'request_uri', 'response_mode', 'dpop_jkt'];
  const values = [
    ...Object.values(QUESTION),
    'none',
    '%',
    '%00',
    'https://evil.example/',
    '//evil.example',
    'demo-web',
  ];
  const pair = fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), fc.string()));
  const asked = fc.oneof(
    fc.array(pair, { maxLength: 8 }).map((pairs) => new URLSearchParams([...Object.entries(QUESTION), ...pairs])),
    fc.array(pair, { maxLength: 10 }).map((pairs) => new URLSearchParams(pairs)),
  );
  await fc.assert(
    fc.asyncProperty(asked, async (form) => {
      const answer = await person.visit({ url: `/oauth2/authorize?${form}` });
      assert.ok([303, 400].includes(answer.statusCode), `${answer.statusCode}`);
      const { location } = answer.headers;
      if (location !== undefined) assert.match(location, /^(\/login\?|https:\/\/my\.app\.com\/redirect-handler\?)/);
    }),
    { numRuns: 200 },
  );
});
