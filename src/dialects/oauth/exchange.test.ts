/** RFC 8693 over everything that the server issues: from every kind to every kind, with one life and never more than there was. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { askDemo } from '../../../test/callers/ask.ts';
import * as digioffice from '../../../test/callers/digioffice.ts';
import * as projector from '../../../test/callers/projector.ts';
import * as twinfield from '../../../test/callers/twinfield.ts';
import * as yindo from '../../../test/callers/yindo.ts';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { createProofMaker } from '../../../test/support/key-proofs.ts';
import { DEMO_CLIENTS } from '../../server/demo-world/clients.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const MACHINE = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const STANDARD = 'urn:ietf:params:oauth:token-type:';
const OWN = 'urn:tessera:token-type:';

type Fields = Readonly<Record<string, string>>;

async function open(t: TestContext): Promise<Demo> {
  const demo = await openDemo();
  t.after(demo.close);
  return demo;
}

async function post(demo: Demo, url: string, fields: Fields, headers: Fields = {}) {
  const body = new URLSearchParams(fields).toString();
  return demo.inject('login', { method: 'POST', url, headers: { ...FORM, ...headers }, body });
}

interface Exchanged {
  readonly access_token: string;
  readonly issued_token_type: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly scope?: string;
  readonly error?: string;
  readonly error_description?: string;
}

async function exchange(demo: Demo, subject: string, type: string, more: Fields = {}, headers: Fields = {}) {
  const fields = { grant_type: EXCHANGE, ...MACHINE, subject_token: subject, subject_token_type: type, ...more };
  return (await post(demo, '/oauth2/token', fields, headers)).json<Exchanged>();
}

async function inspect(demo: Demo, token: string) {
  return (await post(demo, '/oauth2/introspect', { ...MACHINE, token })).json<Record<string, unknown>>();
}

/** How each kind of credential of a person is come by, in the dialect that issues it. */
const SOURCES: Readonly<Record<string, (demo: Demo) => Promise<string>>> = {
  'twinfield-session': async (demo) => (await twinfield.oauthLogon(askDemo(demo), 'ada')).session,
  'projector-ticket': async (demo) => (await projector.redeem(askDemo(demo))).ticket,
  'digioffice-session': async (demo) => (await digioffice.authenticate(askDemo(demo), 'ada', 'ada-demo-pass')).session,
  'digioffice-token': async (demo) => {
    const ask = askDemo(demo);
    const { session } = await digioffice.authenticate(ask, 'ada', 'ada-demo-pass');
    return (await digioffice.convert(ask, session, true)).token;
  },
  'yindo-token': async (demo) => (await yindo.logon(askDemo(demo), 'ada', 'ada-demo-pass')).token,
};

/** How each kind shows that it opens something, in its own dialect. */
const USES: Readonly<Record<string, (demo: Demo, text: string) => Promise<string>>> = {
  'twinfield-session': async (demo, text) => (await twinfield.keepAlive(askDemo(demo), text)).word,
  'projector-ticket': async (demo, text) => (await projector.unauthenticate(askDemo(demo), text)).word,
  'digioffice-session': async (demo, text) => (await digioffice.convert(askDemo(demo), text, true)).word,
  'digioffice-token': async (demo, text) => (await digioffice.presentToken(askDemo(demo), text)).word,
  'yindo-token': async (demo, text) => (await yindo.me(askDemo(demo), text)).word,
};

for (const source of Object.keys(SOURCES)) {
  for (const wanted of Object.keys(USES)) {
    test(`${source} to ${wanted}: it opens its own door, and ends with what it came of`, async (t) => {
      const demo = await open(t);
      const subject = (await SOURCES[source]?.(demo)) ?? '';
      const issued = await exchange(demo, subject, OWN + source, { requested_token_type: OWN + wanted });
      assert.deepEqual([issued.issued_token_type, issued.token_type], [OWN + wanted, 'N_A'], JSON.stringify(issued));
      const again = await exchange(demo, subject, OWN + source, { requested_token_type: OWN + wanted });
      assert.equal(await USES[wanted]?.(demo, issued.access_token), 'ok');
      // By now a projector ticket has logged out, and with it all of its family.
      await post(demo, '/oauth2/revoke', { ...MACHINE, token: subject });
      for (const text of [issued.access_token, again.access_token]) {
        assert.deepEqual(await inspect(demo, text), { active: false });
      }
    });
  }

  test(`${source} to an access token, a JWT, and back`, async (t) => {
    const demo = await open(t);
    const subject = (await SOURCES[source]?.(demo)) ?? '';
    const limited = source === 'projector-ticket';
    const plain = await exchange(demo, subject, OWN + source, limited ? {} : { scope: 'read' });
    assert.equal(plain.issued_token_type, `${STANDARD}access_token`);
    const seen = await inspect(demo, plain.access_token);
    assert.deepEqual(
      [seen.client_id, seen.username, seen.scope],
      ['demo-machine', 'ada', limited ? undefined : 'read'],
    );
    const jwt = await exchange(demo, subject, OWN + source, { requested_token_type: `${STANDARD}jwt` });
    assert.equal(jwt.token_type, 'Bearer');
    const back = await exchange(demo, jwt.access_token, `${STANDARD}jwt`, { requested_token_type: OWN + source });
    assert.equal(await USES[source]?.(demo, back.access_token), 'ok', JSON.stringify(back));
  });
}

