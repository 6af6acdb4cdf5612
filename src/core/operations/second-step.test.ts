import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, type DemoOptions, openDemo } from '../../../test/support/demo.ts';
import { CALLER, logon, SESSION_TERMS } from '../../../test/support/questions.ts';
import { DEFAULT_POLICY } from '../policy.ts';
import type { Refusal, Result } from '../refusal.ts';

async function world(t: TestContext, options: DemoOptions = {}): Promise<Demo> {
  const demo = await openDemo({ dialects: [], ...options });
  t.after(() => demo.close());
  return demo;
}

function refusal(result: Result<unknown>): Refusal | undefined {
  return result.ok ? undefined : result.refusal;
}

async function opened(demo: Demo, name: string, password?: string): Promise<string> {
  const terms = { ...SESSION_TERMS, slot: 'desk' };
  const result = await demo.core.openSessionByPassword({ ...logon(name, password), terms });
  assert.ok(result.ok, JSON.stringify(refusal(result)));
  return result.value.secret ?? assert.fail();
}

const presented = (session: string) => ({ caller: CALLER, session, atItsSiteOnly: true });
const use = (text: string) => ({ caller: CALLER, text, accepts: ['session'] as const, atItsSiteOnly: true });
const change = (session: string, present: string, next: string) => ({ ...presented(session), present, next });

const GOOD = 'nine green tractors';

test('a code is sent to the phone, passes the step once, and the session opens', async (t) => {
  const demo = await world(t);
  const text = await opened(demo, 'carol');
  assert.deepEqual(await demo.core.sendSecondStep(presented(text)), {
    ok: true,
    value: { validSeconds: 300, isNew: true },
  });
  const [message] = demo.messages;
  assert.equal(message?.to, '+31 6 0000 0000');
  assert.equal(message?.text, '123456 is your code to log on. It counts for 5 minutes.');
  const passed = await demo.core.passSecondStep({ ...presented(text), code: ' 123 456 ' });
  assert.equal(passed.ok && passed.value.owes, undefined);
  assert.ok((await demo.core.useCredential(use(text))).ok);
  const again = await demo.core.passSecondStep({ ...presented(text), code: '123456' });
  assert.deepEqual(refusal(again), { code: 'step-rejected', why: 'not-owed' });
  const sent = await demo.core.sendSecondStep(presented(text));
  assert.deepEqual(refusal(sent), { code: 'step-rejected', why: 'not-owed' });
});

test('a drawn code has six digits, differs from the next, and is kept nowhere as it is', async (t) => {
  const demo = await world(t, { policy: { secondStep: DEFAULT_POLICY.secondStep } });
  const codes = new Set<string>();
  for (let sent = 0; sent < 5; sent += 1) {
    const text = await opened(demo, 'carol');
    await demo.core.sendSecondStep(presented(text));
    const code = /^\d{6}(?= )/.exec(demo.messages.at(-1)?.text ?? '')?.[0];
    assert.ok(code !== undefined);
    codes.add(code);
    assert.ok((await demo.core.passSecondStep({ ...presented(text), code })).ok);
  }
  assert.equal(codes.size, 5);
});

test('asked again at once nothing is sent; a little later another code takes the place of the first', async (t) => {
  const demo = await world(t, { policy: { secondStep: DEFAULT_POLICY.secondStep } });
  const text = await opened(demo, 'carol');
  await demo.core.sendSecondStep(presented(text));
  demo.clock.move(10_000);
  const soon = await demo.core.sendSecondStep(presented(text));
  assert.deepEqual(soon.ok && soon.value, { validSeconds: 290, isNew: false });
  demo.clock.move(21_000);
  const later = await demo.core.sendSecondStep(presented(text));
  assert.deepEqual(later.ok && later.value, { validSeconds: 300, isNew: true });
  const codes = demo.messages.map((message) => message.text.slice(0, 6));
  assert.equal(codes.length, 2);
  const first = await demo.core.passSecondStep({ ...presented(text), code: codes[0] ?? '' });
  assert.deepEqual(refusal(first), { code: 'step-rejected', why: 'wrong' });
  assert.ok((await demo.core.passSecondStep({ ...presented(text), code: codes[1] ?? '' })).ok);
});

test('a code expires, and none counts before one was sent', async (t) => {
  const demo = await world(t);
  const text = await opened(demo, 'carol');
  const attempt = () => demo.core.passSecondStep({ ...presented(text), code: '123456' });
  assert.deepEqual(refusal(await attempt()), { code: 'step-rejected', why: 'none' });
  await demo.core.sendSecondStep(presented(text));
  demo.clock.move(300_000);
  assert.deepEqual(refusal(await attempt()), { code: 'step-rejected', why: 'expired' });
});

