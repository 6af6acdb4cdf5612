import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../test/support/demo.ts';
import { ACCESS_TERMS, CALLER, logon, MACHINE_PROOF, redemption, refreshing } from '../../test/support/questions.ts';
import type { OperationEvent } from './index.ts';

async function world(t: TestContext, events: OperationEvent[] = []): Promise<Demo> {
  const demo = await openDemo({ dialects: [], note: (event) => events.push(event) });
  t.after(() => demo.close());
  return demo;
}

async function trail(demo: Demo): Promise<string[]> {
  const entries = await demo.store.listAuditEntries(0n, 1000);
  return entries
    .filter((entry) => entry.operation !== 'plant-demo')
    .map((entry) => `${entry.operation} ${entry.outcome}`);
}

test('every change has exactly one entry, and every refusal that says something about somebody', async (t) => {
  const demo = await world(t);
  const { core } = demo;
  const session = await core.openSessionByPassword(logon('ada'));
  assert.ok(session.ok);
  const text = session.value.secret ?? '';
  await core.openSessionByPassword(logon('ada', 'wrong'));
  await core.redeemCode(redemption());
  await core.redeemCode(redemption());
  await core.refreshTokens(refreshing());
  await core.issueClientToken({ caller: CALLER, client: MACHINE_PROOF, scope: undefined, access: ACCESS_TERMS });
  await core.convertSession({ caller: CALLER, session: text, preserve: true, access: ACCESS_TERMS });
  await core.revokeCredential({ caller: CALLER, client: MACHINE_PROOF, text, atHomeOnly: false });
  await core.revokeCredential({ caller: CALLER, client: MACHINE_PROOF, text, atHomeOnly: false });
  await core.endCredential({ caller: CALLER, text, accepts: ['session'], atItsSiteOnly: false });
  assert.deepEqual(await trail(demo), [
    'open-session-by-password yes',
    'open-session-by-password credentials-rejected',
    'redeem-code yes',
    'revoke-reused yes',
    'redeem-code grant-rejected:spent',
    'refresh-tokens yes',
    'issue-client-token yes',
    'convert-session yes',
    'revoke-credential yes',
    'end-credential session-ended:revoked',
  ]);
});

test('what anybody could send at will leaves no row behind', async (t) => {
  const events: OperationEvent[] = [];
  const demo = await world(t, events);
  const { core } = demo;
  core.refuse('redeem-code', CALLER, { code: 'request-malformed', missing: ['Code'], improper: [] });
  await core.refreshTokens(refreshing({ token: 'no token' }));
  await core.useCredential({ caller: CALLER, text: 'no session', accepts: ['session'], atItsSiteOnly: false });
  assert.deepEqual(await trail(demo), []);
  assert.deepEqual(
    events.map(({ operation, outcome }) => `${operation} ${outcome}`),
    ['redeem-code request-malformed', 'refresh-tokens token-malformed', 'use-credential session-ended:unknown'],
  );
});

test('a fault is noted as one and passed on', async () => {
  const events: OperationEvent[] = [];
  const demo = await openDemo({ dialects: [], note: (event) => events.push(event) });
  await demo.close();
  await assert.rejects(demo.core.refreshTokens(refreshing()));
  assert.equal(events.at(-1)?.outcome, 'fault');
});

test('no entry and no event holds anything that was presented', async (t) => {
  const events: OperationEvent[] = [];
  const demo = await world(t, events);
  await demo.core.openSessionByPassword(logon('ada', 'a secret that is wrong'));
  await demo.core.refreshTokens(refreshing());
  await demo.core.redeemCode(redemption({ verifier: 'a verifier that is wrong' }));
  const entries = await demo.store.listAuditEntries(0n, 1000);
  const said = JSON.stringify([entries, events], (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
  for (const secret of ['a secret', 'a verifier', refreshing().token, redemption().code, 'ada-demo-pass']) {
    assert.equal(said.includes(secret), false);
  }
});
