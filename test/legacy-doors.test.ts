/** The doors that are older than RFC 9700: each opens until its end and not after, is counted, and is announced, whichever store is behind it. */
import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import type { LegacyEnd } from '../src/core/model/legacy-door.ts';
import { LEGACY_DOORS, nameOf } from '../src/server/legacy-doors.ts';
import { legacyNotices } from '../src/server/legacy-notices.ts';
import { legacyReport } from '../src/server/legacy-report.ts';
import { countLegacyUses } from '../src/server/legacy-uses.ts';
import { askDemo } from './callers/ask.ts';
import { askForPair, signed } from './callers/oauth1.ts';
import { addOlderClient, KNOCKS, type Knocking, MODERN } from './legacy-doors/knocks.ts';
import { DOORS } from './password-doors/doors.ts';
import { type DemoOptions, openDemo } from './support/demo.ts';
import { openDatabases } from './support/postgres.ts';
import { DEMO_MOMENT } from './support/standing-clock.ts';

const DAY_MS = 24 * 3600 * 1000;
const END = DEMO_MOMENT + DAY_MS;

const databases = await openDatabases();
after(() => databases.close());

/** How each wire says that the door is closed. */
const CLOSED: Readonly<Record<string, string>> = {
  'twinfield/password': '200 OAuth2AuthenticationRequired, next None',
  'twinfield/delegation': 'ClientInvalid',
  'twinfield/code-without-challenge': 'invalid_request',
  'twinfield/plain-challenge': 'invalid_request',
  'projector/password':
    '500 50220 The specified user does not have permission to execute web services, or web services is not enabled for this account.',
  'projector/code-without-challenge': 'invalid_request',
  'projector/plain-challenge': 'invalid_request',
  'digioffice/password': '403 Forbidden: This account requires OAuth 2.0',
  'digioffice/reusable-refresh': '403 Forbidden: This account requires OAuth 2.0',
  'yindo/password': '400 invalid_grant: The organisation of this user admits standard OAuth 2 logon only.',
  'oauth/password': '400 unauthorized_client: The client may not ask this.',
  'oauth/code-without-challenge': 'invalid_request',
};

const OPEN = /^(ok|200 (Ok, next None|Ok|for ada|scope read write))$/;

/** Every door closes for everybody at the same moment. */
const ENDS: readonly LegacyEnd[] = LEGACY_DOORS.map(({ dialect, door }) => ({
  ...{ dialect, door },
  ...{ clientId: undefined, at: END },
}));

async function open(t: TestContext, legacyEnds: readonly LegacyEnd[], options: DemoOptions = {}): Promise<Knocking> {
  const demo = await openDemo({ policy: { legacyEnds }, sites: ['login', 'c1'], ...options });
  t.after(() => demo.close());
  await addOlderClient(demo);
  return { demo, ask: askDemo(demo), kept: new Map() };
}

async function knock(knocking: Knocking, name: string): Promise<string> {
  const one = KNOCKS[name] ?? MODERN[name];
  assert.ok(one !== undefined, `somebody knocks at ${name}`);
  return one(knocking);
}

test('somebody knocks at every door of the list, and every door is written down', () => {
  const names = LEGACY_DOORS.map(nameOf);
  assert.deepEqual(Object.keys(KNOCKS), names);
  assert.deepEqual(Object.keys(CLOSED), names);
});

for (const name of Object.keys(KNOCKS)) {
  test(`${name} is open until its end, and closed from then on`, async (t) => {
    const knocking = await open(t, ENDS);
    assert.match(await knock(knocking, name), OPEN);
    knocking.demo.clock.move(DAY_MS - 1);
    assert.match(await knock(knocking, name), OPEN);
    knocking.demo.clock.move(1);
    assert.equal(await knock(knocking, name), CLOSED[name]);
  });
}

test('what is not older stays open when all doors are closed', async (t) => {
  const knocking = await open(
    t,
    ENDS.map((end) => ({ ...end, at: 0 })),
  );
  for (const name of Object.keys(MODERN))
    assert.match(await knock(knocking, name), /^(ok|303 on to \/connections)$/, name);
});

test('the steps of OAuth 1 close with the door that they lead to', async (t) => {
  const { demo, ask } = await open(t, ENDS);
  const initiate = () =>
    askForPair(
      ask,
      signed(
        demo.urls.login,
        '/oauth/initiate.aspx',
        {
          method: 'HMAC-SHA1',
          key: 'demo-consumer',
          secret: 'demo-consumer-secret',
          now: demo.clock.now(),
          nonce: 'n',
        },
        { oauth_callback: 'oob' },
      ),
    );
  assert.notEqual((await initiate()).token, '');
  demo.clock.move(DAY_MS);
  assert.equal((await initiate()).token, '');
});

test("a client's own end goes before that of everybody, be it earlier or later", async (t) => {
  const grant = { dialect: 'oauth', door: 'password' } as const;
  const pair = { dialect: 'twinfield', door: 'delegation' } as const;
  const knocking = await open(t, [
    { ...grant, clientId: undefined, at: 0 },
    { ...grant, clientId: 'demo-legacy', at: END },
    { ...pair, clientId: 'demo-consumer', at: 0 },
    { ...pair, clientId: undefined, at: END },
  ]);
  assert.match(await knock(knocking, 'oauth/password'), OPEN);
  assert.equal(await knock(knocking, 'twinfield/delegation'), 'ClientInvalid');
  knocking.demo.clock.move(DAY_MS);
  assert.equal(await knock(knocking, 'oauth/password'), CLOSED['oauth/password']);
});

