import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { CALLER, plantCode, redemption, refreshing, WEB_PROOF } from '../../../test/support/questions.ts';
import { newClient } from '../../store/conformance/specimens.ts';
import { fingerprint } from '../secrets.ts';

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

test('a code asked with a method that its client may not use is never redeemed', async (t) => {
  const { core, store, world: inside } = await world(t);
  const code = { accountId: 1, challenged: 'plain' } as const;
  await plantCode(inside, { ...code, text: OTHER_CODE });
  assert.ok((await core.redeemCode(redemption({ code: OTHER_CODE }))).ok);
  const secret = 'a secret';
  await store.addClient(
    newClient({ id: 'strict', proof: 'secret', secretFingerprint: fingerprint(secret), permits: ['code'] }),
  );
  const text = 'C'.repeat(58);
  await plantCode(inside, { ...code, text, clientId: 'strict' });
  const result = await core.redeemCode(redemption({ code: text, client: { id: 'strict', secret } }));
  assert.deepEqual(!result.ok && result.refusal, { code: 'grant-rejected', why: 'verifier' });
});

test('a bound ends the oldest connection, of this person or of anybody', async (t) => {
  const { core, store, world: inside } = await world(t);
  const connect = async (letter: string, accountId: number, per: 'client' | 'client-and-person') => {
    const text = letter.repeat(58);
    await plantCode(inside, { text, accountId, challenged: true });
    const result = await core.redeemCode(redemption({ code: text, bound: { most: 1, per } }));
    assert.ok(result.ok);
    return result.value;
  };
  const first = await connect('B', 1, 'client-and-person');
  // The demo world's own refresh token stands for a connection of the same person.
  assert.equal(first.evicted, 1);
  const other = await connect('C', JUDY, 'client-and-person');
  assert.equal(other.evicted, 0);
  assert.ok((await core.refreshTokens(refreshing({ token: first.refresh?.text ?? '' }))).ok);
  assert.equal((await connect('D', JUDY, 'client')).evicted, 2);
  const gone = await core.refreshTokens(refreshing({ token: other.refresh?.text ?? '' }));
  assert.deepEqual(!gone.ok && gone.refusal, { code: 'grant-rejected', why: 'revoked' });
  const entries = (await store.listAuditEntries(0n, 100)).filter(({ operation }) => operation === 'evict-connection');
  assert.deepEqual(
    entries.map(({ accountId }) => accountId),
    [1, 1, JUDY],
  );
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
