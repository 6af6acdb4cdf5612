import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type Ask, askDemo } from '../../../../test/callers/ask.ts';
import { askForPair, type Method, type Place, type Signing, signed } from '../../../../test/callers/oauth1.ts';
import { oauthLogonWith } from '../../../../test/callers/twinfield.ts';
import { type Demo, type DemoOptions, openDemo } from '../../../../test/support/demo.ts';
import { logon } from '../../../../test/support/questions.ts';

const CALLBACK = 'http://127.0.0.1:9999/callback';
const CONSUMER = { key: 'demo-consumer', secret: 'demo-consumer-secret' };
const METHODS: readonly Method[] = ['PLAINTEXT', 'HMAC-SHA1', 'HMAC-SHA256'];
const PLACES: readonly Place[] = ['header', 'query', 'body'];

interface Opened {
  readonly demo: Demo;
  readonly ask: Ask;
  /** Signs for now, with a nonce that no other has. */
  readonly sign: (
    path: string,
    signing: Partial<Signing>,
    extra?: Readonly<Record<string, string>>,
    place?: Place,
  ) => ReturnType<typeof signed>;
}

async function open(t: TestContext, options: DemoOptions = {}): Promise<Opened> {
  const demo = await openDemo(options);
  t.after(demo.close);
  let nonces = 0;
  return {
    demo,
    ask: askDemo(demo),
    sign: (path, signing, extra, place) => {
      nonces += 1;
      const once = { now: demo.clock.now(), nonce: `nonce-${nonces}` };
      return signed(demo.urls.login, path, { method: 'PLAINTEXT', ...CONSUMER, ...once, ...signing }, extra, place);
    },
  };
}

/** What the pages do in between, for somebody who has logged on in a browser: the answer, and where the browser is sent. */
async function answer({ demo, ask }: Opened, token: string, verdict: 'grant' | 'deny' = 'grant', person = 'ada') {
  const begun = await ask('login', { method: 'GET', url: `/oauth/login.aspx?oauth_token=${token}` });
  assert.equal(begun.status, 303, begun.body);
  const handle = /request=([0-9a-f]{16})/.exec(begun.headers.location ?? '')?.[1] ?? assert.fail();
  const browser = /tessera-browser=([^;]+)/.exec(begun.cookies.join())?.[1] ?? assert.fail();
  const caller = { dialect: 'pages', site: 'login', address: '127.0.0.1' };
  const opened = await demo.core.openSessionByPassword({ ...logon(person), caller });
  const session = opened.ok ? (opened.value.secret ?? '') : assert.fail();
  const visitor = { browser, session };
  assert.ok((await demo.core.decideAuthorization({ caller, visitor, handle, answer: verdict })).ok);
  const cookie = `tessera-browser=${browser}; tessera-session=${session}`;
  return ask('login', { method: 'GET', url: `/oauth/answer.aspx?request=${handle}`, headers: { cookie } });
}

function queryOf(location = ''): URLSearchParams {
  assert.ok(location.startsWith(`${CALLBACK}?`), location);
  return new URL(location).searchParams;
}

for (const method of METHODS) {
  for (const place of PLACES) {
    test(`the whole exchange signed with ${method} in the ${place}: the pair logs on`, async (t) => {
      const opened = await open(t);
      const { ask, sign } = opened;
      const first = await askForPair(
        ask,
        sign('/oauth/initiate.aspx', { method }, { oauth_callback: CALLBACK }, place),
      );
      assert.equal(first.status, 200, first.problem);
      assert.match(first.token, /^[0-9A-F]{32}$/);
      const told = queryOf((await answer(opened, first.token)).headers.location);
      assert.equal(told.get('oauth_token'), first.token);
      const exchange = { method, token: first.token, tokenSecret: first.secret };
      const verifier = told.get('oauth_verifier') ?? '';
      const last = await askForPair(ask, sign('/oauth/finalize.aspx', exchange, { oauth_verifier: verifier }, place));
      assert.equal(last.status, 200, last.problem);
      const session = await oauthLogonWith(ask, CONSUMER, last);
      assert.equal(session.word, 'ok');
      const again = await askForPair(ask, sign('/oauth/finalize.aspx', exchange, { oauth_verifier: verifier }, place));
      assert.deepEqual([again.status, again.problem], [401, 'token_rejected']);
    });
  }
}

