import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenInPlace } from '../core/model/token.ts';
import type { Found, SecretKey } from '../core/ports/store.ts';
import { newFamily, newToken, openFamily, settle } from './conformance/specimens.ts';
import { keepTokens } from './kept-tokens.ts';
import { openStore } from './open-store.ts';
import type { OwnDatabase } from './sql.ts';

/** A database whose one change the test makes. */
function watched() {
  const listeners: (() => void)[] = [];
  const own: OwnDatabase = { read: () => [], watch: (_changes, changed) => listeners.push(changed) };
  return {
    own,
    change: () => {
      for (const listener of listeners) listener();
    },
  };
}

function inPlace(kind: 'access' | 'refresh' = 'access'): TokenInPlace {
  const family = newFamily();
  return { token: newToken(family.id, { kind }), family, account: undefined };
}

/** Finds what it is told to, and counts how often it was asked. */
function source(answer: () => Found<TokenInPlace>) {
  const asked: SecretKey[] = [];
  const find = (key: SecretKey) => {
    asked.push(key);
    return answer();
  };
  return { find, asked };
}

test('an access token is asked for once, and again after a change', async () => {
  const { own, change } = watched();
  const found = inPlace();
  const { find, asked } = source(() => found);
  const findToken = keepTokens(own, find);
  for (let time = 0; time < 3; time += 1) assert.equal(await findToken(found.token), found);
  assert.equal(asked.length, 1);
  change();
  await findToken(found.token);
  assert.equal(asked.length, 2);
});

test('refresh tokens, which are spent, are asked for each time', async () => {
  const { own } = watched();
  const found = inPlace('refresh');
  const { find, asked } = source(() => found);
  const findToken = keepTokens(own, find);
  await findToken(found.token);
  await findToken(found.token);
  assert.equal(asked.length, 2);
});

test('what may not be on the disk yet is not kept', async () => {
  const { own } = watched();
  const found = inPlace();
  const { find, asked } = source(() => found);
  const findToken = keepTokens(own, find);
  await findToken(found.token, 'tentative');
  await findToken(found.token);
  assert.equal(asked.length, 2);
});

test('what changed while its answer waited for the disk is not kept', async () => {
  const { own, change } = watched();
  const found = inPlace();
  const { find, asked } = source(() => Promise.resolve(found));
  const findToken = keepTokens(own, find);
  const waiting = findToken(found.token);
  change();
  await waiting;
  await findToken(found.token);
  assert.equal(asked.length, 2);
  await findToken(found.token);
  assert.equal(asked.length, 2, 'nothing changed during the second');
});

test('a store that was closed answers nothing, from memory neither', async () => {
  const { store } = await openStore(':memory:');
  await settle(store);
  const { access } = await openFamily(store);
  assert.ok(await store.findToken(access));
  await store.close();
  await assert.rejects(async () => store.findToken(access), /closed/);
});
