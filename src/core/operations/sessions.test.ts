import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import {
  ACCESS_TERMS,
  CALLER,
  logon,
  MACHINE_PROOF,
  OPEN_DOOR,
  SESSION_TERMS,
  WEB_PROOF,
} from '../../../test/support/questions.ts';
import { createCore } from '../index.ts';
import { SESSION } from '../model/secret-form.ts';
import type { Refusal, Result } from '../refusal.ts';
import { readSecret } from '../secrets.ts';

async function world(t: TestContext, policy = {}): Promise<Demo> {
  const demo = await openDemo({ dialects: [], policy });
  t.after(() => demo.close());
  return demo;
}

function refusal(result: Result<unknown>): Refusal | undefined {
  return result.ok ? undefined : result.refusal;
}

async function opened(demo: Demo, name = 'ada'): Promise<string> {
  const result = await demo.core.openSessionByPassword(logon(name));
  assert.ok(result.ok);
  assert.ok(result.value.secret !== undefined);
  return result.value.secret;
}

const use = (text: string) => ({ caller: CALLER, text, accepts: ['session', 'access'] as const, atItsSiteOnly: true });

const STANDINGS: Readonly<Record<string, Refusal>> = {
  dave: { code: 'account-barred', why: 'disabled' },
  erin: { code: 'account-barred', why: 'deleted' },
  frank: { code: 'account-barred', why: 'organisation-inactive' },
  grace: { code: 'no-company' },
  heidi: { code: 'account-barred', why: 'untrusted' },
  ivan: { code: 'modern-logon-required' },
};

for (const [name, expected] of Object.entries(STANDINGS)) {
  test(`${name} is told ${expected.code} with the right password, and nothing with a wrong one`, async (t) => {
    const { core } = await world(t);
    const door = { ...OPEN_DOOR, needsCompany: true };
    assert.deepEqual(refusal(await core.openSessionByPassword({ ...logon(name), door })), expected);
    const wrong = await core.openSessionByPassword({ ...logon(name, 'wrong'), door });
    assert.deepEqual(refusal(wrong), { code: 'credentials-rejected' });
    const client = { id: 'demo-consumer', secret: 'demo-consumer-secret' };
    const pair = { delegationId: `demo-access-${name}`, delegationSecret: `demo-secret-${name}` };
    const delegated = { caller: CALLER, client, door, terms: SESSION_TERMS, ...pair };
    assert.deepEqual(refusal(await core.openSessionByDelegation(delegated)), expected);
    const unproven = await core.openSessionByDelegation({ ...delegated, delegationSecret: 'wrong' });
    assert.deepEqual(refusal(unproven), { code: 'token-rejected' });
  });
}

test('an unknown name is refused in the same words as a wrong password', async (t) => {
  const { core } = await world(t);
  assert.deepEqual(refusal(await core.openSessionByPassword(logon('nobody'))), { code: 'credentials-rejected' });
});

test('a name counts in any case, and within an organisation when one is named', async (t) => {
  const { core } = await world(t);
  const asked = logon('ada');
  assert.ok((await core.openSessionByPassword({ ...asked, person: { name: 'ADA', organisationCode: 'acme' } })).ok);
  const elsewhere = await core.openSessionByPassword({ ...asked, person: { name: 'ada', organisationCode: 'MODERN' } });
  assert.deepEqual(refusal(elsewhere), { code: 'credentials-rejected' });
});

test('a session that owes a step opens nothing; a door that cannot carry the step refuses', async (t) => {
  const demo = await world(t);
  for (const [name, step] of [
    ['bob', 'change-password'],
    ['carol', 'second-step'],
  ] as const) {
    const text = await opened(demo, name);
    assert.deepEqual(refusal(await demo.core.useCredential(use(text))), { code: 'step-owed', step });
    const seen = await demo.core.inspectCredential({ caller: CALLER, client: MACHINE_PROOF, text });
    assert.deepEqual(seen.ok && seen.value, { active: false });
    const plain = { ...logon(name), door: { ...OPEN_DOOR, carriesSteps: false } };
    assert.deepEqual(refusal(await demo.core.openSessionByPassword(plain)), { code: 'step-owed', step });
  }
});

test('a session slides while it is used, dies when it is not, and dies in the end', async (t) => {
  const demo = await world(t);
  const text = await opened(demo);
  for (let used = 0; used < 11; used += 1) {
    demo.clock.move(7_199_000);
    assert.ok((await demo.core.useCredential(use(text))).ok);
  }
  demo.clock.move(7_200_000);
  assert.deepEqual(refusal(await demo.core.useCredential(use(text))), { code: 'session-ended', why: 'expired' });
});

test('a second session in a slot replaces the first, with all that descends from it', async (t) => {
  const demo = await world(t);
  const terms = { ...SESSION_TERMS, slot: 'desk' };
  const open = async (name: string) => {
    const result = await demo.core.openSessionByPassword({ ...logon(name), terms });
    return result.ok ? (result.value.secret ?? '') : '';
  };
  const [first, others] = [await open('ada'), await open('judy')];
  const asked = { caller: CALLER, session: first, preserve: true, access: ACCESS_TERMS };
  const converted = await demo.core.convertSession(asked);
  const plain = await opened(demo);
  const second = await open('ada');
  const replaced: Refusal = { code: 'session-ended', why: 'replaced' };
  assert.deepEqual(refusal(await demo.core.useCredential(use(first))), replaced);
  assert.ok(converted.ok);
  assert.deepEqual(refusal(await demo.core.useCredential(use(converted.value.access.text))), replaced);
  for (const text of [second, plain]) assert.ok((await demo.core.useCredential(use(text))).ok);
  assert.ok((await demo.core.useCredential({ ...use(others), atItsSiteOnly: false })).ok);
});

