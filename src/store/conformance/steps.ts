/** Second steps are counted before they are looked at, passwords replaced by one, companies chosen among one's own. */
import assert from 'node:assert/strict';
import type { Session } from '../../core/model/session.ts';
import type { StepCode } from '../../core/model/step-code.ts';
import type { StepAttempt, Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  countEntries,
  EXPIRY,
  NOW,
  newAccount,
  newEntry,
  newOpening,
  nextFingerprint,
  nextId,
  openFamily,
  settle,
} from './specimens.ts';

const RACERS = 20;
const MINUTE = 60_000;

/** A session that owes its second step, stored, and a code for it that isn't. */
async function openOwing(store: Store, differences: Partial<Session> = {}) {
  const opening = newOpening();
  const session: Session = { ...opening.session, owes: 'second-step', ...differences };
  await store.open({ ...opening, session, tokens: [] }, newEntry());
  return { session, code: codeFor(session) };
}

function codeFor(session: Session, differences: Partial<StepCode> = {}): StepCode {
  return {
    sessionId: session.id,
    accountId: session.accountId,
    fingerprint: nextFingerprint(),
    sentAt: NOW,
    expiresAt: NOW + MINUTE,
    endsAt: session.expiresAt,
    ...differences,
  };
}

function put(store: Store, code: StepCode, windowMessages = 100) {
  const sending = { code, standsFrom: code.sentAt - 1000, windowFrom: code.sentAt - 10 * MINUTE, windowMessages };
  return store.putStepCode(sending, newEntry());
}

function attemptOf(session: Session, { fingerprint }: Pick<StepCode, 'fingerprint'>, rest: Partial<StepAttempt> = {}) {
  return {
    session,
    fingerprint,
    at: NOW + 1,
    next: undefined,
    tries: 3,
    windowFrom: NOW - 10 * MINUTE,
    windowTries: 100,
    ending: newEntry({ operation: 'end' }),
    ...rest,
  };
}

function pass(store: Store, session: Session, code: Pick<StepCode, 'fingerprint'>, rest: Partial<StepAttempt> = {}) {
  return store.passStep(attemptOf(session, code, rest), newEntry({ operation: 'pass' }));
}

const wrong = () => ({ fingerprint: nextFingerprint() });

async function operations(store: Store): Promise<string[]> {
  return (await store.listAuditEntries(0n, 100)).map(({ operation }) => operation);
}

