/** What narrows a token: the key that its holder must prove to have, and the resources that it is for. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';
import { createProofMaker, type ProofMaker } from '../../../test/support/key-proofs.ts';
import {
  ACCESS_TERMS,
  CALLER,
  MACHINE_PROOF,
  plantCode,
  redemption,
  refreshing,
  WEB_PROOF,
} from '../../../test/support/questions.ts';
import type { Refusal, Result } from '../refusal.ts';

const URL_ASKED = 'https://login.example/token';
const API = 'https://api.acme.example/';
const FILES = 'https://files.acme.example/';
const CODE = 'B'.repeat(58);
const SPA = { id: 'demo-spa', secret: undefined };

async function open(t: TestContext): Promise<Demo> {
  const demo = await openDemo({ dialects: [] });
  t.after(() => demo.close());
  return demo;
}

async function proofOf(demo: Demo, holder: ProofMaker, token?: string) {
  const about = { method: 'POST', url: URL_ASKED, now: demo.clock.now(), ...(token === undefined ? {} : { token }) };
  return { text: await holder.prove(about), method: 'POST', url: URL_ASKED };
}

function refusalOf(result: Result<unknown>): Refusal | 'yes' {
  return result.ok ? 'yes' : result.refusal;
}

/** A code of a person for a client, redeemed with a proof of this key. */
async function redeemBound(demo: Demo, client: typeof SPA | typeof WEB_PROOF, holder: ProofMaker) {
  await plantCode(demo.world, { text: CODE, accountId: 1, clientId: client.id, challenged: true });
  const asked = redemption({ client, code: CODE, keyProof: await proofOf(demo, holder) });
  const result = await demo.core.redeemCode(asked);
  assert.ok(result.ok, JSON.stringify(refusalOf(result)));
  const { access, refresh } = result.value;
  assert.ok(refresh !== undefined);
  return { access, refresh };
}

test('a public client refreshes with the key that its code was redeemed with, and with no other', async (t) => {
  const demo = await open(t);
  const [holder, thief] = [await createProofMaker(), await createProofMaker()];
  const { refresh } = await redeemBound(demo, SPA, holder);
  assert.equal(refresh.token.boundTo, holder.thumbprint);
  const ask = { client: SPA, token: refresh.text };
  assert.deepEqual(refusalOf(await demo.core.refreshTokens(refreshing(ask))), {
    code: 'key-proof-rejected',
    why: 'missing',
  });
  const stolen = await demo.core.refreshTokens(refreshing({ ...ask, keyProof: await proofOf(demo, thief) }));
  assert.deepEqual(refusalOf(stolen), { code: 'key-proof-rejected', why: 'other-key' });
  const own = await demo.core.refreshTokens(refreshing({ ...ask, keyProof: await proofOf(demo, holder) }));
  assert.ok(own.ok);
  assert.equal(own.value.access.token.boundTo, holder.thumbprint);
  assert.equal(own.value.refresh?.token.boundTo, holder.thumbprint);
});

test('a thief with another key does not end the family, and the holder gets the same answer again', async (t) => {
  const demo = await open(t);
  const [holder, thief] = [await createProofMaker(), await createProofMaker()];
  const { refresh } = await redeemBound(demo, SPA, holder);
  const again = async (by: ProofMaker) =>
    demo.core.refreshTokens(refreshing({ client: SPA, token: refresh.text, keyProof: await proofOf(demo, by) }));
  const first = await again(holder);
  assert.notEqual(refusalOf(await again(thief)), 'yes');
  const second = await again(holder);
  assert.ok(first.ok && second.ok);
  assert.equal(second.value.access.text, first.value.access.text);
});

test("a confidential client's refresh token is not bound, its access tokens are to whatever key it proves", async (t) => {
  const demo = await open(t);
  const [one, other] = [await createProofMaker(), await createProofMaker()];
  const { access, refresh } = await redeemBound(demo, WEB_PROOF, one);
  assert.equal(access.token.boundTo, one.thumbprint);
  assert.equal(refresh.token.boundTo, undefined);
  const ask = { client: WEB_PROOF, token: refresh.text };
  const next = await demo.core.refreshTokens(refreshing({ ...ask, keyProof: await proofOf(demo, other) }));
  assert.ok(next.ok);
  assert.equal(next.value.access.token.boundTo, other.thumbprint);
  // The same token again, by another key: what was given to the first is no answer to it.
  const third = await demo.core.refreshTokens(refreshing({ ...ask, keyProof: await proofOf(demo, one) }));
  assert.deepEqual(refusalOf(third), { code: 'grant-rejected', why: 'spent' });
});

test('a proof that is refused leaves the code unspent', async (t) => {
  const demo = await open(t);
  const holder = await createProofMaker();
  await plantCode(demo.world, { text: CODE, accountId: 1, clientId: 'demo-spa', challenged: true });
  const asked = redemption({ client: SPA, code: CODE });
  const proof = await proofOf(demo, holder);
  const wrong = await demo.core.redeemCode({ ...asked, keyProof: { ...proof, method: 'GET' } });
  assert.deepEqual(refusalOf(wrong), { code: 'key-proof-rejected', why: 'improper' });
  assert.equal(refusalOf(await demo.core.redeemCode({ ...asked, keyProof: proof })), 'yes');
});