test('what is presented must be what it is said to be', async (t) => {
  const demo = await open(t);
  const session = (await SOURCES['twinfield-session']?.(demo)) ?? '';
  const types = [`${STANDARD}access_token`, `${STANDARD}jwt`, `${STANDARD}refresh_token`, `${OWN}projector-ticket`];
  for (const type of [...types, `${OWN}digioffice-session`]) {
    const refused = await exchange(demo, session, type);
    assert.deepEqual(refused.error, 'invalid_request', type);
  }
  assert.equal((await exchange(demo, session, `${OWN}session`)).error, undefined);
  for (const type of ['', 'session', `${STANDARD}saml2`, `${STANDARD}id_token`]) {
    assert.equal((await exchange(demo, session, type)).error, 'invalid_request', type);
    const wanted = await exchange(demo, session, `${OWN}session`, { requested_token_type: type });
    if (type !== '') assert.equal(wanted.error, 'invalid_request', type);
  }
});

test('an actor is refused plainly', async (t) => {
  const demo = await open(t);
  const session = (await SOURCES['twinfield-session']?.(demo)) ?? '';
  const refused = await exchange(demo, session, `${OWN}session`, {
    actor_token: 'x',
    actor_token_type: `${STANDARD}jwt`,
  });
  assert.deepEqual(
    [refused.error, refused.error_description],
    ['invalid_request', 'Not acceptable: actor_token, which is not supported.'],
  );
});

test('a client without the permit, and one without a proof, exchange nothing', async (t) => {
  const demo = await open(t);
  const session = (await SOURCES['twinfield-session']?.(demo)) ?? '';
  const web = { client_id: 'demo-web', client_secret: 'demo-web-secret' };
  assert.equal((await exchange(demo, session, `${OWN}session`, web)).error, 'unauthorized_client');
  const machine = await demo.store.findClient('demo-machine');
  assert.ok(machine !== undefined);
  await demo.store.addClient({ ...machine, id: 'public', proof: 'none', secretFingerprint: undefined });
  const fields = { grant_type: EXCHANGE, client_id: 'public', subject_token: session };
  const asPublic = await post(demo, '/oauth2/token', { ...fields, subject_token_type: `${OWN}session` });
  assert.equal(asPublic.json<Exchanged>().error, 'unauthorized_client');
});

test('scope only ever narrows, and what knows no scopes takes a permit of its own', async (t) => {
  const demo = await open(t);
  const session = (await SOURCES['twinfield-session']?.(demo)) ?? '';
  const whole = await exchange(demo, session, `${OWN}session`);
  assert.equal(whole.scope, 'read write');
  const narrow = await exchange(demo, session, `${OWN}session`, { scope: 'read' });
  const wider = await exchange(demo, narrow.access_token, `${STANDARD}access_token`, { scope: 'read write' });
  assert.equal(wider.error, 'invalid_scope');
  const kept = await exchange(demo, narrow.access_token, `${STANDARD}access_token`);
  assert.equal(kept.scope, 'read');
  const machine = await demo.store.findClient('demo-machine');
  assert.ok(machine !== undefined);
  const permits = machine.permits.filter((permit) => permit !== 'exchange-unlimited');
  await demo.store.addClient({ ...machine, id: 'careful', permits });
  const careful = { client_id: 'careful', requested_token_type: `${OWN}twinfield-session` };
  const refused = await exchange(demo, narrow.access_token, `${STANDARD}access_token`, careful);
  assert.equal(refused.error, 'invalid_scope');
  assert.equal((await exchange(demo, session, `${OWN}session`, careful)).error, undefined);
  // A token whose scope was narrowed to nothing is not one without limits.
  const seed = await exchange(demo, (await SOURCES['projector-ticket']?.(demo)) ?? '', `${OWN}projector-ticket`);
  assert.equal(seed.scope, undefined);
  const again = await exchange(demo, seed.access_token, `${STANDARD}access_token`, careful);
  assert.equal(again.error, 'invalid_scope');
});

