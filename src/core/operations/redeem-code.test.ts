import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { CALLER, plantCode, redemption, refreshing, WEB_PROOF } from '../../../test/support/questions.ts';

async function world(t: TestContext): Promise<Demo> {
  const demo = await openDemo({ dialects: [] });
  t.after(() => demo.close());
  return demo;
}

const JUDY = 10;
const DAVE = 4;
const OTHER_CODE = 'B'.repeat(58);

test('a code gives tokens once; the second time it takes them back', async (t) => {
  const { core } = await world(t);
  const first = await core.redeemCode(redemption());
  assert.ok(first.ok);
  const second = await core.redeemCode(redemption());
  assert.deepEqual(!second.ok && second.refusal, { code: 'grant-rejected', why: 'spent' });
  const refreshed = await core.refreshTokens(refreshing({ token: first.value.refresh?.text ?? '' }));
  assert.deepEqual(!refreshed.ok && refreshed.refusal, { code: 'grant-rejected', why: 'revoked' });
});

test('of twenty redemptions at once one wins', async (t) => {
  const { core } = await world(t);
  const results = await Promise.all(Array.from({ length: 20 }, () => core.redeemCode(redemption())));
  assert.equal(results.filter((result) => result.ok).length, 1);
});

test('wrong verifier, no verifier, wrong redirect: refused each, and the code is still good', async (t) => {
  const { core } = await world(t);
  const faults = [
    ['verifier', { verifier: 'x'.repeat(43) }],
    ['verifier', { verifier: undefined }],
    ['redirect', { redirectUri: 'https://my.app.com/redirect-handler/' }],
    ['not-yours', { client: WEB_PROOF }],
    ['unknown', { code: OTHER_CODE }],
    ['unknown', { code: 'not a code' }],
  ] as const;
  for (const [why, changes] of faults) {
    const result = await core.redeemCode(redemption(changes));
    assert.deepEqual(!result.ok && result.refusal, { code: 'grant-rejected', why });
  }
  assert.ok((await core.redeemCode(redemption())).ok);
});

test('a verifier for a code that was asked without a challenge is refused (RFC 9700 section 4.8.2)', async (t) => {
  const { core, world: inside } = await world(t);
  await plantCode(inside, { text: OTHER_CODE, accountId: 1, challenged: false });
  const sent = await core.redeemCode(redemption({ code: OTHER_CODE }));
  assert.deepEqual(!sent.ok && sent.refusal, { code: 'grant-rejected', why: 'verifier' });
  assert.ok((await core.redeemCode(redemption({ code: OTHER_CODE, verifier: undefined }))).ok);
});

test('an expired code is refused', async (t) => {
  const { core, clock, world: inside } = await world(t);
  await plantCode(inside, { text: OTHER_CODE, accountId: 1, challenged: true });
  clock.move(60_000);
  const result = await core.redeemCode(redemption({ code: OTHER_CODE }));
  assert.deepEqual(!result.ok && result.refusal, { code: 'grant-rejected', why: 'expired' });
});

test("away from the account's home nothing is spent", async (t) => {
  const { core, world: inside } = await world(t);
  await plantCode(inside, { text: OTHER_CODE, accountId: JUDY, challenged: true });
  const asked = redemption({ code: OTHER_CODE, atHomeOnly: true });
  const away = await core.redeemCode(asked);
  assert.deepEqual(!away.ok && away.refusal, { code: 'elsewhere', site: 'c2' });
  assert.ok((await core.redeemCode({ ...asked, caller: { ...CALLER, site: 'c2' } })).ok);
});

test('a person disabled after consenting gets nothing', async (t) => {
  const { core, world: inside } = await world(t);
  await plantCode(inside, { text: OTHER_CODE, accountId: DAVE, challenged: true });
  const result = await core.redeemCode(redemption({ code: OTHER_CODE }));
  assert.deepEqual(!result.ok && result.refusal, { code: 'account-barred', why: 'disabled' });
});