export const stepTests: Topic = {
  'a code comes back as it was put, the last in place of those before': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    assert.equal(await store.findStepCode(session.id), undefined);
    assert.equal(await put(store, code), 'put');
    assert.deepEqual(await store.findStepCode(session.id), code);
    const later = codeFor(session, { sentAt: NOW + 2000, expiresAt: NOW + 2 * MINUTE });
    assert.equal(await put(store, later), 'put');
    assert.deepEqual(await store.findStepCode(session.id), later);
    assert.equal(await pass(store, session, code), 'wrong');
    assert.equal(await pass(store, session, later), 'passed');
    assert.equal(await countEntries(store), 4);
  },

  'a code just sent stands, unless it is void, expired or used': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    await put(store, code);
    const soon = codeFor(session, { sentAt: NOW + 500 });
    assert.equal(await put(store, soon), 'standing');
    assert.deepEqual(await store.findStepCode(session.id), code);
    await store.voidStepCode({ ...code, fingerprint: nextFingerprint() });
    assert.equal(await put(store, soon), 'standing');
    await store.voidStepCode(code);
    assert.equal(await put(store, soon), 'put');
    assert.equal(await pass(store, session, soon), 'passed');
    assert.equal(await put(store, codeFor(session, { sentAt: NOW + 600 })), 'put');
    assert.equal(await countEntries(store), 5);
  },

  'messages to a person are bounded over all sessions, until the window is over': async (store) => {
    await settle(store);
    await store.addAccount(newAccount({ id: 2, name: 'bob' }));
    const sessions = await Promise.all(Array.from({ length: 4 }, () => openOwing(store)));
    const outcomes = await Promise.all(sessions.map(({ code }) => put(store, code, 3)));
    assert.deepEqual(outcomes.toSorted(), ['limited', 'put', 'put', 'put']);
    const other = await openOwing(store, { accountId: 2 });
    assert.equal(await put(store, other.code, 3), 'put');
    const limited = sessions[outcomes.indexOf('limited')] ?? assert.fail();
    assert.equal(await store.findStepCode(limited.session.id), undefined);
    const later = { sentAt: NOW + 11 * MINUTE, expiresAt: NOW + 12 * MINUTE };
    assert.equal(await put(store, codeFor(limited.session, later), 3), 'put');
    assert.equal(await put(store, codeFor(limited.session, { ...later, sentAt: later.sentAt + 5000 }), 1), 'limited');
  },

  'a passed step moves on what is owed, once': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    await put(store, code);
    assert.equal(await pass(store, session, code, { next: 'change-password' }), 'passed');
    const after = (await store.findSessionById(session.id))?.session;
    assert.deepEqual(after, { ...session, owes: 'change-password', usedAt: NOW + 1 });
    assert.equal(await pass(store, session, code), 'none');
    assert.deepEqual((await operations(store)).at(-1), 'pass');
  },

  'nothing passes without a code, after it, or in another session': async (store) => {
    await settle(store);
    const [one, other] = [await openOwing(store), await openOwing(store)];
    assert.equal(await pass(store, one.session, one.code), 'none');
    await put(store, one.code);
    await put(store, other.code);
    assert.equal(await pass(store, other.session, one.code), 'wrong');
    assert.equal(await pass(store, one.session, one.code, { at: NOW + MINUTE }), 'expired');
    assert.equal((await store.findSessionById(one.session.id))?.session.owes, 'second-step');
    assert.equal(await pass(store, one.session, one.code, { at: NOW + MINUTE - 1 }), 'passed');
  },

  'the last try that fails ends the session, also when the code is renewed in between': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    await put(store, code);
    assert.equal(await pass(store, session, wrong()), 'wrong');
    assert.equal(await pass(store, session, wrong()), 'wrong');
    const renewed = codeFor(session, { sentAt: NOW + 2000 });
    assert.equal(await put(store, renewed), 'put');
    assert.equal(await pass(store, session, wrong()), 'exhausted');
    const { revokedAt, revokedWhy } = (await store.findSessionById(session.id))?.family ?? assert.fail();
    assert.deepEqual([revokedAt, revokedWhy], [NOW + 1, 'guessing']);
    assert.equal(await pass(store, session, renewed), 'exhausted');
    assert.equal((await operations(store)).filter((operation) => operation === 'end').length, 1);
  },

  'twenty wrong guesses at once count as twenty': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    await put(store, code);
    const guesses = Array.from({ length: RACERS }, wrong);
    const outcomes = await Promise.all(guesses.map((guess) => pass(store, session, guess, { tries: 5 })));
    assert.equal(outcomes.filter((outcome) => outcome === 'wrong').length, 4);
    assert.equal(outcomes.filter((outcome) => outcome === 'exhausted').length, RACERS - 4);
    assert.equal(await pass(store, session, code, { tries: 5 }), 'exhausted');
    assert.equal((await operations(store)).filter((operation) => operation === 'end').length, 1);
  },

  'twenty right answers at once pass once': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    await put(store, code);
    const outcomes = await Promise.all(Array.from({ length: RACERS }, () => pass(store, session, code)));
    assert.equal(outcomes.filter((outcome) => outcome === 'passed').length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === 'none').length, RACERS - 1);
  },

  'failures of a person are bounded over all sessions; what is right is not one': async (store) => {
    await settle(store);
    for (let right = 0; right < 5; right += 1) {
      const { session, code } = await openOwing(store);
      await put(store, code);
      assert.equal(await pass(store, session, code, { windowTries: 2 }), 'passed');
    }
    const owing = await Promise.all(Array.from({ length: 4 }, () => openOwing(store)));
    await Promise.all(owing.map(({ code }) => put(store, code)));
    const outcomes = await Promise.all(owing.map(({ session }) => pass(store, session, wrong(), { windowTries: 2 })));
    assert.deepEqual(outcomes.toSorted(), ['limited', 'limited', 'wrong', 'wrong']);
    const [first] = owing;
    assert.ok(first !== undefined);
    assert.equal(await pass(store, first.session, first.code, { windowTries: 2 }), 'limited');
    const over = { windowTries: 2, windowFrom: NOW + 1 };
    assert.equal(await pass(store, first.session, first.code, over), 'passed');
  },

  'a session that ended meanwhile is lost, with nothing written': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    await put(store, code);
    await store.revokeFamily(session.familyId, 'logout', NOW, newEntry());
    assert.equal(await pass(store, session, code), 'lost');
    assert.equal((await store.findSessionById(session.id))?.session.owes, 'second-step');
    assert.ok(!(await operations(store)).includes('pass'));
  },

  'the slot is taken when the step is passed': async (store) => {
    await settle(store);
    const before = newOpening();
    await store.open({ ...before, session: { ...before.session, slot: 'desk' } }, newEntry());
    const { session, code } = await openOwing(store, { slot: 'desk' });
    await put(store, code);
    const isLive = async () => (await store.findSessionById(before.session.id))?.family.revokedAt === undefined;
    assert.equal(await pass(store, session, wrong()), 'wrong');
    assert.ok(await isLive());
    assert.equal(await pass(store, session, code), 'passed');
    assert.equal(await isLive(), false);
    assert.equal((await store.findSessionById(session.id))?.family.revokedAt, undefined);
  },

  'of twenty changes of a password one wins, and what was owed is paid': async (store) => {
    await store.addOrganisation({ id: 1, code: 'ACME', deactivatedAt: undefined, modernLogonOnlyAt: undefined });
    await store.addAccount(newAccount({ mustChangePasswordAt: NOW }));
    const opening = newOpening();
    const session: Session = { ...opening.session, owes: 'change-password' };
    await store.open({ ...opening, session }, newEntry());
    const change = { id: nextId(), familyId: session.familyId };
    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, index) => {
        const replacement = { accountId: 1, was: newAccount().passwordHash, hash: `$new-${index}`, change };
        return store.replacePassword({ ...replacement, sessionId: session.id, at: NOW + 3 }, newEntry());
      }),
    );
    assert.equal(outcomes.filter((outcome) => outcome === 'won').length, 1);
    const found = (await store.findSessionById(session.id)) ?? assert.fail();
    assert.deepEqual(found.session, { ...session, owes: undefined, usedAt: NOW + 3 });
    assert.equal(found.account.passwordHash, `$new-${outcomes.indexOf('won')}`);
    assert.deepEqual(found.account.passwordChange, change);
    assert.equal(found.account.mustChangePasswordAt, undefined);
    assert.equal(await countEntries(store), 2);
  },

  "companies are found among one's own, and a session keeps the choice while it lives": async (store) => {
    await settle(store);
    await store.addOrganisation({ id: 2, code: 'OTHER', deactivatedAt: undefined, modernLogonOnlyAt: undefined });
    const uuid = 'c0a80001-0000-4000-8000-00000000000a';
    const company = { id: 1, organisationId: 1, code: 'Acme-NL', uuid };
    assert.equal(await store.addCompany(company), 'added');
    assert.equal(await store.addCompany({ ...company, id: 7, code: 'Another' }), 'taken');
    await store.addCompany({ id: 2, organisationId: 1, code: 'ACME-UK', uuid: undefined });
    await store.addCompany({ id: 3, organisationId: 2, code: 'OTHER', uuid: undefined });
    await store.addMembership({ accountId: 1, companyId: 1 });
    await store.addMembership({ accountId: 1, companyId: 3 });
    assert.deepEqual(await store.findCompany(1, { code: 'ACME-nl' }), company);
    assert.deepEqual(await store.findCompany(1, { uuid: uuid.toUpperCase() }), company);
    for (const name of [{ code: 'ACME-UK' }, { code: 'OTHER' }, { code: '' }, { uuid: '' }]) {
      assert.equal(await store.findCompany(1, name), undefined);
    }
    assert.equal(await store.findCompany(2, { code: 'Acme-NL' }), undefined);

    const { session, family } = await openFamily(store);
    assert.equal(await store.selectCompany(session.id, 1, newEntry()), 'won');
    assert.equal((await store.findSessionById(session.id))?.session.companyId, 1);
    await store.revokeFamily(family.id, 'logout', NOW, newEntry());
    assert.equal(await store.selectCompany(session.id, 2, newEntry()), 'lost');
    assert.equal((await store.findSessionById(session.id))?.session.companyId, 1);
    assert.equal(await countEntries(store), 3);
  },

  'tries are remembered until the session is over': async (store) => {
    await settle(store);
    const { session, code } = await openOwing(store);
    await put(store, code);
    await store.sweep(EXPIRY, 10);
    assert.deepEqual(await store.findStepCode(session.id), code);
    await store.sweep(EXPIRY + 1, 10);
    assert.equal(await store.findStepCode(session.id), undefined);
  },
};