test('a closed door looks at no password: right and wrong are one answer, and none is counted', async (t) => {
  const knocking = await open(
    t,
    ENDS.map((end) => ({ ...end, at: 0 })),
    { policy: { legacyEnds: ENDS.map((end) => ({ ...end, at: 0 })), passwordFailuresPerName: 1 } },
  );
  for (const password of ['wrong', 'ada-demo-pass', 'wrong']) {
    assert.equal(await DOORS['twinfield Logon'](knocking.ask, 'ada', password), CLOSED['twinfield/password']);
    assert.equal(await DOORS['yindo /token'](knocking.ask, 'ada', password), CLOSED['yindo/password']);
  }
  assert.match(await knock(knocking, 'the login page'), /^303/);
});

for (const where of ['SQLite', 'PostgreSQL'] as const) {
  test(`uses are counted by door and client, on ${where}`, async (t) => {
    const url = where === 'SQLite' ? undefined : await databases.fresh();
    const knocking = await open(t, ENDS, url === undefined ? {} : { storeUrl: url });
    const { demo } = knocking;
    const names = Object.keys(KNOCKS);
    for (const name of names) await knock(knocking, name);
    demo.clock.move(DAY_MS - 1);
    await knock(knocking, 'yindo/password');
    demo.clock.move(1);
    await knock(knocking, 'yindo/password');
    await knock(knocking, 'twinfield/delegation');

    const uses = await countLegacyUses(demo.store, 0);
    const seen = Object.fromEntries(uses.map((use) => [`${nameOf(use.entry)} ${use.clientId ?? '-'}`, use]));
    const ofYindo = { uses: 2, people: 1, turnedAway: 1, firstAt: DEMO_MOMENT, lastAt: END };
    assert.partialDeepStrictEqual(seen['yindo/password -'], ofYindo);
    assert.partialDeepStrictEqual(seen['twinfield/delegation demo-consumer'], { uses: 1, people: 1, turnedAway: 1 });
    assert.partialDeepStrictEqual(seen['twinfield/plain-challenge older'], { uses: 1, people: 1, turnedAway: 0 });
    assert.partialDeepStrictEqual(seen['digioffice/reusable-refresh -'], { uses: 1, people: 1 });
    assert.deepEqual(new Set(uses.map(({ entry }) => nameOf(entry))), new Set(names));

    // Of the last moments only; and what is standard is never counted.
    const before = await countLegacyUses(demo.store, END - 1);
    assert.deepEqual(
      before.map((use) => [nameOf(use.entry), use.uses, use.turnedAway]),
      [
        ['twinfield/delegation', 0, 1],
        ['yindo/password', 1, 1],
      ],
    );
    await knock(knocking, 'oauth, by S256');
    assert.equal((await countLegacyUses(demo.store, 0)).length, uses.length);
  });
}

test('more entries than are read in one go are all counted', async (t) => {
  const knocking = await open(t, []);
  const caller = { dialect: 'yindo', site: 'c1', address: '127.0.0.1' };
  const about = { accountId: 1, clientId: undefined, familyId: undefined };
  const { world, store } = knocking.demo;
  for (let times = 0; times < 1203; times += 1) {
    const entry = { id: world.nextId(), at: world.clock.now(), operation: 'open-session-by-password', outcome: 'yes' };
    await store.addAuditEntry({ ...entry, caller, ...about });
  }
  const [use] = await countLegacyUses(store, 0);
  assert.equal(use?.uses, 1203);
});

test('the report has every door, who used it, and until when it is open', async (t) => {
  const ends: readonly LegacyEnd[] = [
    { dialect: 'yindo', door: 'password', clientId: undefined, at: END },
    { dialect: 'oauth', door: 'password', clientId: 'demo-legacy', at: 0 },
  ];
  const knocking = await open(t, ends);
  await knock(knocking, 'yindo/password');
  await knock(knocking, 'twinfield/delegation');
  const report = legacyReport(await countLegacyUses(knocking.demo.store, 0), ends);
  const lines = report.split('\n').map((line) => line.split(/ {2,}/).join(' | '));
  assert.equal(lines[0], 'door | client | uses | people | turned away | first | last | ends');
  assert.ok(lines.includes('yindo/password | - | 1 | 1 | 0 | 2026-11-21 | 2026-11-21 | 2026-11-22'), report);
  assert.ok(lines.includes('twinfield/delegation | demo-consumer | 1 | 1 | 0 | 2026-11-21 | 2026-11-21 | -'), report);
  assert.ok(lines.includes('oauth/password | demo-legacy | 0 | 0 | 0 | - | - | closed'), report);
  assert.ok(lines.includes('projector/password | - | 0 | 0 | 0 | - | - | -'), report);
});

test('a door that closes within thirty days and is in use is announced, for whom it is', async (t) => {
  const door = { dialect: 'yindo', door: 'password', clientId: undefined } as const;
  const knocking = await open(t, []);
  await knock(knocking, 'yindo/password');
  const at = (days: number) =>
    legacyNotices(knocking.demo.store, [{ ...door, at: DEMO_MOMENT + days * DAY_MS }], DEMO_MOMENT);
  assert.deepEqual(await at(30), [
    { door: 'yindo/password', client: undefined, endsAt: '2026-12-21T12:00:00.000Z', uses: 1, people: 1 },
  ]);
  assert.deepEqual(await at(31), []);
  assert.deepEqual(await at(0), []);
  const unused = { dialect: 'projector', door: 'password', clientId: undefined, at: END } as const;
  assert.deepEqual(await legacyNotices(knocking.demo.store, [unused], DEMO_MOMENT), []);
});
