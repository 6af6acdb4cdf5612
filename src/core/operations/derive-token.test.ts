/** Tokens that come of what a person presents. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { createProofMaker } from '../../../test/support/key-proofs.ts';
import {
  ACCESS_TERMS,
  CALLER,
  logon,
  plantCode,
  REFRESH_TERMS,
  redemption,
  SESSION_TERMS,
  WEB_PROOF,
} from '../../../test/support/questions.ts';
import type { Refusal, Result } from '../refusal.ts';

async function open(t: TestContext, policy = {}): Promise<Demo> {
  const demo = await openDemo({ dialects: [], policy });
  t.after(() => demo.close());
  return demo;
}

/** What a logon leaves: a session and two tokens. */
async function logOn(demo: Demo) {
  const terms = { ...SESSION_TERMS, access: ACCESS_TERMS, refresh: REFRESH_TERMS };
  const result = await demo.core.openSessionByPassword({ ...logon('ada'), terms });
  assert.ok(result.ok);
  const { session, secret, access, refresh } = result.value;
  assert.ok(secret !== undefined && access !== undefined && refresh !== undefined);
  return { session, text: { session: secret, access: access.text, refresh: refresh.text }, access: access.token };
}

type Kind = 'session' | 'access' | 'refresh';

const asked = (text: string, ...accepts: readonly Kind[]) => ({
  caller: CALLER,
  text,
  accepts,
  atItsSiteOnly: true,
  access: ACCESS_TERMS,
});

function refusalOf(result: Result<unknown>): Refusal | 'yes' {
  return result.ok ? 'yes' : result.refusal;
}

const UNKNOWN = { code: 'session-ended', why: 'unknown' } as const;

test('each kind gives a token where it is accepted, and is as unknown as nothing where it isn’t', async (t) => {
  const demo = await open(t);
  const { text, session } = await logOn(demo);
  for (const kind of ['session', 'access', 'refresh'] as const) {
    const result = await demo.core.deriveToken(asked(text[kind], kind));
    assert.ok(result.ok, kind);
    assert.equal(result.value.access.token.familyId, session.familyId);
    const used = { caller: CALLER, text: result.value.access.text, accepts: ['access'] as const, atItsSiteOnly: true };
    assert.ok((await demo.core.useCredential(used)).ok, kind);
    const others = (['session', 'access', 'refresh'] as const).filter((other) => other !== kind);
    assert.deepEqual(refusalOf(await demo.core.deriveToken(asked(text[kind], ...others))), UNKNOWN);
    // What was presented stays as it is.
    assert.equal(refusalOf(await demo.core.deriveToken(asked(text[kind], kind))), 'yes');
  }
  assert.deepEqual(refusalOf(await demo.core.deriveToken(asked('nothing', 'session', 'access', 'refresh'))), UNKNOWN);
});

test('a token that comes of an access token lives no longer than it; one of a session or a refresh token does', async (t) => {
  const demo = await open(t);
  const { text, access } = await logOn(demo);
  demo.clock.move(60_000);
  const expiryBy = async (kind: Kind) => {
    const result = await demo.core.deriveToken(asked(text[kind], kind));
    assert.ok(result.ok);
    return result.value.access.token.expiresAt;
  };
  assert.equal(await expiryBy('access'), access.expiresAt);
  assert.equal(await expiryBy('refresh'), access.expiresAt + 60_000);
  assert.equal(await expiryBy('session'), access.expiresAt + 60_000);
});

test('nothing comes of what has ended, of another site’s session, or of a person who may not come in any more', async (t) => {
  const demo = await open(t);
  const { text, session } = await logOn(demo);
  const elsewhere = await demo.core.deriveToken({
    ...asked(text.session, 'session'),
    caller: { ...CALLER, site: session.site === 'c2' ? 'c1' : 'c2' },
  });
  assert.deepEqual(refusalOf(elsewhere), { code: 'elsewhere', site: session.site });
  const ended = { caller: CALLER, text: text.access, accepts: ['access'] as const, atItsSiteOnly: false };
  assert.ok((await demo.core.endCredential(ended)).ok);
  for (const kind of ['session', 'access', 'refresh'] as const) {
    const refused = refusalOf(await demo.core.deriveToken(asked(text[kind], kind)));
    assert.deepEqual(refused, { code: 'session-ended', why: 'revoked' }, kind);
  }
});

test('a refresh token that a client was given is the client’s to exchange', async (t) => {
  const demo = await open(t);
  const code = 'B'.repeat(58);
  await plantCode(demo.world, { text: code, accountId: 1, clientId: WEB_PROOF.id, challenged: true });
  const redeemed = await demo.core.redeemCode(redemption({ client: WEB_PROOF, code }));
  assert.ok(redeemed.ok && redeemed.value.refresh !== undefined);
  const { access, refresh } = redeemed.value;
  assert.ok(refresh !== undefined);
  const refused = await demo.core.deriveToken(asked(refresh.text, 'refresh'));
  assert.deepEqual(refusalOf(refused), { code: 'grant-rejected', why: 'not-yours' });
  // Its access token stands for the person, and what comes of it stays the client's.
  const derived = await demo.core.deriveToken(asked(access.text, 'access'));
  assert.ok(derived.ok);
  assert.equal(derived.value.access.token.scope, access.token.scope);
});

test('a token that is bound to a key gives none that isn’t', async (t) => {
  const demo = await open(t);
  const code = 'B'.repeat(58);
  const holder = await createProofMaker();
  await plantCode(demo.world, { text: code, accountId: 1, clientId: WEB_PROOF.id, challenged: true });
  const about = { method: 'POST', url: 'https://login.example/token' };
  const keyProof = { text: await holder.prove({ ...about, now: demo.clock.now() }), ...about };
  const redeemed = await demo.core.redeemCode(redemption({ client: WEB_PROOF, code, keyProof }));
  assert.ok(redeemed.ok, JSON.stringify(refusalOf(redeemed)));
  const refused = await demo.core.deriveToken(asked(redeemed.value.access.text, 'access'));
  assert.deepEqual(refusalOf(refused), { code: 'key-proof-rejected', why: 'missing' });
});

test('nothing is issued during maintenance', async (t) => {
  const demo = await open(t, { maintenance: true });
  const refused = await demo.core.deriveToken(asked('nothing', 'session'));
  assert.deepEqual(refusalOf(refused), { code: 'closed-for-maintenance' });
});

test('a change has its entry in the trail', async (t) => {
  const demo = await open(t);
  const { text, session } = await logOn(demo);
  await demo.core.deriveToken(asked(text.refresh, 'refresh'));
  const last = (await demo.store.listAuditEntries(0n, 1000)).at(-1);
  assert.partialDeepStrictEqual(last, {
    operation: 'derive-token-by-refresh',
    outcome: 'yes',
    accountId: 1,
    familyId: session.familyId,
  });
});
