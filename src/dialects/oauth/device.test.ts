/** RFC 8628 from both sides: what the device is told, and what a person must do for it. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { createPersonAtBrowser, type PersonAtBrowser } from '../../../test/support/person-at-browser.ts';
import { readUserCode, showUserCode, USER_CODE_LETTERS } from '../../core/model/device-grant.ts';
import { BROWSER_ORIGIN } from '../../core/model/visitor.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const CALLER = { dialect: BROWSER_ORIGIN, site: 'login', address: '127.0.0.1' };

type Fields = Readonly<Record<string, string>>;

async function post(demo: Demo, url: string, fields: Fields) {
  const body = new URLSearchParams(fields).toString();
  return demo.inject('login', { method: 'POST', url, headers: FORM, body });
}

async function open(t: TestContext) {
  const demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  return { demo, person: createPersonAtBrowser(demo) };
}

interface Shown {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}

async function request(demo: Demo, more: Fields = {}): Promise<Shown> {
  return (await post(demo, '/oauth2/device_authorization', { client_id: 'demo-tv', ...more })).json<Shown>();
}

async function poll(demo: Demo, { device_code }: Pick<Shown, 'device_code'>, more: Fields = {}) {
  const fields = { grant_type: GRANT, client_id: 'demo-tv', device_code, ...more };
  return (await post(demo, '/oauth2/token', fields)).json<Record<string, string>>();
}

/** Types the code, answers, and comes back, as the pages do. */
async function answer(demo: Demo, person: PersonAtBrowser, userCode: string, said: 'grant' | 'deny') {
  await person.visit({ url: '/device' });
  const visitor = person.visitor();
  const resumePath = '/device/done';
  const begun = await demo.core.beginDeviceAuthorization({ caller: CALLER, visitor, userCode, resumePath });
  if (!begun.ok) return begun.refusal;
  await person.answer(`/login?request=${begun.value.handle}`, said);
  const done = await person.visit({ url: `/device/done?request=${begun.value.handle}` });
  return done.statusCode;
}

test('a device shows a code, waits, and gets tokens once the person has granted it', async (t) => {
  const { demo, person } = await open(t);
  const shown = await request(demo, { scope: 'openid profile' });
  assert.match(shown.user_code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  assert.equal(shown.verification_uri, 'http://127.0.0.1:8080/device');
  assert.equal(shown.verification_uri_complete, `http://127.0.0.1:8080/device?user_code=${shown.user_code}`);
  assert.deepEqual([shown.expires_in, shown.interval], [600, 5]);
  assert.equal((await poll(demo, shown)).error, 'authorization_pending');
  await person.logOn('ada');
  assert.equal(await answer(demo, person, shown.user_code, 'grant'), 200);
  const tokens = await poll(demo, shown);
  assert.deepEqual([tokens.token_type, tokens.scope], ['Bearer', 'openid profile']);
  assert.match(tokens.refresh_token ?? '', /^trt_/);
  const claims = JSON.parse(Buffer.from(tokens.id_token?.split('.')[1] ?? '', 'base64url').toString());
  assert.deepEqual([claims.sub, claims.aud, claims.auth_time], ['1', 'demo-tv', demo.clock.now() / 1000]);
});

test('whoever asks too soon is told to slow down, and must then', async (t) => {
  const { demo } = await open(t);
  const shown = await request(demo);
  assert.equal((await poll(demo, shown)).error, 'authorization_pending');
  demo.clock.move(1000);
  assert.equal((await poll(demo, shown)).error, 'slow_down');
  demo.clock.move(5000);
  assert.equal((await poll(demo, shown)).error, 'slow_down');
  demo.clock.move(15_000);
  assert.equal((await poll(demo, shown)).error, 'authorization_pending');
});

test('a person who refuses, a code that expires, and one of another client', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const refused = await request(demo);
  await answer(demo, person, refused.user_code, 'deny');
  assert.equal((await poll(demo, refused)).error, 'access_denied');
  const late = await request(demo);
  demo.clock.move(600_000);
  assert.equal((await poll(demo, late)).error, 'expired_token');
  assert.deepEqual(await answer(demo, person, late.user_code, 'grant'), { code: 'grant-rejected', why: 'unknown' });
  const tv = await demo.store.findClient('demo-tv');
  assert.ok(tv !== undefined);
  await demo.store.addClient({ ...tv, id: 'other-tv' });
  const foreign = await poll(demo, await request(demo), { client_id: 'other-tv' });
  assert.equal(foreign.error, 'invalid_grant');
  assert.equal((await poll(demo, { device_code: 'nonsense' })).error, 'invalid_grant');
});

