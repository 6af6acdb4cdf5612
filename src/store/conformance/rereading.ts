/** Whoever has read a token a moment ago reads it as it is now: a store may keep what it has read, and must never be seen to. */
import assert from 'node:assert/strict';
import type { Store } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  EXPIRY,
  NOW,
  newCode,
  newEntry,
  newFamily,
  newOpening,
  newToken,
  nextId,
  type Opened,
  openFamily,
  settle,
} from './specimens.ts';

const DAY = 86_400_000;

interface Case {
  /** What differs of the family before. */
  readonly opening?: () => Opened;
  readonly change: (store: Store, opened: Opened) => Promise<unknown>;
  /** What the change shows in: the token's absence, its family's end or its person. */
  readonly shown: (found: Awaited<ReturnType<Store['findToken']>>) => boolean;
}

const isRevoked: Case['shown'] = (found) => found?.family.revokedAt !== undefined;
const isGone: Case['shown'] = (found) => found === undefined;

const CHANGES: Readonly<Record<string, Case>> = {
  'its family is revoked': {
    change: (store, { family }) => store.revokeFamily(family.id, 'asked', NOW + 1, newEntry()),
    shown: isRevoked,
  },
  'the family above its own is revoked': {
    change: async (store, { family }) => {
      const below = newOpening();
      await store.open({ ...below, parentId: family.id }, newEntry());
      assert.ok(!isRevoked(await store.findToken(below.access)));
      await store.revokeFamily(family.id, 'asked', NOW + 1, newEntry());
      assert.ok(isRevoked(await store.findToken(below.access)), 'the one below');
    },
    shown: isRevoked,
  },
  'the next session takes its slot': {
    opening: () => {
      const opening = newOpening();
      return { ...opening, session: { ...opening.session, slot: 'desk' } };
    },
    change: (store) => {
      const next = newOpening();
      return store.open({ ...next, session: { ...next.session, slot: 'desk' } }, newEntry());
    },
    shown: isRevoked,
  },
  'a newer connection pushes it out of its pool': {
    opening: () => ({ ...newOpening(), connectedAt: NOW }),
    change: async (store) => {
      const code = newCode();
      await store.addCode(code, newEntry());
      const pool = { clientId: 'web', accountId: 1, most: 1, evictionEntries: [newEntry()] };
      await store.redeemCode({ ...newOpening(), codeId: code.id, at: NOW, pool }, newEntry());
    },
    shown: isRevoked,
  },
  'the person ends the connection': {
    opening: () => ({ ...newOpening(), connectedAt: NOW }),
    change: (store) => store.endConnection({ accountId: 1, clientId: 'web', at: NOW + 1 }, newEntry()),
    shown: isRevoked,
  },
  'it is taken away': {
    change: (store, { access }) => store.removeToken(access.id),
    shown: isGone,
  },
  'it is swept': {
    change: (store) => store.sweep(EXPIRY + DAY, 100),
    shown: isGone,
  },
  'its person has another password': {
    change: (store, { session }) => {
      const change = { id: nextId(), familyId: session.familyId };
      const passwords = { was: '$argon2id$v=19$not-a-real-one', hash: 'another' };
      return store.replacePassword(
        { accountId: 1, ...passwords, change, sessionId: session.id, at: NOW + 1 },
        newEntry(),
      );
    },
    shown: (found) => found?.account?.passwordHash === 'another',
  },
  'its person comes to belong to a company': {
    change: async (store) => {
      await store.addCompany({ id: 1, organisationId: 1, code: 'NL', uuid: undefined });
      await store.addMembership({ accountId: 1, companyId: 1 });
    },
    shown: (found) => found?.account?.hasCompany === true,
  },
};

export const rereadingTests: Topic = {
  ...Object.fromEntries(
    Object.entries(CHANGES).map(([what, { opening, change, shown }]) => [
      `a token is read again after ${what}`,
      async (store: Store) => {
        await settle(store);
        const opened = opening?.() ?? newOpening();
        await store.open(opened, newEntry());
        const beside = await openFamily(store, newFamily({ clientId: 'other' }));
        for (const { access } of [opened, beside, opened]) assert.ok(!shown(await store.findToken(access)));
        await change(store, opened);
        assert.ok(shown(await store.findToken(opened.access)));
        for (const { access } of [opened, beside]) {
          assert.deepEqual(await store.findToken(access), await store.findTokenById(access.id));
        }
      },
    ]),
  ),

  'a token that was not there is found once it is': async (store) => {
    await settle(store);
    const { family } = await openFamily(store);
    const token = newToken(family.id);
    assert.equal(await store.findToken(token), undefined);
    await store.addToken(token, newEntry());
    assert.equal((await store.findToken(token))?.token.id, token.id);
  },

  'the right id with another secret finds nothing, whatever was read before': async (store) => {
    await settle(store);
    const { access } = await openFamily(store);
    assert.ok(await store.findToken(access));
    assert.equal(await store.findToken({ ...access, fingerprint: newToken(access.familyId).fingerprint }), undefined);
  },

  'a token found by its fingerprint is the same by either way to it': async (store) => {
    await settle(store);
    const { family } = await openFamily(store);
    const ticket = newToken(family.id, { foundByFingerprint: true });
    await store.addToken(ticket, newEntry());
    const key = { id: undefined, fingerprint: ticket.fingerprint };
    for (const way of [key, ticket, key]) assert.equal((await store.findToken(way))?.token.id, ticket.id);
    await store.removeToken(ticket.id);
    for (const way of [key, ticket]) assert.equal(await store.findToken(way), undefined);
  },

  'many tokens are each read as they are, more than a memory holds': async (store) => {
    await settle(store);
    const { family } = await openFamily(store);
    const tokens = Array.from({ length: 5000 }, () => newToken(family.id));
    await Promise.all(tokens.map((token) => store.addToken(token, newEntry())));
    for (let round = 0; round < 2; round += 1) {
      const found = await Promise.all(tokens.map((token) => store.findToken(token)));
      assert.ok(found.every((one, index) => one?.token.id === tokens[index]?.id));
    }
    await store.revokeFamily(family.id, 'asked', NOW + 1, newEntry());
    for (const token of tokens) assert.ok(isRevoked(await store.findToken(token)));
  },
};
