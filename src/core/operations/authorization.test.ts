import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { CALLER, OPEN_DOOR, redemption, SESSION_TERMS } from '../../../test/support/questions.ts';
import { SEED_CLIENT } from '../../server/demo-world/clients.ts';
import { handleOf, readHandle } from '../model/authorization-request.ts';
import { LONG_CODE, VERIFIER } from '../model/secret-form.ts';
import type { Visitor } from '../model/visitor.ts';
import type { Refusal, Result } from '../refusal.ts';
import { challengeOf, fingerprint } from '../secrets.ts';
import type { AuthorizationQuestion } from './begin-authorization.ts';

const PAGES = { ...CALLER, dialect: 'pages' };
const NOBODY: Visitor = { browser: undefined, session: undefined };
const CODE = { form: LONG_CODE, lifetimeSeconds: 60 };

async function world(t: TestContext, policy = {}): Promise<Demo> {
  const demo = await openDemo({ dialects: [], beside: [], policy });
  t.after(() => demo.close());
  return demo;
}

function refusal(result: Result<unknown>): Refusal | undefined {
  return result.ok ? undefined : result.refusal;
}

function granted<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? undefined : result.refusal.code);
  return result.value;
}

function question(changes: Partial<AuthorizationQuestion> = {}): AuthorizationQuestion {
  return {
    caller: CALLER,
    visitor: NOBODY,
    clientId: SEED_CLIENT.id,
    gives: 'code',
    redirectUri: SEED_CLIENT.redirectUri,
    resumePath: '/resume',
    scope: SEED_CLIENT.scope,
    challenge: { text: challengeOf(SEED_CLIENT.codeVerifier), method: 'S256' },
    ...changes,
  };
}

/** Logs a person in as the pages do. */
async function logIn(demo: Demo, name: string): Promise<string> {
  const password = `${name}-demo-pass`;
  const opened = await demo.core.openSessionByPassword({
    caller: PAGES,
    person: { name },
    password,
    door: { ...OPEN_DOOR, legacy: false },
    terms: SESSION_TERMS,
  });
  return granted(opened).secret ?? '';
}

/** Begins a request, with somebody logged in or nobody. */
async function begin(demo: Demo, changes: Partial<AuthorizationQuestion> = {}, person?: string) {
  const { handle, browser } = granted(await demo.core.beginAuthorization(question(changes)));
  const visitor = { browser, session: person === undefined ? undefined : await logIn(demo, person) };
  const { core } = demo;
  return {
    handle,
    visitor,
    describe: (by: Visitor = visitor) => core.describeAuthorization({ caller: PAGES, visitor: by, handle }),
    decide: (answer: 'grant' | 'deny' | 'unasked', by: Visitor = visitor) =>
      core.decideAuthorization({ caller: PAGES, visitor: by, handle, answer }),
    complete: (by: Visitor = visitor, caller = CALLER) =>
      core.completeAuthorization({ caller, visitor: by, handle, code: CODE }),
  };
}

test('a granted request gives a code that its verifier redeems, once', async (t) => {
  const demo = await world(t);
  const request = await begin(demo, { state: 'xyz', nonce: 'n-1', reference: 'ref' }, 'ada');
  assert.equal(granted(await request.describe()).next, 'consent');
  assert.equal(granted(await request.decide('grant')).decision?.verdict, 'granted');
  assert.equal(granted(await request.describe()).next, 'resume');
  const completed = granted(await request.complete());
  assert.equal(completed.request.state, 'xyz');
  assert.ok(completed.answer.given === 'code');
  const issued = granted(await demo.core.redeemCode(redemption({ code: completed.answer.code })));
  assert.deepEqual([issued.account?.name, issued.scope], ['ada', SEED_CLIENT.scope]);
  assert.deepEqual([issued.code?.nonce, issued.code?.reference], ['n-1', 'ref']);
  assert.equal(issued.code?.authenticatedAt, demo.clock.now());
  const again = { code: 'authorization-ended', why: 'completed' } as const;
  assert.deepEqual(refusal(await request.complete()), again);
  assert.deepEqual(refusal(await request.describe()), again);
});

test('of twenty who complete a request at once one is given the code', async (t) => {
  const demo = await world(t);
  const request = await begin(demo, {}, 'ada');
  await request.decide('grant');
  const all = await Promise.all(Array.from({ length: 20 }, () => request.complete()));
  assert.equal(all.filter(({ ok }) => ok).length, 1);
});