test('of twenty guesses at once five are looked at, and the session is over', async (t) => {
  const demo = await world(t);
  const text = await opened(demo, 'carol');
  await demo.core.sendSecondStep(presented(text));
  const guesses = Array.from({ length: 20 }, (_, index) => `${100_000 + index}`);
  const results = await Promise.all(guesses.map((code) => demo.core.passSecondStep({ ...presented(text), code })));
  const whys = results.map((result) => (result.ok || !('why' in result.refusal) ? '' : result.refusal.why));
  assert.equal(whys.filter((why) => why === 'wrong').length, 4);
  assert.equal(whys.filter((why) => why === 'exhausted').length, 16);
  const after = await demo.core.passSecondStep({ ...presented(text), code: '123456' });
  assert.deepEqual(refusal(after), { code: 'session-ended', why: 'revoked' });
  const entries = await demo.store.listAuditEntries(0n, 100);
  assert.equal(entries.filter(({ operation }) => operation === 'end-guessed').length, 1);
});

test('new sessions are no new tries', async (t) => {
  const demo = await world(t);
  let looked = 0;
  for (let round = 0; round < 6; round += 1) {
    const text = await opened(demo, 'carol');
    await demo.core.sendSecondStep(presented(text));
    for (let guess = 0; guess < 5; guess += 1) {
      const result = await demo.core.passSecondStep({ ...presented(text), code: '000000' });
      if (refusal(result)?.code === 'step-rejected') looked += 1;
      else assert.deepEqual(refusal(result), { code: 'too-many-attempts', retryAfterSeconds: 900 });
    }
  }
  assert.equal(looked, DEFAULT_POLICY.secondStep.windowTries);
  demo.clock.move(901_000);
  const text = await opened(demo, 'carol');
  await demo.core.sendSecondStep(presented(text));
  assert.ok((await demo.core.passSecondStep({ ...presented(text), code: '123456' })).ok);
});

test('a message that fails is told, and may be asked for again at once; a person without a phone gets none', async (t) => {
  let works = false;
  const demo = await world(t, { messenger: { send: async () => (works ? 'sent' : 'failed') } });
  const text = await opened(demo, 'carol');
  assert.deepEqual(refusal(await demo.core.sendSecondStep(presented(text))), { code: 'message-failed' });
  const attempt = await demo.core.passSecondStep({ ...presented(text), code: '123456' });
  assert.deepEqual(refusal(attempt), { code: 'step-rejected', why: 'expired' });
  works = true;
  assert.ok((await demo.core.sendSecondStep(presented(text))).ok);
});

test('a half logon ends nobody; the slot is taken with the step', async (t) => {
  const demo = await world(t);
  const enter = async () => {
    const text = await opened(demo, 'carol');
    await demo.core.sendSecondStep(presented(text));
    return { text, pass: () => demo.core.passSecondStep({ ...presented(text), code: '123456' }) };
  };
  const first = await enter();
  await first.pass();
  const second = await enter();
  assert.ok((await demo.core.useCredential(use(first.text))).ok);
  await second.pass();
  const replaced: Refusal = { code: 'session-ended', why: 'replaced' };
  assert.deepEqual(refusal(await demo.core.useCredential(use(first.text))), replaced);
});

test('an owed password is changed, once, and the old one opens nothing more', async (t) => {
  const demo = await world(t);
  const text = await opened(demo, 'bob');
  const wrong = await demo.core.changePassword(change(text, 'wrong', GOOD));
  assert.deepEqual(refusal(wrong), { code: 'credentials-rejected' });
  const same = await demo.core.changePassword(change(text, 'bob-demo-pass', 'Bob-Demo-Pass'));
  assert.deepEqual(refusal(same), { code: 'password-rejected', why: 'not-different' });
  const weak = await demo.core.changePassword(change(text, 'bob-demo-pass', 'short'));
  assert.deepEqual(refusal(weak), { code: 'password-rejected', why: 'not-secure' });
  assert.deepEqual(refusal(await demo.core.useCredential(use(text))), { code: 'step-owed', step: 'change-password' });
  const changed = await demo.core.changePassword(change(text, 'bob-demo-pass', GOOD));
  assert.ok(changed.ok && changed.value.owes === undefined);
  assert.ok((await demo.core.useCredential(use(text))).ok);
  const old = await demo.core.openSessionByPassword(logon('bob'));
  assert.deepEqual(refusal(old), { code: 'credentials-rejected' });
  const fresh = await demo.core.openSessionByPassword(logon('bob', GOOD));
  assert.ok(fresh.ok && fresh.value.owes === undefined);
});

