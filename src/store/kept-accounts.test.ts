import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, newEntry, openFamily, settle } from './conformance/specimens.ts';
import { keepAccounts } from './kept-accounts.ts';
import { openStore } from './open-store.ts';

test('a person is read once, and again when something about people has changed', async () => {
  const { store } = await openStore(':memory:');
  await settle(store);
  const { access } = await openFamily(store);
  const before = (await store.findToken(access))?.account;
  assert.ok(before !== undefined);
  assert.equal((await store.findToken(access))?.account, before, 'the very same object');

  const session = (await openFamily(store)).session;
  const change = { id: session.id, familyId: session.familyId };
  const { id: accountId, passwordHash: was } = before;
  const replacement = { accountId, was, hash: 'another', change, sessionId: session.id, at: NOW };
  await store.replacePassword(replacement, newEntry());
  assert.equal((await store.findToken(access))?.account?.passwordHash, 'another');
  await store.close();
});

test('an account that the database lacks is a fault, and is not kept', () => {
  const accountById = keepAccounts({ read: () => [], watch: () => undefined });
  assert.throws(() => accountById(7), /does not hold/);
  assert.throws(() => accountById(7), /does not hold/);
});
