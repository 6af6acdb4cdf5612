/**
 * The metadata is walked, and each entry of each member shown to be true by a request over a socket that only works if it is. A new member, or a new entry,
 * for which nothing shows that fails here. And what is done is advertised: whatever isn't in it is refused.
 */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { DemoOptions } from '../support/demo.ts';
import { openIssuer } from './issuer.ts';
import { CLIENTS, METHOD_NAMES } from './metadata/clients.ts';
import { ENDPOINTS } from './metadata/endpoints.ts';
import { proveGrant } from './metadata/grants.ts';
import { type Offer, type Proof, read } from './metadata/offer.ts';
import { claimsOf, QUESTIONS } from './metadata/questions.ts';
import { ALGORITHM_MEMBERS, UNOFFERED, unofferedAlgorithms } from './metadata/unoffered.ts';

const PROOFS: Readonly<Record<string, Proof>> = {
  ...ENDPOINTS,
  ...CLIENTS,
  ...QUESTIONS,
  grant_types_supported: proveGrant,
};

async function openOffer(t: TestContext, options: DemoOptions = {}): Promise<Offer> {
  const issuer = await openIssuer(t, options);
  const { members } = await read(await fetch(new URL('/.well-known/oauth-authorization-server', issuer.url)));
  return { issuer, metadata: members };
}

/** Each entry that is advertised, with the member that it stands in. A member that is no list has one. */
function entriesOf({ metadata }: Pick<Offer, 'metadata'>): readonly (readonly [member: string, entry: string])[] {
  return Object.entries(metadata).flatMap(([member, value]) =>
    [value].flat().map((entry) => [member, String(entry)] as const),
  );
}

function proofOf(member: string): Proof {
  const proof = PROOFS[member];
  assert.ok(proof !== undefined, `nothing shows what ${member} is`);
  return proof;
}

test('everything that is advertised is done', async (t) => {
  const offer = await openOffer(t);
  const entries = entriesOf(offer);
  assert.ok(entries.length > 60);
  for (const [member, entry] of entries) await t.test(`${member}: ${entry}`, () => proofOf(member)(offer, entry));
});

test('where questions must be pushed, that is advertised, and is so', async (t) => {
  const offer = await openOffer(t, { settings: { oauth: { requirePushed: true } } });
  const member = 'require_pushed_authorization_requests';
  assert.equal(offer.metadata[member], true);
  await proofOf(member)(offer, 'true');
});

test('what is done is advertised: what others offer and the metadata lacks is refused', async (t) => {
  const offer = await openOffer(t);
  const offeredIn = (member: string) => [offer.metadata[member]].flat().map(String);
  for (const [member, { known, refuses }] of Object.entries(UNOFFERED)) {
    const unoffered = known.filter((entry) => !offeredIn(member).includes(entry));
    assert.notEqual(unoffered.length, 0, member);
    for (const entry of unoffered) await t.test(`${member}: ${entry}`, () => refuses(offer, entry));
  }
  for (const member of Object.keys(offer.metadata).filter((name) => ALGORITHM_MEMBERS.test(name))) {
    for (const algorithm of unofferedAlgorithms(offeredIn(member))) {
      await t.test(`${member}: ${algorithm}`, () => assert.rejects(proofOf(member)(offer, algorithm)));
    }
  }
  for (const member of Object.keys(offer.metadata).filter((name) => /_auth_methods_supported$/.test(name))) {
    for (const method of METHOD_NAMES.filter((name) => !offeredIn(member).includes(name))) {
      await t.test(`${member}: ${method}`, () => assert.rejects(proofOf(member)(offer, method)));
    }
  }
  const claims = await claimsOf(offer);
  assert.deepEqual([...claims].sort(), offeredIn('claims_supported').sort());
});

test('an entry that nothing stands behind fails, whichever member it stands in', async (t) => {
  const offer = await openOffer(t);
  for (const member of Object.keys(offer.metadata)) {
    // An address is taken as it is told: it is the proof that fails when nothing answers there.
    const isAddress = /_endpoint$|_uri$/.test(member);
    const planted = isAddress ? { ...offer.metadata, [member]: `${offer.issuer.url.origin}/nowhere` } : offer.metadata;
    const entry = isAddress ? String(planted[member]) : 'made-up';
    await assert.rejects(async () => proofOf(member)({ ...offer, metadata: planted }, entry), Error, member);
  }
  assert.throws(() => proofOf('made_up_supported'), /nothing shows/);
});