test('nothing outlives what it came of, but a refresh token, which takes the permit to refresh', async (t) => {
  const demo = await open(t);
  const session = (await SOURCES['twinfield-session']?.(demo)) ?? '';
  demo.clock.move(3_000_000);
  const short = await exchange(demo, session, `${OWN}session`);
  demo.clock.move(1_800_000);
  const shorter = await exchange(demo, short.access_token, `${STANDARD}access_token`);
  assert.equal(shorter.expires_in, 1800);
  const longer = { requested_token_type: `${OWN}digioffice-session` };
  assert.equal((await exchange(demo, short.access_token, `${STANDARD}access_token`, longer)).expires_in, 1800);

  const refresh = { requested_token_type: `${STANDARD}refresh_token` };
  assert.equal((await exchange(demo, session, `${OWN}session`, refresh)).error, 'unauthorized_client');
  const machine = await demo.store.findClient('demo-machine');
  assert.ok(machine !== undefined);
  await demo.store.addClient({ ...machine, id: 'mover', permits: [...machine.permits, 'refresh'] });
  const mover = { client_id: 'mover', client_secret: MACHINE.client_secret };
  const moved = await exchange(demo, session, `${OWN}session`, { ...mover, ...refresh });
  assert.match(moved.access_token, /^trt_/);
  const fields = { grant_type: 'refresh_token', refresh_token: moved.access_token };
  const next = (await post(demo, '/oauth2/token', { ...fields, ...mover })).json<Record<string, string>>();
  assert.match(next.refresh_token ?? '', /^trt_/);
  // A refresh token is its client's alone.
  const foreign = await exchange(demo, next.refresh_token ?? '', `${STANDARD}refresh_token`);
  assert.equal(foreign.error, 'invalid_request');
  const own = await exchange(demo, next.refresh_token ?? '', `${STANDARD}refresh_token`, mover);
  assert.equal(own.issued_token_type, `${STANDARD}access_token`);
  await twinfield.abandon(askDemo(demo), session);
  assert.equal(
    (await exchange(demo, next.refresh_token ?? '', `${STANDARD}refresh_token`, mover)).error,
    'invalid_request',
  );
});

test('resources narrow as they do elsewhere, and what is for one crosses to no other wire', async (t) => {
  const demo = await open(t);
  const session = (await SOURCES['twinfield-session']?.(demo)) ?? '';
  const [api, files] = DEMO_CLIENTS.find(({ id }) => id === 'demo-machine')?.audiences ?? [];
  assert.ok(api !== undefined && files !== undefined);
  const token = await exchange(demo, session, `${OWN}session`, { audience: api });
  assert.equal((await inspect(demo, token.access_token)).aud, api);
  const type = `${STANDARD}access_token`;
  assert.equal((await exchange(demo, token.access_token, type, { resource: files })).error, 'invalid_target');
  const ticket = { requested_token_type: `${OWN}projector-ticket` };
  assert.equal((await exchange(demo, token.access_token, type, ticket)).error, 'invalid_target');
  assert.equal((await exchange(demo, session, `${OWN}session`, { ...ticket, resource: api })).error, 'invalid_target');
});

test('a bound token is exchanged by who holds its key, and for nothing that can not be bound', async (t) => {
  const demo = await open(t);
  const session = (await SOURCES['twinfield-session']?.(demo)) ?? '';
  const [holder, thief] = [await createProofMaker(), await createProofMaker()];
  const about = () => ({ method: 'POST', url: 'http://127.0.0.1:8080/oauth2/token', now: demo.clock.now() });
  const bound = await exchange(demo, session, `${OWN}session`, {}, { dpop: await holder.prove(about()) });
  assert.equal(bound.token_type, 'DPoP');
  const type = `${STANDARD}access_token`;
  assert.equal((await exchange(demo, bound.access_token, type)).error, 'invalid_dpop_proof');
  const stolen = await exchange(demo, bound.access_token, type, {}, { dpop: await thief.prove(about()) });
  assert.equal(stolen.error, 'invalid_grant');
  const own = await exchange(demo, bound.access_token, type, {}, { dpop: await holder.prove(about()) });
  assert.equal(own.token_type, 'DPoP');
  const wanted = { requested_token_type: `${OWN}projector-ticket` };
  const loose = await exchange(demo, bound.access_token, type, wanted, { dpop: await holder.prove(about()) });
  assert.equal(loose.error, 'invalid_dpop_proof');
});

test('a session that owes a step, and a client that stands for nobody', async (t) => {
  const demo = await open(t);
  const carol = (await twinfield.oauthLogon(askDemo(demo), 'carol')).session;
  assert.equal((await exchange(demo, carol, `${OWN}session`)).error, 'invalid_request');
  const asked = await post(demo, '/oauth2/token', { grant_type: 'client_credentials', ...MACHINE });
  const own = asked.json<Exchanged>().access_token;
  const type = `${STANDARD}access_token`;
  assert.equal((await exchange(demo, own, type, { scope: 'read' })).scope, 'read');
  const ticket = { requested_token_type: `${OWN}projector-ticket` };
  assert.equal((await exchange(demo, own, type, ticket)).error, 'invalid_request');
  const refused = await exchange(demo, (await yindo.logon(askDemo(demo), 'grace', 'grace-demo-pass')).token, type, {
    requested_token_type: `${OWN}twinfield-session`,
  });
  assert.equal(refused.error, 'invalid_request');
});