test('the forms that deployed clients send', async (t) => {
  const { ask } = await open(t);
  const common =
    'realm="Twinfield", oauth_consumer_key="demo-consumer", oauth_signature_method="PLAINTEXT", oauth_timestamp="", oauth_nonce="",';
  const callbacks = [encodeURIComponent(CALLBACK), CALLBACK];
  const signatures = ['demo-consumer-secret&', 'demo-consumer-secret', 'demo-consumer-secret%26'];
  for (const callback of callbacks) {
    for (const signature of signatures) {
      const authorization = `OAuth ${common} oauth_callback="${callback}", oauth_signature="${signature}"`;
      const answered = await ask('login', { method: 'GET', url: '/oauth/initiate.aspx', headers: { authorization } });
      assert.match(
        answered.body,
        /^oauth_token=[0-9A-F]{32}&oauth_token_secret=[0-9A-F]{32}&oauth_callback_confirmed=true$/,
      );
    }
  }
});

test('a library that calls the protocol by its revision is understood', async (t) => {
  const { ask, sign } = await open(t);
  for (const method of METHODS) {
    const extra = { oauth_callback: CALLBACK, oauth_version: '1.0A' };
    const first = await askForPair(ask, sign('/oauth/initiate.aspx', { method }, extra));
    assert.equal(first.status, 200, first.problem);
  }
});

test('the last step as deployed clients send it, the & raw', async (t) => {
  const opened = await open(t);
  const { ask, sign } = opened;
  const first = await askForPair(ask, sign('/oauth/initiate.aspx', {}, { oauth_callback: CALLBACK }));
  const verifier = queryOf((await answer(opened, first.token)).headers.location).get('oauth_verifier');
  const authorization =
    'OAuth realm="Twinfield", oauth_consumer_key="demo-consumer", oauth_signature_method="PLAINTEXT", ' +
    `oauth_signature="demo-consumer-secret&${first.secret}", oauth_token="${first.token}", oauth_verifier="${verifier}"`;
  const last = await askForPair(ask, { method: 'GET', url: '/oauth/finalize.aspx', headers: { authorization } });
  assert.equal(last.status, 200, last.problem);
});

test('a message counts once, and only near its time', async (t) => {
  const { ask, sign, demo } = await open(t);
  const initiate = (signing: Partial<Signing>) => sign('/oauth/initiate.aspx', signing, { oauth_callback: CALLBACK });
  for (const method of METHODS) {
    const request = initiate({ method });
    assert.equal((await ask('login', request)).status, 200);
    const replayed = await askForPair(ask, request);
    assert.deepEqual([replayed.status, replayed.problem], [401, 'nonce_used'], method);
    for (const apart of [-301_000, 301_000]) {
      const late = await askForPair(ask, initiate({ method, now: demo.clock.now() + apart }));
      assert.deepEqual([late.status, late.problem], [401, 'timestamp_refused'], method);
    }
  }
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => askForPair(ask, initiate({ method: 'HMAC-SHA1', nonce: 'same' }))),
  );
  assert.equal(outcomes.filter(({ status }) => status === 200).length, 1);
});