test('a session that a token opened lives beside it, and ends with what the token came from', async (t) => {
  const { core } = await world(t);
  const first = await core.openSessionByPassword({
    ...logon('ada'),
    terms: { ...SESSION_TERMS, access: ACCESS_TERMS },
  });
  assert.ok(first.ok && first.value.access !== undefined && first.value.secret !== undefined);
  const { secret, access } = first.value;
  const terms = { ...SESSION_TERMS, slot: 'desk' };
  const byToken = { caller: CALLER, token: access.text, scope: '', door: OPEN_DOOR, terms };
  const [one, two] = [await core.openSessionByToken(byToken), await core.openSessionByToken(byToken)];
  assert.ok(one.ok && two.ok);
  const [replaced = '', live = ''] = [one.value.secret, two.value.secret];
  assert.deepEqual(refusal(await core.useCredential(use(replaced))), { code: 'session-ended', why: 'replaced' });
  for (const text of [secret, access.text, live]) assert.ok((await core.useCredential(use(text))).ok);
  assert.ok((await core.endCredential(use(secret))).ok);
  assert.deepEqual(refusal(await core.useCredential(use(live))), { code: 'session-ended', why: 'revoked' });
  assert.deepEqual(refusal(await core.openSessionByToken(byToken)), { code: 'token-rejected' });
});

test('a session counts only at its own site when that is asked', async (t) => {
  const demo = await world(t);
  const text = await opened(demo);
  const away = { ...use(text), caller: { ...CALLER, site: 'c2' } };
  assert.deepEqual(refusal(await demo.core.useCredential(away)), { code: 'elsewhere', site: 'c1' });
  assert.ok((await demo.core.useCredential({ ...away, atItsSiteOnly: false })).ok);
});

test('ending a session ends what descends from it', async (t) => {
  const demo = await world(t);
  const text = await opened(demo);
  const asked = { caller: CALLER, session: text, preserve: true, access: ACCESS_TERMS };
  const converted = await demo.core.convertSession(asked);
  assert.ok(converted.ok);
  assert.ok((await demo.core.useCredential(use(converted.value.access.text))).ok);
  assert.ok((await demo.core.endCredential(use(text))).ok);
  for (const ended of [text, converted.value.access.text]) {
    assert.deepEqual(refusal(await demo.core.useCredential(use(ended))), { code: 'session-ended', why: 'revoked' });
  }
  assert.deepEqual(refusal(await demo.core.endCredential(use(text))), { code: 'session-ended', why: 'revoked' });
});

test('a converted session is gone unless preserved; of twenty conversions one wins', async (t) => {
  const demo = await world(t);
  const text = await opened(demo);
  const asked = { caller: CALLER, session: text, preserve: false, access: ACCESS_TERMS };
  const results = await Promise.all(Array.from({ length: 20 }, () => demo.core.convertSession(asked)));
  const won = results.filter((result) => result.ok);
  assert.equal(won.length, 1);
  assert.deepEqual(refusal(await demo.core.useCredential(use(text))), { code: 'session-ended', why: 'closed' });
  assert.ok(won[0]?.ok && (await demo.core.useCredential(use(won[0].value.access.text))).ok);
});

test('a client sees and ends its own; one with the permit sees and ends all', async (t) => {
  const demo = await world(t);
  const text = await opened(demo);
  const ask = (client: typeof WEB_PROOF) => demo.core.inspectCredential({ caller: CALLER, client, text });
  const end = (client: typeof WEB_PROOF) =>
    demo.core.revokeCredential({ caller: CALLER, client, text, atHomeOnly: false });
  const foreign = await ask(WEB_PROOF);
  assert.deepEqual(foreign.ok && foreign.value, { active: false });
  assert.deepEqual(refusal(await end(WEB_PROOF)), { code: 'grant-rejected', why: 'not-yours' });
  const seen = await ask(MACHINE_PROOF);
  assert.ok(seen.ok && seen.value.active && seen.value.account?.name === 'ada');
  assert.deepEqual(await end(MACHINE_PROOF), { ok: true, value: { revoked: true } });
  assert.deepEqual(await end(MACHINE_PROOF), { ok: true, value: { revoked: false } });
  const after = await ask(MACHINE_PROOF);
  assert.deepEqual(after.ok && after.value, { active: false });
});

test('closed for maintenance, nobody comes in, and what is out can still be inspected and ended', async (t) => {
  const { core } = await world(t, { maintenance: true });
  assert.deepEqual(refusal(await core.openSessionByPassword(logon('ada'))), { code: 'closed-for-maintenance' });
  const seen = await core.inspectCredential({ caller: CALLER, client: MACHINE_PROOF, text: 'x' });
  assert.deepEqual(seen.ok && seen.value, { active: false });
});

test('a person disabled after logging on is told so by what they hold, and it is inactive', async (t) => {
  const demo = await world(t);
  const text = await opened(demo);
  const found = await demo.store.findSession(readSecret(SESSION, text) ?? assert.fail());
  assert.ok(found !== undefined);
  // Standing is changed by an operator; here, by a store that answers as it would afterwards.
  const disabled = { ...found, account: { ...found.account, disabledAt: demo.clock.now() } };
  const after = createCore({ ...demo.world, store: { ...demo.store, findSession: async () => disabled } }, () => {});
  assert.deepEqual(refusal(await after.useCredential(use(text))), { code: 'account-barred', why: 'disabled' });
  const seen = await after.inspectCredential({ caller: CALLER, client: MACHINE_PROOF, text });
  assert.deepEqual(seen.ok && seen.value, { active: false });
});
