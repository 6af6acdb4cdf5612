/** What isn't there is undefined, and what can't be done is lost, with nothing written. */
import assert from 'node:assert/strict';
import type { Topic } from './index.ts';
import {
  countEntries,
  keyOf,
  NOW,
  newAccount,
  newCode,
  newEntry,
  newOpening,
  newSession,
  newToken,
  nextFingerprint,
  nextId,
  openFamily,
  settle,
} from './specimens.ts';

export const absenceTests: Topic = {
  'an empty store finds nothing': async (store) => {
    const keys = [
      { id: 1n, fingerprint: nextFingerprint() },
      { id: undefined, fingerprint: nextFingerprint() },
    ];
    for (const key of keys) {
      assert.equal(await store.findCode(key), undefined);
      assert.equal(await store.findSession(key), undefined);
      assert.equal(await store.findToken(key), undefined);
    }
    assert.equal(await store.findTokenById(1n), undefined);
    assert.equal(await store.findSessionById(1n), undefined);
    assert.equal(await store.findClient(''), undefined);
    assert.equal(await store.findDelegation(''), undefined);
    assert.equal(await store.findAccount({ name: 'ada' }), undefined);
    assert.equal(await store.findAccount({ name: 'ada', organisationCode: 'ACME' }), undefined);
    assert.deepEqual(await store.listAuditEntries(0n, 10), []);
    assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 10), 0);
  },

  'a right id with a wrong fingerprint finds nothing': async (store) => {
    await settle(store);
    const { session, access } = await openFamily(store);
    const code = newCode();
    await store.addCode(code, newEntry());
    const fingerprint = nextFingerprint();
    assert.equal(await store.findToken({ id: access.id, fingerprint }), undefined);
    assert.equal(await store.findSession({ id: session.id, fingerprint }), undefined);
    assert.equal(await store.findCode({ id: code.id, fingerprint }), undefined);
  },

  'a right fingerprint with a wrong id finds nothing': async (store) => {
    await settle(store);
    const opening = newOpening();
    const session = newSession(opening.family.id, { foundByFingerprint: true });
    const ticket = newToken(opening.family.id, { foundByFingerprint: true });
    await store.open({ ...opening, session, tokens: [ticket] }, newEntry());
    const code = newCode();
    await store.addCode(code, newEntry());
    assert.equal(await store.findToken({ id: ticket.id + 1n, fingerprint: ticket.fingerprint }), undefined);
    assert.equal(await store.findSession({ ...keyOf(session), id: session.id + 1n }), undefined);
    assert.equal(await store.findCode({ id: code.id + 1n, fingerprint: code.fingerprint }), undefined);
  },

  'changing what is not there is lost and leaves no entry': async (store) => {
    await settle(store);
    const opening = newOpening();
    const { refresh, access, family } = opening;
    assert.equal(await store.rotate({ spentId: nextId(), at: NOW, refresh, access }, newEntry()), 'lost');
    const redeemed = await store.redeemCode({ ...opening, codeId: nextId(), at: NOW }, newEntry());
    assert.equal(redeemed.outcome, 'lost');
    for (const closeAt of [undefined, NOW]) {
      const conversion = { sessionId: nextId(), closeAt, token: access };
      assert.equal(await store.convertSession(conversion, newEntry()), 'lost');
    }
    assert.equal(await store.revokeFamily(family.id, 'asked', NOW, newEntry()), 'lost');
    await store.useSession(nextId(), NOW);
    await store.removeCode(nextId());
    await store.removeToken(nextId());
    assert.equal(await store.findTokenById(refresh.id), undefined);
    assert.equal(await store.findTokenById(access.id), undefined);
    assert.equal(await countEntries(store), 0);
  },

  'an access token is not rotated': async (store) => {
    await settle(store);
    const { access, family } = await openFamily(store);
    const next = newOpening(family);
    assert.equal(
      await store.rotate({ spentId: access.id, at: NOW, refresh: next.refresh, access: next.access }, newEntry()),
      'lost',
    );
    assert.equal((await store.findTokenById(access.id))?.token.spentAt, undefined);
  },

  'a removed code or token is gone and its id is free again': async (store) => {
    await settle(store);
    const { access, refresh, family } = await openFamily(store);
    const code = newCode();
    await store.addCode(code, newEntry());
    await store.removeToken(access.id);
    await store.removeCode(code.id);
    assert.equal(await store.findToken(access), undefined);
    assert.equal(await store.findCode(code), undefined);
    assert.equal((await store.findToken(refresh))?.token.id, refresh.id);
    await store.addCode({ ...code, scope: 'again' }, newEntry());
    assert.equal((await store.findCode(code))?.scope, 'again');
    await store.revokeFamily(family.id, 'asked', NOW, newEntry());
    const replanted = { ...newOpening(), session: undefined };
    await store.open({ ...replanted, tokens: [{ ...access, familyId: replanted.family.id }] }, newEntry());
    assert.equal((await store.findToken(access))?.family.revokedAt, undefined);
  },

  'a record that refers to nobody is refused': async (store) => {
    await assert.rejects(store.addAccount(newAccount()));
    await assert.rejects(store.addCompany({ id: 1, organisationId: 9, code: 'NL', uuid: undefined }));
    await settle(store);
    await assert.rejects(store.addMembership({ accountId: 1, companyId: 9 }));
    assert.equal((await store.findAccount({ name: 'ada' }))?.hasCompany, false);
  },
};
