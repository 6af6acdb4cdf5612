/**
 * Many clients at once, on one node and on two: whatever they were told, there is an order in which it makes sense. HISTORY_SEED=… plays the
 * history again whose seed a failure has shown.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_RULES } from './histories/ask-server.ts';
import { findFault } from './histories/check-history.ts';
import { type HistorySize, playHistory } from './histories/play-history.ts';
import { seedsOfRun } from './histories/seeded-dice.ts';
import { openDatabases } from './support/postgres.ts';

const SIZE: HistorySize = { connections: 28, phases: 4, calls: 6 };
const FEWEST_CALLS = 300;
const HISTORIES = 2;

/** @param storeUrlOf a new database for each history */
async function playAndCheck(nodes: number, storeUrlOf: () => Promise<string>): Promise<void> {
  for (const seed of seedsOfRun(HISTORIES)) {
    const history = await playHistory(await storeUrlOf(), nodes, seed, SIZE);
    assert.ok(history.calls.length > FEWEST_CALLS, `${history.calls.length} calls were made`);
    const fault = findFault(history, DEMO_RULES);
    assert.equal(fault, undefined, `HISTORY_SEED=${seed}\n${fault}`);
  }
}

test('one node over SQLite: every history has an order in which each call makes sense', () =>
  playAndCheck(1, async () => ':memory:'));

test('two nodes over one PostgreSQL: every history has an order in which each call makes sense', async (t) => {
  const databases = await openDatabases();
  t.after(databases.close);
  await playAndCheck(2, databases.bare);
});

test('over SQLite, a seed plays the same history every time', async () => {
  const play = async () => {
    const { calls } = await playHistory(':memory:', 1, 7, { connections: 9, phases: 2, calls: 4 });
    // Texts are drawn anew each time.
    return calls.map(({ text: _, answer, ...call }) => ({
      ...call,
      answer: typeof answer === 'object' ? 'tokens' : answer,
    }));
  };
  assert.deepEqual(await play(), await play());
});
