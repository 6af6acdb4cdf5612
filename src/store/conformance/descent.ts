/** A family that a token of another opened ends with that one, whatever happens at once. */
import assert from 'node:assert/strict';
import type { Family } from '../../core/model/family.ts';
import type { Session } from '../../core/model/session.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import { NOW, newAccount, newEntry, newFamily, newOpening, nextId, settle } from './specimens.ts';

const RACERS = 20;

interface Opened {
  /** The family's. */
  readonly id: bigint;
  readonly sessionId: bigint;
}

interface Differences {
  readonly family?: Partial<Family>;
  readonly session?: Partial<Session>;
  /** Set when the family is a connection. */
  readonly connectedAt?: number;
}

/** @returns undefined when it was lost */
async function openBelow(
  store: Store,
  parentId: bigint | undefined,
  { family, session, ...rest }: Differences = {},
): Promise<Opened | undefined> {
  const opening = newOpening(newFamily(family));
  const changed = { ...opening, ...rest, session: { ...opening.session, ...session } };
  const outcome = await store.open(parentId === undefined ? changed : { ...changed, parentId }, newEntry());
  return outcome === 'won' ? { id: opening.family.id, sessionId: opening.session.id } : undefined;
}

async function opened(store: Store, parentId?: bigint, differences?: Differences): Promise<Opened> {
  const family = await openBelow(store, parentId, differences);
  assert.ok(family);
  return family;
}

async function endOf(store: Store, { sessionId }: Opened) {
  const found = await store.findSessionById(sessionId);
  assert.ok(found);
  return found.family.revokedAt === undefined ? 'alive' : 'ended';
}

export const descentTests: Topic = {
  'revoking a family ends those below it, and none beside or above it': async (store) => {
    await settle(store);
    const top = await opened(store);
    const middle = await opened(store, top.id);
    const beside = await opened(store, top.id);
    const bottom = await opened(store, middle.id);
    const other = await opened(store);
    assert.equal(await store.revokeFamily(middle.id, 'asked', NOW + 1, newEntry()), 'won');
    const after = async () => Promise.all([top, middle, beside, bottom, other].map((family) => endOf(store, family)));
    assert.deepEqual(await after(), ['alive', 'ended', 'alive', 'ended', 'alive']);
    assert.equal(await store.revokeFamily(top.id, 'reuse', NOW + 2, newEntry()), 'won');
    assert.deepEqual(await after(), ['ended', 'ended', 'ended', 'ended', 'alive']);
  },

  'nothing opens below a family that is revoked, or unknown': async (store) => {
    await settle(store);
    const top = await opened(store);
    await store.revokeFamily(top.id, 'logout', NOW + 1, newEntry());
    assert.equal(await openBelow(store, top.id), undefined);
    assert.equal(await openBelow(store, top.id + 1n), undefined);
  },

  'of what opens below a family while it is revoked, nothing is left alive': async (store) => {
    await settle(store);
    const top = await opened(store);
    const racers = Array.from({ length: RACERS }, () => openBelow(store, top.id));
    const revoked = store.revokeFamily(top.id, 'asked', NOW + 1, newEntry());
    const late = Array.from({ length: RACERS }, () => openBelow(store, top.id));
    assert.equal(await revoked, 'won');
    const families = await Promise.all([...racers, ...late]);
    for (const family of families) if (family !== undefined) assert.equal(await endOf(store, family), 'ended');
  },

  'a connection ends with what descends from it, whichever client holds that': async (store) => {
    await settle(store);
    const connection = await opened(store, undefined, { connectedAt: NOW });
    const delegated = await opened(store, undefined, { session: { slot: 'desk' } });
    const below = [
      await opened(store, connection.id, { family: { clientId: 'other' } }),
      await opened(store, delegated.id, { family: { clientId: undefined } }),
    ];
    const foreign = await opened(store, undefined, { family: { clientId: 'other' }, connectedAt: NOW });
    const end = { accountId: 1, clientId: 'web', at: NOW + 1 };
    assert.equal(await store.endConnection(end, newEntry()), 'won');
    for (const family of [connection, delegated, ...below]) assert.equal(await endOf(store, family), 'ended');
    assert.equal(await endOf(store, foreign), 'alive');
  },

  'who loses a slot takes along what descends from it, but not the one that takes its place': async (store) => {
    await settle(store);
    const first = await opened(store, undefined, { session: { slot: 'desk' } });
    const below = await opened(store, first.id);
    const second = await opened(store, first.id, { session: { slot: 'desk' } });
    const states = async () => Promise.all([first, below, second].map((family) => endOf(store, family)));
    assert.deepEqual(await states(), ['ended', 'ended', 'alive']);
    await opened(store, undefined, { session: { slot: 'desk' } });
    assert.equal(await endOf(store, second), 'ended');
  },

  "a change of the password ends what clients opened with tokens of the person's own logons": async (store) => {
    await settle(store);
    await store.addAccount(newAccount({ id: 2, name: 'bob' }));
    const own = { family: { clientId: undefined } };
    const other = { family: { accountId: 2, clientId: undefined }, session: { accountId: 2 } };
    const [here, there, foreign] = [
      await opened(store, undefined, own),
      await opened(store, undefined, own),
      await opened(store, undefined, other),
    ];
    const [belowHere, belowThere] = [await opened(store, here.id), await opened(store, there.id)];
    const further = await opened(store, belowThere.id);
    const belowForeign = await opened(store, foreign.id, { family: { accountId: 2 }, session: { accountId: 2 } });
    const consented = await opened(store, undefined, { connectedAt: NOW });
    const change = { id: nextId(), familyId: here.id };
    const replacement = {
      accountId: 1,
      was: newAccount().passwordHash,
      hash: '$new',
      change,
      sessionId: here.sessionId,
    };
    assert.equal(await store.replacePassword({ ...replacement, at: NOW + 1 }, newEntry()), 'won');
    for (const family of [belowThere, further]) assert.equal(await endOf(store, family), 'ended');
    for (const family of [belowHere, belowForeign, consented]) assert.equal(await endOf(store, family), 'alive');
  },
};
