import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { ACCESS_TERMS, CALLER, MACHINE_PROOF, refreshing, WEB_PROOF } from '../../../test/support/questions.ts';
import type { Result } from '../refusal.ts';
import type { IssuedTokens } from './redeem-code.ts';

async function world(t: TestContext): Promise<Demo> {
  const demo = await openDemo({ dialects: [] });
  t.after(() => demo.close());
  return demo;
}

function tokens(result: Result<IssuedTokens>) {
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.refusal));
  return { access: result.value.access.text, refresh: result.value.refresh?.text ?? '' };
}

function refusal(result: Result<unknown>) {
  assert.ok(!result.ok);
  return result.refusal;
}

test('a refresh gives a successor that works in its turn', async (t) => {
  const { core } = await world(t);
  const first = tokens(await core.refreshTokens(refreshing()));
  const second = tokens(await core.refreshTokens(refreshing({ token: first.refresh })));
  assert.equal(new Set([first.access, first.refresh, second.access, second.refresh]).size, 4);
});

test('a repeat within the window gets the very same tokens, with the time that is left', async (t) => {
  const { core, clock } = await world(t);
  const first = tokens(await core.refreshTokens(refreshing()));
  clock.move(29_000);
  const again = await core.refreshTokens(refreshing());
  assert.deepEqual(tokens(again), first);
  assert.equal(again.ok && again.value.expiresInSeconds, 604_800 - 29);
});

test('a repeat after the window ends the whole family', async (t) => {
  const { core, clock } = await world(t);
  const first = tokens(await core.refreshTokens(refreshing()));
  clock.move(30_000);
  assert.deepEqual(refusal(await core.refreshTokens(refreshing())), { code: 'grant-rejected', why: 'spent' });
  const next = await core.refreshTokens(refreshing({ token: first.refresh }));
  assert.deepEqual(refusal(next), { code: 'grant-rejected', why: 'revoked' });
  const use = await core.useCredential({
    caller: CALLER,
    text: first.access,
    accepts: ['access'],
    atItsSiteOnly: false,
  });
  assert.deepEqual(refusal(use), { code: 'session-ended', why: 'revoked' });
});

test('a repeat after the successor was itself used ends the family, window or not', async (t) => {
  const { core } = await world(t);
  const first = tokens(await core.refreshTokens(refreshing()));
  const second = tokens(await core.refreshTokens(refreshing({ token: first.refresh })));
  assert.deepEqual(refusal(await core.refreshTokens(refreshing())), { code: 'grant-rejected', why: 'spent' });
  const last = await core.refreshTokens(refreshing({ token: second.refresh }));
  assert.deepEqual(refusal(last), { code: 'grant-rejected', why: 'revoked' });
});

test('a repeat that asks for tokens in another form is no repeat', async (t) => {
  const { core } = await world(t);
  tokens(await core.refreshTokens(refreshing()));
  const other = await core.refreshTokens(refreshing({ access: ACCESS_TERMS }));
  assert.deepEqual(refusal(other), { code: 'grant-rejected', why: 'spent' });
});

test('of twenty at once, all get the one successor', async (t) => {
  const { core } = await world(t);
  const results = await Promise.all(Array.from({ length: 20 }, () => core.refreshTokens(refreshing())));
  const successors = new Set(results.map((result) => tokens(result).refresh));
  assert.equal(successors.size, 1);
  tokens(await core.refreshTokens(refreshing({ token: [...successors][0] ?? '' })));
});

test('of twenty at once without a window, one wins and the family ends', async (t) => {
  const demo = await openDemo({ dialects: [], policy: { refreshRepeatSeconds: 0 } });
  t.after(() => demo.close());
  const results = await Promise.all(Array.from({ length: 20 }, () => demo.core.refreshTokens(refreshing())));
  const winners = results.filter((result) => result.ok);
  assert.equal(winners.length, 1);
  const [winner] = winners;
  assert.ok(winner !== undefined);
  const next = await demo.core.refreshTokens(refreshing({ token: tokens(winner).refresh }));
  assert.deepEqual(refusal(next), { code: 'grant-rejected', why: 'revoked' });
});

test('a refresh token is refused to everybody but its client, and is none the worse for it', async (t) => {
  const { core } = await world(t);
  const stolen = await core.refreshTokens(refreshing({ client: WEB_PROOF }));
  assert.deepEqual(refusal(stolen), { code: 'grant-rejected', why: 'not-yours' });
  const wrong = await core.refreshTokens(refreshing({ client: { ...WEB_PROOF, secret: 'x' } }));
  assert.deepEqual(refusal(wrong), { code: 'client-rejected' });
  const notPermitted = await core.refreshTokens(refreshing({ client: MACHINE_PROOF }));
  assert.deepEqual(refusal(notPermitted), { code: 'client-not-permitted' });
  tokens(await core.refreshTokens(refreshing()));
});

test('what is no refresh token is refused: an access token, a session, another text, nothing of ours', async (t) => {
  const { core } = await world(t);
  const { access, refresh } = tokens(await core.refreshTokens(refreshing()));
  const flipped = refresh.endsWith('A') ? `${refresh.slice(0, -2)}BA` : `${refresh.slice(0, -1)}A`;
  for (const token of [access, flipped, 'a'.repeat(43)]) {
    const result = await core.refreshTokens(refreshing({ token }));
    assert.deepEqual(refusal(result), { code: 'grant-rejected', why: 'unknown' });
  }
  for (const token of ['', 'x', 'a'.repeat(5000)]) {
    assert.deepEqual(refusal(await core.refreshTokens(refreshing({ token }))), { code: 'token-malformed' });
  }
});

test('an expired refresh token is refused', async (t) => {
  const { core, clock } = await world(t);
  const { refresh } = tokens(await core.refreshTokens(refreshing()));
  clock.move(31_536_000_000);
  const result = await core.refreshTokens(refreshing({ token: refresh }));
  assert.deepEqual(refusal(result), { code: 'grant-rejected', why: 'expired' });
});

test('a narrower scope is for this access token only; a wider one is refused and spends nothing', async (t) => {
  const { core } = await world(t);
  const wider = await core.refreshTokens(refreshing({ scope: 'allowFullPermissions more' }));
  assert.deepEqual(refusal(wider), { code: 'scope-rejected' });
  const same = await core.refreshTokens(refreshing({ scope: 'allowFullPermissions' }));
  assert.equal(same.ok && same.value.scope, 'allowFullPermissions');
});

test('away from home nothing is done, and the home is named', async (t) => {
  const { core } = await world(t);
  const away = await core.refreshTokens(refreshing({ caller: { ...CALLER, site: 'c2' }, atHomeOnly: true }));
  assert.deepEqual(refusal(away), { code: 'elsewhere', site: 'c1' });
  tokens(await core.refreshTokens(refreshing({ atHomeOnly: true })));
});
