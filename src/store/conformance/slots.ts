/** A person has one live session in a slot: whoever takes it ends whoever had it. */
import assert from 'node:assert/strict';
import type { Session } from '../../core/model/session.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import { EXPIRY, NOW, newAccount, newEntry, newFamily, newOpening, newSession, settle } from './specimens.ts';

const RACERS = 20;

async function openIn(store: Store, slot: string, differences: Partial<Session> = {}, accountId = 1) {
  const opening = newOpening(newFamily({ accountId, openedAt: NOW + 5 }));
  const session = { ...opening.session, accountId, slot, ...differences };
  await store.open({ ...opening, session }, newEntry());
  return session;
}

async function familyOf(store: Store, { id }: Session) {
  return (await store.findSessionById(id))?.family;
}

async function isLive(store: Store, session: Session): Promise<boolean> {
  return (await familyOf(store, session))?.revokedAt === undefined;
}

export const slotTests: Topic = {
  'the next session in a slot ends the one before it': async (store) => {
    await settle(store);
    const first = await openIn(store, 'desk');
    assert.ok(await isLive(store, first));
    const second = await openIn(store, 'desk');
    const ended = await familyOf(store, first);
    assert.deepEqual([ended?.revokedAt, ended?.revokedWhy], [NOW + 5, 'replaced']);
    const third = await openIn(store, 'desk');
    assert.deepEqual([await isLive(store, second), await isLive(store, third)], [false, true]);
  },

  'other slots, other people and sessions without a slot are left alone': async (store) => {
    await settle(store);
    await store.addAccount(newAccount({ id: 2, name: 'bob' }));
    const others = [await openIn(store, 'desk', {}, 2), await openIn(store, 'Desk'), await openIn(store, '')];
    const plain = newOpening();
    await store.open(plain, newEntry());
    const first = await openIn(store, 'desk');
    const last = await openIn(store, 'desk');
    for (const session of [...others, plain.session, last]) assert.ok(await isLive(store, session));
    assert.equal(await isLive(store, first), false);
  },

  'a session that owes a second step takes no slot; one that owes a password does': async (store) => {
    await settle(store);
    const first = await openIn(store, 'desk');
    const half = await openIn(store, 'desk', { owes: 'second-step' });
    assert.deepEqual([await isLive(store, first), await isLive(store, half)], [true, true]);
    await openIn(store, 'desk', { owes: 'change-password' });
    assert.deepEqual([await isLive(store, first), await isLive(store, half)], [false, true]);
  },

  'a session that was revoked before keeps the reason': async (store) => {
    await settle(store);
    const first = await openIn(store, 'desk');
    await store.revokeFamily(first.familyId, 'logout', NOW + 1, newEntry());
    await openIn(store, 'desk');
    assert.equal((await familyOf(store, first))?.revokedWhy, 'logout');
  },

  'twenty sessions in one slot at once: one lives': async (store) => {
    await settle(store);
    const before = await openIn(store, 'desk');
    const sessions = await Promise.all(Array.from({ length: RACERS }, () => openIn(store, 'desk')));
    const alive = await Promise.all(sessions.map((session) => isLive(store, session)));
    assert.equal(alive.filter(Boolean).length, 1);
    assert.equal(await isLive(store, before), false);
  },

  'twenty people take their slots at once, each their own': async (store) => {
    await settle(store);
    const ids = Array.from({ length: RACERS }, (_, index) => index + 2);
    await Promise.all(ids.map((id) => store.addAccount(newAccount({ id, name: `n${id}` }))));
    const sessions = await Promise.all(ids.map((id) => openIn(store, 'desk', {}, id)));
    for (const session of sessions) assert.ok(await isLive(store, session));
  },

  'a slot goes when the session that holds it is over': async (store) => {
    await settle(store);
    const first = newSession(newFamily().id, { slot: 'desk' });
    await store.open({ family: newFamily({ id: first.familyId }), session: first, tokens: [] }, newEntry());
    // A session, its slot and its family.
    assert.equal(await store.sweep(EXPIRY + 1, 10), 2);
    assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 10), 1);
    assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 10), 0);
    assert.ok(await isLive(store, await openIn(store, 'desk')));
  },
};
