/** A pool of connections holds no more than its number; the oldest make room, each with an entry in the trail. */
import assert from 'node:assert/strict';
import type { ConnectionPool, RedemptionOutcome, Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import { EXPIRY, NOW, newAccount, newCode, newEntry, newFamily, newOpening, openFamily, settle } from './specimens.ts';

export function newPool(most: number, differences: Partial<ConnectionPool> = {}): ConnectionPool {
  const evictionEntries = Array.from({ length: 8 }, () => newEntry({ operation: 'evict', clientId: 'web' }));
  return { clientId: 'web', accountId: 1, most, evictionEntries, ...differences };
}

export interface Connecting {
  readonly opening: ReturnType<typeof newOpening>;
  readonly redeemed: Promise<RedemptionOutcome>;
}

/** A connection with a code of its own, being opened into a pool. */
export async function connect(
  store: Store,
  pool: ConnectionPool | undefined,
  family = newFamily(),
  at = NOW,
): Promise<Connecting> {
  const code = newCode();
  await store.addCode(code, newEntry());
  const opening = newOpening(family);
  return { opening, redeemed: store.redeemCode({ ...opening, codeId: code.id, at, pool }, newEntry()) };
}

async function connected(store: Store, pool?: ConnectionPool, family = newFamily(), at = NOW) {
  const { opening, redeemed } = await connect(store, pool, family, at);
  return { ...opening, evicted: (await redeemed).evicted };
}

export async function whyRevoked(store: Store, { access }: Pick<ReturnType<typeof newOpening>, 'access'>) {
  const found = await store.findToken(access);
  assert.ok(found !== undefined);
  return found.family.revokedWhy;
}

export const connectionTests: Topic = {
  'the oldest of a full pool makes room, and the trail says whose it was': async (store) => {
    await settle(store);
    const [first, second, third] = [
      await connected(store, newPool(2)),
      await connected(store, newPool(2)),
      await connected(store, newPool(2), newFamily(), NOW + 5),
    ];
    assert.deepEqual([first.evicted, second.evicted, third.evicted], [0, 0, 1]);
    const found = await store.findToken(first.refresh);
    assert.deepEqual([found?.family.revokedWhy, found?.family.revokedAt], ['evicted', NOW + 5]);
    assert.equal(await whyRevoked(store, second), undefined);
    assert.equal(await whyRevoked(store, third), undefined);
    const kept = (await store.listAuditEntries(0n, 100)).filter(({ operation }) => operation === 'evict');
    assert.deepEqual(
      kept.map(({ accountId, clientId, familyId }) => [accountId, clientId, familyId]),
      [[1, 'web', first.family.id]],
    );
  },

  'a pool is of one person, or of everybody that a client has': async (store) => {
    await settle(store);
    await store.addAccount(newAccount({ id: 2, name: 'bob' }));
    const ada = await connected(store, newPool(1));
    const bob = await connected(store, newPool(1, { accountId: 2 }), newFamily({ accountId: 2 }));
    const other = await connected(store, newPool(1, { clientId: 'app' }), newFamily({ clientId: 'app' }));
    for (const one of [ada, bob, other]) assert.equal(await whyRevoked(store, one), undefined);
    const again = await connected(store, newPool(1, { accountId: undefined }));
    assert.equal(again.evicted, 2);
    assert.equal(await whyRevoked(store, ada), 'evicted');
    assert.equal(await whyRevoked(store, bob), 'evicted');
    assert.equal(await whyRevoked(store, other), undefined);
  },

  'what is no live connection takes no room': async (store) => {
    await settle(store);
    const session = await openFamily(store);
    const revoked = await connected(store);
    await store.revokeFamily(revoked.family.id, 'asked', NOW, newEntry());
    // A family is kept an eighth longer than what descends from it, and then counts no more even before it is swept.
    const expired = await connected(store, undefined, newFamily({ openedAt: NOW - 2 * (EXPIRY - NOW) }));
    const late = EXPIRY + 3 * (EXPIRY - NOW);
    const { evicted } = await connected(store, newPool(1), newFamily({ openedAt: late }), late);
    assert.equal(evicted, 0);
    assert.equal(await whyRevoked(store, session), undefined);
    assert.equal(await whyRevoked(store, revoked), 'asked');
    assert.equal(await whyRevoked(store, expired), undefined);
  },

  'a connection that was opened without a bound counts where there is one': async (store) => {
    await settle(store);
    const unbounded = await connected(store);
    const planted = newOpening();
    await store.open({ ...planted, connectedAt: NOW }, newEntry());
    assert.equal((await connected(store, newPool(1))).evicted, 2);
    assert.equal(await whyRevoked(store, unbounded), 'evicted');
    assert.equal(await whyRevoked(store, planted), 'evicted');
  },

  'a bound that was lowered is reached over several openings, the oldest first': async (store) => {
    await settle(store);
    const old = [];
    for (let count = 0; count < 5; count += 1) old.push(await connected(store, newPool(5)));
    const evictionEntries = () => [newEntry(), newEntry(), newEntry()];
    assert.equal((await connected(store, newPool(1, { evictionEntries: evictionEntries() }))).evicted, 3);
    const whys = await Promise.all(old.map((one) => whyRevoked(store, one)));
    assert.deepEqual(whys, ['evicted', 'evicted', 'evicted', undefined, undefined]);
    assert.equal((await connected(store, newPool(1, { evictionEntries: evictionEntries() }))).evicted, 3);
  },

  'who loses the code evicts nobody': async (store) => {
    await settle(store);
    const old = await connected(store, newPool(1));
    const code = newCode();
    await store.addCode(code, newEntry());
    await store.redeemCode({ ...newOpening(), codeId: code.id, at: NOW }, newEntry());
    const again = { ...newOpening(), codeId: code.id, at: NOW, pool: newPool(1) };
    assert.deepEqual(await store.redeemCode(again, newEntry()), { outcome: 'lost', evicted: 0 });
    assert.equal(await whyRevoked(store, old), undefined);
  },

  'twenty connections at once into a pool of five: five live, the others are evicted once each': async (store) => {
    await settle(store);
    const connecting = await Promise.all(Array.from({ length: 20 }, () => connect(store, newPool(5))));
    const outcomes = await Promise.all(connecting.map(({ redeemed }) => redeemed));
    assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['won']));
    const whys = await Promise.all(connecting.map(({ opening }) => whyRevoked(store, opening)));
    assert.equal(whys.filter((why) => why === undefined).length, 5);
    assert.equal(
      outcomes.reduce((sum, { evicted }) => sum + evicted, 0),
      15,
    );
    const kept = (await store.listAuditEntries(0n, 100)).filter(({ operation }) => operation === 'evict');
    assert.equal(new Set(kept.map(({ familyId }) => familyId)).size, 15);
  },
};
