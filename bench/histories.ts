/**
 * Large histories: more clients for longer than the tests have, for as long as there is time. `node bench/histories.ts [seconds]`, 60 unless given;
 * HISTORY_SEED=… plays one again. Prints what was played, and ends with 1 at the first history that has no order in which each call makes sense.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_RULES } from '../test/histories/ask-server.ts';
import { findFault } from '../test/histories/check-history.ts';
import { type HistorySize, playHistory } from '../test/histories/play-history.ts';
import { seedsOfRun } from '../test/histories/seeded-dice.ts';
import { openDatabases } from '../test/support/postgres.ts';

const SIZE: HistorySize = { connections: 180, phases: 10, calls: 12 };
const LONGEST_SECONDS = 3600;

interface Ground {
  readonly name: string;
  readonly nodes: number;
  readonly newDatabase: () => Promise<string>;
}

/** @returns whether all histories made sense */
async function playFor(seconds: number, grounds: readonly Ground[]): Promise<boolean> {
  const end = AbortSignal.timeout(seconds * 1000);
  const isOne = process.env.HISTORY_SEED !== undefined;
  let histories = 0;
  let calls = 0;
  do {
    const [seed = 0] = seedsOfRun(1);
    for (const { name, nodes, newDatabase } of grounds) {
      const history = await playHistory(await newDatabase(), nodes, seed, SIZE);
      const fault = findFault(history, DEMO_RULES);
      histories += 1;
      calls += history.calls.length;
      if (fault === undefined) continue;
      console.error(`${name}, HISTORY_SEED=${seed}\n${fault}`);
      return false;
    }
  } while (!isOne && !end.aborted);
  console.log(`${histories} histories of ${calls} calls in all: each has an order in which every call makes sense.`);
  return true;
}

const seconds = Number(process.argv[2] ?? 60);
if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) throw new Error(`Give seconds from 1 to ${LONGEST_SECONDS}.`);
const folder = mkdtempSync(join(tmpdir(), 'tessera-histories-'));
const databases = await openDatabases();
let files = 0;
const newFile = async () => {
  files += 1;
  return `sqlite:${join(folder, `${files}.db`)}`;
};
try {
  const isSound = await playFor(seconds, [
    { name: 'one node over SQLite', nodes: 1, newDatabase: newFile },
    { name: 'two nodes over PostgreSQL', nodes: 2, newDatabase: databases.bare },
    { name: 'three nodes over PostgreSQL', nodes: 3, newDatabase: databases.bare },
  ]);
  process.exitCode = isSound ? 0 : 1;
} finally {
  await databases.close();
  rmSync(folder, { recursive: true, force: true });
}