test('who signs for another, with another secret, or nothing of use, is refused', async (t) => {
  const opened = await open(t);
  const { ask, sign } = opened;
  const initiate = async (
    signing: Partial<Signing>,
    extra: Readonly<Record<string, string>> = { oauth_callback: CALLBACK },
  ) => {
    const { status, problem } = await askForPair(ask, sign('/oauth/initiate.aspx', signing, extra));
    return `${status} ${problem}`;
  };
  for (const method of METHODS) {
    assert.equal(await initiate({ method, secret: 'wrong' }), '401 signature_invalid');
    assert.equal(await initiate({ method, key: 'nobody' }), '401 signature_invalid');
    assert.equal(await initiate({ method }, { oauth_callback: 'https://evil.example/' }), '400 parameter_rejected');
    assert.equal(await initiate({ method }, {}), '400 parameter_absent');
    assert.equal(
      await initiate({ method }, { oauth_callback: CALLBACK, oauth_version: '2.0' }),
      '400 version_rejected',
    );
  }
  assert.equal(await initiate({ key: 'demo-web', secret: 'demo-web-secret' }), '401 consumer_key_rejected');
  // Whose secret isn't kept can't sign with it.
  assert.equal(
    await initiate({ method: 'HMAC-SHA1', key: 'demo-web', secret: 'demo-web-secret' }),
    '401 signature_invalid',
  );
  const tampered = sign('/oauth/initiate.aspx', { method: 'HMAC-SHA1' }, { oauth_callback: CALLBACK });
  assert.equal((await askForPair(ask, { ...tampered, url: `${tampered.url}?more=1` })).problem, 'signature_invalid');
});

test('the exchange belongs to its request, its client and its verifier', async (t) => {
  const opened = await open(t);
  const { ask, sign } = opened;
  const begin = () => askForPair(ask, sign('/oauth/initiate.aspx', {}, { oauth_callback: CALLBACK }));
  const [one, other] = [await begin(), await begin()];
  const verifier = queryOf((await answer(opened, one.token)).headers.location).get('oauth_verifier') ?? '';
  const finish = async (pair: { token: string; secret: string }, text: string) => {
    const signing = { token: pair.token, tokenSecret: pair.secret };
    const { status, problem } = await askForPair(ask, sign('/oauth/finalize.aspx', signing, { oauth_verifier: text }));
    return `${status} ${problem}`;
  };
  assert.equal(await finish(other, verifier), '401 verifier_invalid');
  assert.equal(await finish(one, 'A'.repeat(32)), '401 verifier_invalid');
  assert.equal(await finish({ ...one, secret: other.secret }, verifier), '401 signature_invalid');
  assert.equal(await finish({ ...one, token: 'nobody' }, verifier), '401 token_rejected');
  const twice = await Promise.all([finish(one, verifier), finish(one, verifier)]);
  assert.deepEqual(twice.toSorted(), ['200 ', '401 token_rejected']);
});

test('a verifier expires, and so does the exchange', async (t) => {
  const opened = await open(t);
  const { ask, sign, demo } = opened;
  const one = await askForPair(ask, sign('/oauth/initiate.aspx', {}, { oauth_callback: CALLBACK }));
  const verifier = queryOf((await answer(opened, one.token)).headers.location).get('oauth_verifier') ?? '';
  const finish = () =>
    askForPair(
      ask,
      sign('/oauth/finalize.aspx', { token: one.token, tokenSecret: one.secret }, { oauth_verifier: verifier }),
    );
  demo.clock.move(600_000);
  assert.equal((await finish()).problem, 'verifier_invalid');
  demo.clock.move(3_000_000);
  assert.equal((await finish()).problem, 'token_rejected');
  const page = await ask('login', { method: 'GET', url: `/oauth/authenticate.aspx?oauth_token=${one.token}` });
  assert.equal(page.headers.location, undefined);
  assert.ok(page.status >= 400);
});

test('a person who says no: the client is told so', async (t) => {
  const opened = await open(t);
  const { ask, sign } = opened;
  const one = await askForPair(ask, sign('/oauth/initiate.aspx', {}, { oauth_callback: CALLBACK }));
  const told = queryOf((await answer(opened, one.token, 'deny')).headers.location);
  assert.deepEqual(
    [...told],
    [
      ['oauth_token', one.token],
      ['oauth_problem', 'user_refused'],
    ],
  );
});