test('a handle is worth nothing in another browser, nor one that was planted with a known secret', async (t) => {
  const demo = await world(t);
  const request = await begin(demo, {}, 'ada');
  const unknown = { code: 'authorization-ended', why: 'unknown' } as const;
  for (const browser of [undefined, '', 'x'.repeat(43)]) {
    const stranger = { ...request.visitor, browser };
    assert.deepEqual(refusal(await request.describe(stranger)), unknown);
    assert.deepEqual(refusal(await request.decide('grant', stranger)), unknown);
    assert.deepEqual(refusal(await request.complete(stranger)), unknown);
  }
  await request.decide('grant');
  const planter = { browser: request.visitor.browser, session: undefined };
  assert.deepEqual(refusal(await request.complete(planter)), { code: 'login-required' });
  const other = { browser: request.visitor.browser, session: await logIn(demo, 'judy') };
  assert.deepEqual(refusal(await request.complete(other)), { code: 'login-required' });
  assert.ok((await request.complete()).ok);
});

test('only the dialect that began a request completes it, and only once it is decided', async (t) => {
  const demo = await world(t);
  const request = await begin(demo, {}, 'ada');
  assert.deepEqual(refusal(await request.complete()), { code: 'consent-required' });
  await request.decide('grant');
  const foreign = await request.complete(request.visitor, { ...CALLER, dialect: 'oauth' });
  assert.deepEqual(refusal(foreign), { code: 'authorization-ended', why: 'unknown' });
});

test('a refusal is told to the client, may be said by whoever is there, and a later yes changes nothing', async (t) => {
  const demo = await world(t);
  const request = await begin(demo, { state: 'xyz' });
  assert.equal(granted(await request.decide('deny')).decision?.verdict, 'consent-denied');
  const visitor = { ...request.visitor, session: await logIn(demo, 'ada') };
  assert.equal(granted(await request.decide('grant', visitor)).decision?.verdict, 'consent-denied');
  const { answer } = granted(await request.complete());
  assert.deepEqual(answer, { given: 'nothing', refusal: { code: 'consent-denied' } });
  const trail = await demo.store.listAuditEntries(0n, 1000);
  assert.deepEqual(
    trail.slice(-2).map(({ operation, outcome }) => `${operation} ${outcome}`),
    ['open-session-by-password yes', 'complete-authorization consent-denied'],
  );
});

test('sessions of clients, and sessions that owe a step, grant nothing', async (t) => {
  const demo = await world(t);
  const request = await begin(demo);
  const opened = await demo.core.openSessionByDelegation({
    caller: CALLER,
    client: { id: 'demo-consumer', secret: 'demo-consumer-secret' },
    delegationId: 'demo-access-ada',
    delegationSecret: 'demo-secret-ada',
    door: OPEN_DOOR,
    terms: SESSION_TERMS,
  });
  const clients = { ...request.visitor, session: granted(opened).secret };
  assert.equal(granted(await request.describe(clients)).next, 'log-in');
  assert.deepEqual(refusal(await request.decide('grant', clients)), { code: 'login-required' });
  const carols = { ...request.visitor, session: await logIn(demo, 'carol') };
  assert.equal(granted(await request.describe(carols)).next, 'second-step');
  assert.deepEqual(refusal(await request.decide('grant', carols)), { code: 'step-owed', step: 'second-step' });
});

test('a request for an organisation is answered by its people only', async (t) => {
  const demo = await world(t);
  const request = await begin(demo, { organisationCode: 'modern' }, 'ada');
  assert.equal(granted(await request.describe()).next, 'log-in');
  assert.deepEqual(refusal(await request.decide('grant')), { code: 'login-required' });
  const ivan = { ...request.visitor, session: await logIn(demo, 'ivan') };
  assert.equal(granted(await request.describe(ivan)).next, 'consent');
});