test('the tokens are fetched once; fetching again ends what was given', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const shown = await request(demo);
  await answer(demo, person, shown.user_code, 'grant');
  const answers = await Promise.all([poll(demo, shown), poll(demo, shown), poll(demo, shown)]);
  assert.equal(answers.filter(({ access_token }) => access_token !== undefined).length, 1);
  const token = answers.find(({ access_token }) => access_token !== undefined)?.access_token ?? '';
  const machine = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };
  const seen = await post(demo, '/oauth2/introspect', { ...machine, token });
  assert.deepEqual(seen.json(), { active: false });
});

test('a code counts in any case and with anything between its letters, once', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const shown = await request(demo);
  assert.equal(await answer(demo, person, ` ${shown.user_code.toLowerCase().replace('-', ' . ')} `, 'grant'), 200);
  assert.deepEqual(await answer(demo, person, shown.user_code, 'grant'), { code: 'grant-rejected', why: 'unknown' });
});

test('a person is asked about a device each time, whatever they consented to before', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const first = await request(demo);
  await answer(demo, person, first.user_code, 'grant');
  const second = await request(demo);
  const begun = await demo.core.beginDeviceAuthorization({
    caller: CALLER,
    visitor: person.visitor(),
    userCode: second.user_code,
    resumePath: '/device/done',
  });
  assert.ok(begun.ok);
  const look = { caller: CALLER, visitor: person.visitor(), handle: begun.value.handle };
  const described = await demo.core.describeAuthorization(look);
  assert.equal(described.ok && described.value.next, 'consent');
});

test('a device answer is no code: the resume path of clients does not take it', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  await person.visit({ url: '/device' });
  const shown = await request(demo);
  const begin = { caller: CALLER, visitor: person.visitor(), userCode: shown.user_code, resumePath: '/device/done' };
  const begun = await demo.core.beginDeviceAuthorization(begin);
  assert.ok(begun.ok);
  await person.answer(`/login?request=${begun.value.handle}`, 'grant');
  const told = await person.visit({ url: `/oauth2/authorize/resume?request=${begun.value.handle}` });
  assert.equal(told.statusCode, 400);
  assert.equal((await poll(demo, shown)).error, 'authorization_pending');
});

test('guessing codes is stopped, from one address and not from another', async (t) => {
  const { demo } = await open(t);
  const shown = await request(demo);
  const guess = async (userCode: string, address = '192.0.2.1') => {
    const caller = { ...CALLER, address };
    const visitor = { browser: undefined, session: undefined };
    const begun = await demo.core.beginDeviceAuthorization({ caller, visitor, userCode, resumePath: '/device/done' });
    return begun.ok ? 'yes' : begun.refusal.code;
  };
  for (let tries = 0; tries < 20; tries += 1) assert.equal(await guess('BBBB-BBBB'), 'grant-rejected');
  assert.equal(await guess(shown.user_code), 'too-many-attempts');
  assert.equal(await guess(shown.user_code, '198.51.100.1'), 'yes');
  demo.clock.move(900_000);
  assert.equal(await guess((await request(demo)).user_code), 'yes');
});

test('who may ask for a device', async (t) => {
  const { demo } = await open(t);
  const errorOf = async (fields: Fields) =>
    (await post(demo, '/oauth2/device_authorization', fields)).json<{ error: string }>().error;
  assert.equal(await errorOf({}), 'invalid_client');
  assert.equal(await errorOf({ client_id: 'nobody' }), 'invalid_client');
  assert.equal(await errorOf({ client_id: 'demo-spa' }), 'unauthorized_client');
  assert.equal(await errorOf({ client_id: 'demo-tv', scope: 'everything' }), 'invalid_scope');
  assert.equal(await errorOf({ client_id: 'demo-tv', resource: 'https://other.example/' }), 'invalid_target');
});

test('user codes: any way of typing one is read back, and nothing else is', () => {
  const letters = fc.string({ unit: fc.constantFrom(...USER_CODE_LETTERS), minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(letters, (code) => {
      assert.equal(readUserCode(showUserCode(code)), code);
      assert.equal(readUserCode(` ${code.toLowerCase().split('').join('.')}`), code);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readUserCode(text);
      assert.ok(read === undefined || /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/.test(read));
    }),
  );
  for (const text of ['', 'BCDF-GHJ', 'BCDF-GHJKL', 'BCDF-GHJA', 'BCDF-GHJ1'])
    assert.equal(readUserCode(text), undefined);
});

test('a device whose client may not refresh gets no refresh token', async (t) => {
  const { demo, person } = await open(t);
  await person.logOn('ada');
  const tv = await demo.store.findClient('demo-tv');
  assert.ok(tv !== undefined);
  await demo.store.addClient({ ...tv, id: 'short', permits: ['device'] });
  const shown = await request(demo, { client_id: 'short', scope: 'profile' });
  await answer(demo, person, shown.user_code, 'grant');
  const tokens = await poll(demo, shown, { client_id: 'short' });
  assert.deepEqual(Object.keys(tokens), ['access_token', 'token_type', 'expires_in', 'scope']);
});