test('out of band the person is shown the verifier, and takes it to the client', async (t) => {
  const opened = await open(t);
  const { ask, sign } = opened;
  const one = await askForPair(ask, sign('/oauth/initiate.aspx', {}, { oauth_callback: 'oob' }));
  const page = await answer(opened, one.token);
  assert.equal(page.status, 200);
  const verifier = /<output[^>]*>([^<]+)</.exec(page.body)?.[1] ?? assert.fail(page.body);
  const signing = { token: one.token, tokenSecret: one.secret };
  const last = await askForPair(ask, sign('/oauth/finalize.aspx', signing, { oauth_verifier: verifier }));
  assert.equal((await oauthLogonWith(ask, CONSUMER, last)).word, 'ok');
});

test('a person sees the connection, ends it, and the pair is worth nothing more', async (t) => {
  const opened = await open(t);
  const { ask, sign, demo } = opened;
  const one = await askForPair(ask, sign('/oauth/initiate.aspx', {}, { oauth_callback: CALLBACK }));
  const verifier = queryOf((await answer(opened, one.token)).headers.location).get('oauth_verifier') ?? '';
  const signing = { token: one.token, tokenSecret: one.secret };
  const pair = await askForPair(ask, sign('/oauth/finalize.aspx', signing, { oauth_verifier: verifier }));
  assert.equal((await oauthLogonWith(ask, CONSUMER, pair)).word, 'ok');
  const caller = { dialect: 'pages', site: 'login', address: '127.0.0.1' };
  const browsing = await demo.core.openSessionByPassword({ ...logon('ada'), caller });
  const visitor = { browser: undefined, session: browsing.ok ? browsing.value.secret : assert.fail() };
  const listed = await demo.core.listConnections({ caller, visitor });
  assert.ok(listed.ok && listed.value.some(({ client }) => client.id === 'demo-consumer'));
  assert.ok((await demo.core.endConnection({ caller, visitor, clientId: 'demo-consumer' })).ok);
  assert.equal((await oauthLogonWith(ask, CONSUMER, pair)).word, 'TokenInvalid');
});

test('whatever is sent is answered with a word, and never with a fault', async (t) => {
  const { ask } = await open(t);
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('oauth_token', 'oauth_signature', 'PLAINTEXT', 'demo-consumer', '%', '&', '"', '='),
  );
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('initiate', 'finalize'), text, text, async (step, header, query) => {
      const authorization = `OAuth ${header.replace(/[^\x20-\x7e]/g, '?')}`;
      const url = `/oauth/${step}.aspx?${encodeURI(query.toWellFormed()).replaceAll('#', '')}`;
      const { status, body } = await ask('login', { method: 'GET', url, headers: { authorization } });
      assert.ok(status === 400 || status === 401, `${status}`);
      assert.match(body, /^oauth_problem=[a-z_]+/);
    }),
  );
});

test('a fault of ours says nothing of its cause, to a client and to a browser', async (t) => {
  const { ask, sign, demo } = await open(t);
  const broken = async () => assert.fail('the cause');
  demo.store.findClient = broken;
  demo.store.findDelegationRequest = broken;
  const step = await ask('login', sign('/oauth/initiate.aspx', {}, { oauth_callback: CALLBACK }));
  assert.deepEqual([step.status, step.body], [500, 'oauth_problem=unavailable']);
  const page = await ask('login', { method: 'GET', url: '/oauth/login.aspx?oauth_token=x' });
  assert.equal(page.status, 500);
  const path = '/auth/authentication/connect';
  const authorize = await ask('login', { method: 'GET', url: `${path}/authorize?client_id=a&redirect_uri=b` });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'grant_type=refresh_token&refresh_token=x&client_id=a&client_secret=b';
  const token = await ask('login', { method: 'POST', url: `${path}/token`, headers, body });
  assert.deepEqual([token.status, token.body], [500, '{"error":"server_error"}']);
  for (const answered of [page, authorize]) {
    assert.match(answered.headers['content-type'] ?? '', /text\/html/);
    assert.doesNotMatch(answered.body, /the cause/);
  }
  const large = { method: 'POST' as const, url: `${path}/token`, headers, body: 'x'.repeat(1_048_577) };
  assert.equal((await ask('login', large)).status, 413);
});