test('consent is remembered for what it held, unless the client wants it asked', async (t) => {
  const demo = await world(t);
  const web = { clientId: 'demo-web', scope: 'openid' };
  const first = await begin(demo, web, 'ada');
  assert.deepEqual(refusal(await first.decide('unasked')), { code: 'consent-required' });
  await first.decide('grant');
  const next = async (changes: Partial<AuthorizationQuestion>, person = 'ada') =>
    granted(await (await begin(demo, { ...web, ...changes }, person)).describe()).next;
  assert.equal(await next({}), 'nothing');
  assert.equal(await next({ scope: 'openid email' }), 'consent');
  assert.equal(await next({ prompts: ['consent'] }), 'consent');
  assert.equal(await next({}, 'judy'), 'consent');
  const wider = await begin(demo, { ...web, scope: 'email' }, 'ada');
  await wider.decide('grant');
  assert.equal(await next({ scope: 'email openid' }), 'nothing');
  const again = await begin(demo, web, 'ada');
  assert.equal(granted(await again.decide('unasked')).decision?.verdict, 'granted');
});

test('a client that anybody can pretend to be is asked about each time', async (t) => {
  const demo = await world(t);
  const next = async (redirectUri: string) => {
    const spa = { clientId: 'demo-spa', redirectUri, scope: undefined };
    await (await begin(demo, spa, 'ada')).decide('grant');
    return granted(await (await begin(demo, spa, 'ada')).describe()).next;
  };
  assert.equal(await next('http://127.0.0.1:9999/callback'), 'consent');
  assert.equal(await next('https://my.app.com/redirect-handler'), 'nothing');
});

test('a client that wants no page shown is told what stands in the way', async (t) => {
  const demo = await world(t);
  const silent = { prompts: ['none'] as const };
  const told = async (person?: string) => {
    const request = await begin(demo, silent, person);
    await request.decide('unasked');
    const { answer } = granted(await request.complete());
    return answer.given === 'nothing' ? answer.refusal.code : 'code';
  };
  assert.equal(await told(), 'login-required');
  assert.equal(await told('carol'), 'login-required');
  assert.equal(await told('ada'), 'consent-required');
  await (await begin(demo, {}, 'ada')).decide('grant');
  assert.equal(await told('ada'), 'code');
});

test('a logon that is not recent enough must be done again', async (t) => {
  const demo = await world(t);
  const session = await logIn(demo, 'ada');
  demo.clock.move(10_000);
  const next = async (changes: Partial<AuthorizationQuestion>, by = session) => {
    const request = await begin(demo, changes);
    return granted(await request.describe({ ...request.visitor, session: by })).next;
  };
  assert.equal(await next({}), 'consent');
  assert.equal(await next({ maxAgeSeconds: 10 }), 'consent');
  assert.equal(await next({ maxAgeSeconds: 9 }), 'log-in');
  assert.equal(await next({ prompts: ['log-in'] }), 'log-in');
  const request = await begin(demo, { prompts: ['log-in'] }, 'ada');
  assert.equal(granted(await request.describe()).next, 'consent');
});

test('a request lasts ten minutes', async (t) => {
  const demo = await world(t);
  const request = await begin(demo, {}, 'ada');
  demo.clock.move(599_999);
  assert.ok((await request.describe()).ok);
  demo.clock.move(1);
  const expired = { code: 'authorization-ended', why: 'expired' } as const;
  for (const result of [await request.describe(), await request.decide('grant'), await request.complete()]) {
    assert.deepEqual(refusal(result), expired);
  }
});

const IMPROPER: readonly (readonly [string, Partial<AuthorizationQuestion>, Refusal])[] = [
  ['an unknown client', { clientId: 'nobody' }, { code: 'client-rejected' }],
  ['another redirect', { redirectUri: 'https://my.app.com/' }, { code: 'grant-rejected', why: 'redirect' }],
  ['no redirect where there are two', { redirectUri: undefined }, { code: 'grant-rejected', why: 'redirect' }],
  ['a client without the permit', { gives: 'delegation' }, { code: 'client-not-permitted' }],
  [
    'a text that no database keeps',
    { state: 'a\0b' },
    { code: 'request-malformed', missing: [], improper: ['a NUL character'] },
  ],
  ['more than the client may have', { scope: 'everything' }, { code: 'scope-rejected' }],
  [
    'a public client without a challenge',
    { clientId: 'demo-spa', challenge: undefined },
    { code: 'grant-rejected', why: 'verifier' },
  ],
];

for (const [what, changes, expected] of IMPROPER) {
  test(`not begun: ${what}`, async (t) => {
    const demo = await world(t);
    assert.deepEqual(refusal(await demo.core.beginAuthorization(question(changes))), expected);
  });
}