test('a client that must bind its tokens gets none without a proof', async (t) => {
  const demo = await open(t);
  const machine = await demo.store.findClient('demo-machine');
  assert.ok(machine !== undefined);
  await demo.store.addClient({ ...machine, id: 'bound-machine', keyBinding: 'required' });
  const ask = {
    caller: CALLER,
    client: { ...MACHINE_PROOF, id: 'bound-machine' },
    scope: undefined,
    access: ACCESS_TERMS,
  };
  const without = await demo.core.issueClientToken(ask);
  assert.deepEqual(refusalOf(without), { code: 'key-proof-rejected', why: 'missing' });
  const holder = await createProofMaker();
  const keyProof = await proofOf(demo, holder);
  assert.equal(refusalOf(await demo.core.issueClientToken({ ...ask, keyProof })), 'yes');
});

test('a bound token opens a door only with a proof that names it', async (t) => {
  const demo = await open(t);
  const [holder, thief] = [await createProofMaker(), await createProofMaker()];
  const { access } = await redeemBound(demo, SPA, holder);
  const use = { caller: CALLER, text: access.text, accepts: ['access'] as const, atItsSiteOnly: false };
  assert.deepEqual(refusalOf(await demo.core.useCredential(use)), { code: 'key-proof-rejected', why: 'missing' });
  const nameless = await demo.core.useCredential({ ...use, keyProof: await proofOf(demo, holder) });
  assert.deepEqual(refusalOf(nameless), { code: 'key-proof-rejected', why: 'improper' });
  const stolen = await demo.core.useCredential({ ...use, keyProof: await proofOf(demo, thief, access.text) });
  assert.deepEqual(refusalOf(stolen), { code: 'key-proof-rejected', why: 'other-key' });
  const right = await demo.core.useCredential({ ...use, keyProof: await proofOf(demo, holder, access.text) });
  assert.equal(refusalOf(right), 'yes');
});

test('whoever holds a bound token can end it, without the key', async (t) => {
  const demo = await open(t);
  const { access } = await redeemBound(demo, SPA, await createProofMaker());
  const held = { caller: CALLER, text: access.text, accepts: ['access'] as const, atItsSiteOnly: false };
  assert.equal(refusalOf(await demo.core.endCredential(held)), 'yes');
  assert.deepEqual(refusalOf(await demo.core.useCredential(held)), { code: 'session-ended', why: 'revoked' });
});

test('a plain token does not pass for a bound one', async (t) => {
  const demo = await open(t);
  const holder = await createProofMaker();
  const issued = await demo.core.redeemCode(redemption());
  assert.ok(issued.ok);
  const { text } = issued.value.access;
  const use = { caller: CALLER, text, accepts: ['access'] as const, atItsSiteOnly: false };
  const keyProof = await proofOf(demo, holder, text);
  const refused = await demo.core.useCredential({ ...use, keyProof });
  assert.deepEqual(refusalOf(refused), { code: 'key-proof-rejected', why: 'other-key' });
  assert.equal(refusalOf(await demo.core.useCredential(use)), 'yes');
});

test('a token for a resource is for that one, and opens no other door', async (t) => {
  const demo = await open(t);
  const ask = { caller: CALLER, client: MACHINE_PROOF, scope: undefined, access: ACCESS_TERMS };
  const foreign = await demo.core.issueClientToken({ ...ask, audience: ['https://other.example/'] });
  assert.deepEqual(refusalOf(foreign), { code: 'audience-rejected' });
  const issued = await demo.core.issueClientToken({ ...ask, audience: [API] });
  assert.ok(issued.ok);
  const use = { caller: CALLER, text: issued.value.access.text, accepts: ['access'] as const, atItsSiteOnly: false };
  assert.deepEqual(refusalOf(await demo.core.useCredential(use)), { code: 'audience-rejected' });
  assert.deepEqual(refusalOf(await demo.core.useCredential({ ...use, audiences: [FILES] })), {
    code: 'audience-rejected',
  });
  assert.equal(refusalOf(await demo.core.useCredential({ ...use, audiences: [FILES, API] })), 'yes');
});

test('a refresh may narrow the resources and get them back, and never adds one', async (t) => {
  const demo = await open(t);
  await plantCode(demo.world, { text: CODE, accountId: 1, clientId: 'demo-web', challenged: true });
  const asked = redemption({ client: WEB_PROOF, code: CODE });
  const granted = await demo.core.redeemCode({ ...asked, audience: [API, FILES] });
  assert.ok(granted.ok);
  const ask = (text: string | undefined, audience?: readonly string[]) =>
    demo.core.refreshTokens(refreshing({ client: WEB_PROOF, token: text ?? '', audience }));
  const narrowed = await ask(granted.value.refresh?.text, [API]);
  assert.ok(narrowed.ok);
  assert.equal(narrowed.value.access.token.audience, API);
  const whole = await ask(narrowed.value.refresh?.text);
  assert.ok(whole.ok);
  assert.equal(whole.value.access.token.audience, `${API} ${FILES}`);
  const more = await ask(whole.value.refresh?.text, ['https://other.example/']);
  assert.deepEqual(refusalOf(more), { code: 'audience-rejected' });
});
