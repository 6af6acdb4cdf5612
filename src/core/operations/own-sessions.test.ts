import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import {
  ACCESS_TERMS,
  CALLER,
  logon,
  MACHINE_PROOF,
  redemption,
  SESSION_TERMS,
} from '../../../test/support/questions.ts';
import type { Refusal, Result } from '../refusal.ts';
import type { SessionEnding } from './end-session.ts';
import type { CredentialExchange } from './exchange-credential.ts';

async function world(t: TestContext): Promise<Demo> {
  const demo = await openDemo({ dialects: [] });
  t.after(() => demo.close());
  return demo;
}

function refusal(result: Result<unknown>): Refusal | undefined {
  return result.ok ? undefined : result.refusal;
}

interface Opened {
  readonly text: string;
  readonly id: bigint;
}

async function opened(demo: Demo, name: string, deviceKey?: string): Promise<Opened> {
  const terms = { ...SESSION_TERMS, deviceKey };
  const result = await demo.core.openSessionByPassword({ ...logon(name), terms });
  assert.ok(result.ok && result.value.secret !== undefined);
  return { text: result.value.secret, id: result.value.session.id };
}

const presented = ({ text }: { readonly text: string }) =>
  ({ caller: CALLER, text, accepts: ['session', 'access'] }) as const;
const use = (one: { readonly text: string }) => ({ ...presented(one), atItsSiteOnly: false });

async function listed(demo: Demo, one: { readonly text: string }) {
  const result = await demo.core.listSessions(presented(one));
  assert.ok(result.ok, JSON.stringify(refusal(result)));
  return result.value.sessions;
}

const UNKNOWN = { code: 'session-ended', why: 'unknown' };

test('a person sees the sessions of their own logons, of every dialect, and which is the present one', async (t) => {
  const demo = await world(t);
  const phone = await opened(demo, 'ada', 'phone');
  demo.clock.move(1000);
  const other = await demo.core.openSessionByPassword({
    ...logon('ada'),
    caller: { ...CALLER, dialect: 'twinfield', site: 'login' },
  });
  assert.ok(other.ok);
  await opened(demo, 'judy');
  const now = demo.clock.now();
  assert.deepEqual(await listed(demo, phone), [
    {
      id: other.value.session.id,
      origin: 'twinfield',
      site: 'c1',
      deviceKey: undefined,
      openedAt: now,
      usedAt: now,
      endsAt: now + 7_200_000,
      isCurrent: false,
    },
    {
      id: phone.id,
      origin: 'projector',
      site: 'c1',
      deviceKey: 'phone',
      openedAt: now - 1000,
      usedAt: now - 1000,
      endsAt: now - 1000 + 7_200_000,
      isCurrent: true,
    },
  ]);
});

test('a list of more than a hundred goes on where it ended', async (t) => {
  const demo = await world(t);
  const first = await opened(demo, 'ada');
  for (let one = 0; one < 104; one += 1) await opened(demo, 'ada');
  const page = await demo.core.listSessions(presented(first));
  assert.ok(page.ok && page.value.before !== undefined);
  assert.equal(page.value.sessions.length, 100);
  const rest = await demo.core.listSessions({ ...presented(first), before: page.value.before });
  assert.ok(rest.ok && rest.value.before === undefined);
  assert.equal(rest.value.sessions.length, 5);
  assert.equal(rest.value.sessions.at(-1)?.id, first.id);
});

test('one session is ended by its id, and what descends from it', async (t) => {
  const demo = await world(t);
  const [mine, lost] = [await opened(demo, 'ada'), await opened(demo, 'ada')];
  const ending: SessionEnding = { ...presented(mine), target: { sessionId: lost.id } };
  assert.deepEqual(await demo.core.endSession(ending), { ok: true, value: { ended: 1 } });
  assert.deepEqual(refusal(await demo.core.useCredential(use(lost))), { code: 'session-ended', why: 'revoked' });
  assert.ok((await demo.core.useCredential(use(mine))).ok);
  assert.deepEqual(refusal(await demo.core.endSession(ending)), UNKNOWN);
  const trail = (await demo.store.listAuditEntries(0n, 1000)).filter(({ operation }) => operation === 'end-session');
  assert.equal(trail.filter(({ outcome }) => outcome === 'yes').length, 1);
});