test('nothing begins and nothing is given during maintenance', async (t) => {
  const demo = await world(t, { maintenance: true });
  assert.deepEqual(refusal(await demo.core.beginAuthorization(question())), { code: 'closed-for-maintenance' });
});

test('a delegation is asked about each time, and what it gives is no code that tokens are redeemed with', async (t) => {
  const demo = await world(t);
  const asked = {
    clientId: 'demo-consumer',
    gives: 'delegation',
    scope: undefined,
    redirectUri: 'http://127.0.0.1:9999/callback',
    reference: 'temporary',
  } as const;
  await (await begin(demo, asked, 'ada')).decide('grant');
  const request = await begin(demo, asked, 'ada');
  assert.equal(granted(await request.describe()).next, 'consent');
  await request.decide('grant');
  const completion = { caller: CALLER, visitor: request.visitor, handle: request.handle };
  const code = { form: VERIFIER, lifetimeSeconds: 600 };
  const { answer } = granted(await demo.core.completeAuthorization({ ...completion, code }));
  assert.ok(answer.given === 'code');
  const kept = await demo.store.findCode({ id: undefined, fingerprint: fingerprint(answer.code) });
  assert.deepEqual([kept?.reference, kept?.redirectUri], ['temporary', 'http://127.0.0.1:9999/callback']);
  const redeemed = await demo.core.redeemCode(redemption({ code: answer.code }));
  assert.deepEqual(refusal(redeemed), { code: 'grant-rejected', why: 'unknown' });
});

test('a person sees what acts for them, in every dialect, and ends it', async (t) => {
  const demo = await world(t);
  const visitor = { browser: undefined, session: await logIn(demo, 'ada') };
  const names = async () =>
    granted(await demo.core.listConnections({ caller: PAGES, visitor })).map(({ client }) => client.name);
  assert.deepEqual(await names(), ['Demo client app', 'Demo consumer']);
  const issued = granted(await demo.core.redeemCode(redemption()));
  const end = () => demo.core.endConnection({ caller: PAGES, visitor, clientId: SEED_CLIENT.id });
  assert.deepEqual([granted(await end()).ended, granted(await end()).ended], [true, false]);
  assert.deepEqual(await names(), ['Demo consumer']);
  const used = { caller: CALLER, text: issued.access.text, accepts: ['access'] as const, atItsSiteOnly: true };
  assert.deepEqual(refusal(await demo.core.useCredential(used)), { code: 'session-ended', why: 'revoked' });
  const nobody = { caller: PAGES, visitor: NOBODY };
  assert.deepEqual(refusal(await demo.core.listConnections(nobody)), { code: 'login-required' });
  assert.deepEqual(refusal(await demo.core.endConnection({ ...nobody, clientId: 'demo-consumer' })), {
    code: 'login-required',
  });
});

test('a form is its own in the browser and the session that it was shown in', async (t) => {
  const demo = await world(t);
  const meet = async (visitor: Visitor, formToken?: string) =>
    granted(await demo.core.meetVisitor({ caller: PAGES, visitor, formToken }));
  const first = await meet(NOBODY);
  assert.deepEqual([first.isNewBrowser, first.isOwnForm, first.person], [true, false, undefined]);
  const visitor = { browser: first.browser, session: undefined };
  assert.equal((await meet(visitor, first.formToken)).isOwnForm, true);
  for (const wrong of [undefined, '', first.formToken.toLowerCase(), fingerprint(first.browser)]) {
    assert.equal((await meet(visitor, wrong)).isOwnForm, false);
  }
  assert.equal((await meet(NOBODY, first.formToken)).isOwnForm, false);
  const known = { ...visitor, session: await logIn(demo, 'ada') };
  const later = await meet(known, first.formToken);
  assert.deepEqual([later.isOwnForm, later.person?.account.name], [false, 'ada']);
  assert.equal((await meet(known, later.formToken)).isOwnForm, true);
});

test('handles name ids and nothing else', () => {
  for (const id of [0n, 1n, 2n ** 63n - 1n]) assert.equal(readHandle(handleOf(id)), id);
  for (const text of ['', '1', 'f'.repeat(16), 'G'.repeat(16), '0'.repeat(17)])
    assert.equal(readHandle(text), undefined);
});