test("a change ends the other logons of one's own, in every dialect, and nothing that clients were given", async (t) => {
  const demo = await world(t);
  const own = async () => {
    const result = await demo.core.openSessionByPassword(logon('ada'));
    return (result.ok ? result.value.secret : undefined) ?? assert.fail();
  };
  const client = { id: 'demo-consumer', secret: 'demo-consumer-secret' };
  const pair = { delegationId: 'demo-access-ada', delegationSecret: 'demo-secret-ada' };
  const { door } = logon('ada');
  const delegated = await demo.core.openSessionByDelegation({
    caller: CALLER,
    client,
    door,
    terms: SESSION_TERMS,
    ...pair,
  });
  assert.ok(delegated.ok);
  const [before, changing] = [await own(), await own()];
  assert.ok((await demo.core.changePassword(change(changing, 'ada-demo-pass', GOOD))).ok);
  const after = await demo.core.openSessionByPassword(logon('ada', GOOD));
  assert.ok(after.ok);
  const revoked: Refusal = { code: 'session-ended', why: 'revoked' };
  assert.deepEqual(refusal(await demo.core.useCredential(use(before))), revoked);
  for (const text of [changing, delegated.value.secret, after.value.secret]) {
    assert.ok((await demo.core.useCredential(use(text ?? ''))).ok);
  }
});

test('of twenty changes at once one wins', async (t) => {
  const demo = await world(t);
  const text = await opened(demo, 'bob');
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      demo.core.changePassword(change(text, 'bob-demo-pass', `${GOOD} number ${index}`)),
    ),
  );
  assert.equal(results.filter((result) => result.ok).length, 1);
  const lost = results.find((result) => !result.ok);
  assert.deepEqual(lost && refusal(lost), { code: 'credentials-rejected' });
});

test('the second step comes before the password; who owes both takes both', async (t) => {
  const demo = await world(t);
  const carol = (await demo.store.findAccount({ name: 'carol' })) ?? assert.fail();
  const passwordHash = await demo.world.passwords.hash('both-demo-pass');
  const { organisation, hasCompany: _, ...rest } = carol;
  const both = {
    ...rest,
    id: 99,
    name: 'both',
    passwordHash,
    mustChangePasswordAt: 1,
    organisationId: organisation.id,
  };
  await demo.store.addAccount(both);
  const text = await opened(demo, 'both');
  const early = await demo.core.changePassword(change(text, 'both-demo-pass', GOOD));
  assert.deepEqual(refusal(early), { code: 'step-owed', step: 'second-step' });
  await demo.core.sendSecondStep(presented(text));
  const passed = await demo.core.passSecondStep({ ...presented(text), code: '123456' });
  assert.equal(passed.ok && passed.value.owes, 'change-password');
  const changed = await demo.core.changePassword(change(text, 'both-demo-pass', GOOD));
  assert.equal(changed.ok && changed.value.owes, undefined);
  assert.ok((await demo.core.useCredential(use(text))).ok);
});

test("steps are taken at the session's site, by its own secret, while the server is open", async (t) => {
  const demo = await world(t);
  const text = await opened(demo, 'carol');
  const away = { ...presented(text), caller: { ...CALLER, site: 'c2' } };
  for (const result of [
    await demo.core.sendSecondStep(away),
    await demo.core.passSecondStep({ ...away, code: '123456' }),
    await demo.core.changePassword({ ...away, present: 'carol-demo-pass', next: GOOD }),
  ]) {
    assert.deepEqual(refusal(result), { code: 'elsewhere', site: 'c1' });
  }
  assert.ok((await demo.core.sendSecondStep({ ...away, atItsSiteOnly: false })).ok);
  const unknown = await demo.core.sendSecondStep(presented('x'.repeat(43)));
  assert.deepEqual(refusal(unknown), { code: 'session-ended', why: 'unknown' });
});

test('a company is chosen among those of the person', async (t) => {
  const demo = await world(t);
  const text = await opened(demo, 'ada');
  const select = (code: string) => demo.core.selectCompany({ ...use(text), name: { code } });
  const selected = await select('acme-uk');
  assert.equal(selected.ok && selected.value.code, 'ACME-UK');
  const used = await demo.core.useCredential(use(text));
  assert.equal(used.ok && used.value.session?.companyId, 2);
  for (const code of ['MODERN', 'nowhere', ''])
    assert.deepEqual(refusal(await select(code)), { code: 'company-rejected' });
  const uuid = '7F9C24E8-3B12-4FEF-91E0-A02DD5F4D1AB';
  const within = await demo.core.useCredential({ ...use(text), company: { uuid } });
  assert.equal(within.ok && within.value.company?.code, 'ACME-NL');
});