test('the sessions of a device are ended together, and no others', async (t) => {
  const demo = await world(t);
  const phones = [await opened(demo, 'ada', 'phone'), await opened(demo, 'ada', 'phone')];
  const others = [await opened(demo, 'ada', 'Phone'), await opened(demo, 'ada'), await opened(demo, 'judy', 'phone')];
  const [asker] = others;
  assert.ok(asker !== undefined);
  const ending: SessionEnding = { ...presented(asker), target: { deviceKey: 'phone' } };
  assert.deepEqual(await demo.core.endSession(ending), { ok: true, value: { ended: 2 } });
  for (const one of phones) assert.ok(!(await demo.core.useCredential(use(one))).ok);
  for (const one of others) assert.ok((await demo.core.useCredential(use(one))).ok);
  assert.deepEqual(refusal(await demo.core.endSession(ending)), UNKNOWN);
});

test('nobody ends what is somebody else’s, and is told no more than that there is nothing', async (t) => {
  const demo = await world(t);
  const [ada, judy] = [await opened(demo, 'ada'), await opened(demo, 'judy')];
  const result = await demo.core.endSession({ ...presented(ada), target: { sessionId: judy.id } });
  assert.deepEqual(refusal(result), UNKNOWN);
  assert.ok((await demo.core.useCredential(use(judy))).ok);
});

test('what a client holds, of its own or from a person, neither lists nor ends', async (t) => {
  const demo = await world(t);
  const given = await demo.core.redeemCode(redemption());
  const own = await demo.core.issueClientToken({
    caller: CALLER,
    client: MACHINE_PROOF,
    scope: undefined,
    access: redemption().access,
  });
  assert.ok(given.ok && own.ok);
  for (const { text } of [given.value.access, own.value.access]) {
    const denied = { code: 'client-not-permitted' };
    assert.deepEqual(refusal(await demo.core.listSessions(presented({ text }))), denied);
    const ending: SessionEnding = { ...presented({ text }), target: { deviceKey: 'phone' } };
    assert.deepEqual(refusal(await demo.core.endSession(ending)), denied);
  }
});

test("what a client has got in exchange for a person's own session neither lists nor ends", async (t) => {
  const demo = await world(t);
  const own = await opened(demo, 'ada');
  const exchange = async (wanted: CredentialExchange['wanted']) => {
    const subject = { text: own.text, kind: 'session' } as const;
    const asked = { caller: CALLER, client: MACHINE_PROOF, subject, wanted, scope: undefined };
    const exchanged = await demo.core.exchangeCredential(asked);
    assert.ok(exchanged.ok);
    return { text: exchanged.value.text };
  };
  const token = await exchange({ issues: 'own-access', terms: ACCESS_TERMS });
  const session = await exchange({ issues: 'session', terms: SESSION_TERMS, needsCompany: false });
  const converting = { caller: CALLER, session: session.text, preserve: true, access: ACCESS_TERMS };
  const converted = await demo.core.convertSession(converting);
  const deriving = { caller: CALLER, text: session.text, accepts: ['session'], atItsSiteOnly: false } as const;
  const derived = await demo.core.deriveToken({ ...deriving, access: ACCESS_TERMS });
  assert.ok(converted.ok && derived.ok);
  for (const held of [token, session, converted.value.access, derived.value.access]) {
    assert.ok((await demo.core.useCredential(use(held))).ok);
    const refused = { code: 'client-not-permitted' };
    assert.deepEqual(refusal(await demo.core.listSessions(presented(held))), refused);
    const ending = { ...presented(held), target: { sessionId: own.id } };
    assert.deepEqual(refusal(await demo.core.endSession(ending)), refused);
  }
  assert.ok((await demo.core.useCredential(use(own))).ok);
});

test('a session that owes a step, one that has ended and no session at all list nothing', async (t) => {
  const demo = await world(t);
  const owing = await opened(demo, 'bob');
  assert.deepEqual(refusal(await demo.core.listSessions(presented(owing))), {
    code: 'step-owed',
    step: 'change-password',
  });
  const ended = await opened(demo, 'ada');
  await demo.core.endCredential(use(ended));
  assert.deepEqual(refusal(await demo.core.listSessions(presented(ended))), { code: 'session-ended', why: 'revoked' });
  assert.deepEqual(refusal(await demo.core.listSessions(presented({ text: 'x' }))), UNKNOWN);
});

test('of twenty who end a session at once one has ended it', async (t) => {
  const demo = await world(t);
  const [mine, lost] = [await opened(demo, 'ada'), await opened(demo, 'ada')];
  const ending: SessionEnding = { ...presented(mine), target: { sessionId: lost.id } };
  const results = await Promise.all(Array.from({ length: 20 }, () => demo.core.endSession(ending)));
  assert.equal(results.filter((result) => result.ok).length, 1);
});
