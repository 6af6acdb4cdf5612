/** A family that a token of another opened ends with that one, whatever happens at once. */
import assert from 'node:assert/strict';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import { NOW, newEntry, newFamily, newOpening, settle } from './specimens.ts';

const RACERS = 20;

interface Opened {
  /** The family's. */
  readonly id: bigint;
  readonly sessionId: bigint;
}

/** @returns undefined when it was lost */
async function openBelow(store: Store, parentId: bigint | undefined): Promise<Opened | undefined> {
  const opening = newOpening(newFamily());
  const outcome = await store.open(parentId === undefined ? opening : { ...opening, parentId }, newEntry());
  return outcome === 'won' ? { id: opening.family.id, sessionId: opening.session.id } : undefined;
}

async function opened(store: Store, parentId?: bigint): Promise<Opened> {
  const family = await openBelow(store, parentId);
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
};
