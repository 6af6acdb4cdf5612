import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { machineClock } from '../machine/clock.ts';
import { readConfig } from '../server/config.ts';
import { legacyReport } from '../server/legacy-report.ts';
import { countLegacyUses } from '../server/legacy-uses.ts';
import { openStore } from '../store/open-store.ts';
import { print, printError } from './print.ts';
import { DATABASE, storeUrl } from './store-place.ts';

interface LegacyOptions {
  /** How far back uses are counted; undefined for all that the trail has. */
  readonly days: number | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const DAY_MS = 24 * 3600 * 1000;

/** Tells who uses the doors that are older than RFC 9700. A running server with the embedded database tells it itself: nobody else can open the file. */
export async function legacy({ days, environment }: LegacyOptions): Promise<number> {
  const read = readConfig(environment);
  if (!read.ok) {
    for (const problem of read.problems) printError(`${problem}\n`);
    return 2;
  }
  const { config } = read;
  const isEmbedded = config.database === '';
  if (isEmbedded && !existsSync(join(config.dataFolder, DATABASE))) {
    printError(`${config.dataFolder} has no database: TESSERA_DATA names the folder of the server\n`);
    return 1;
  }
  try {
    const { store } = await openStore(storeUrl(config));
    try {
      const since = days === undefined ? 0 : Math.max(0, machineClock.now() - days * DAY_MS);
      print(legacyReport(await countLegacyUses(store, since), config.legacyEnds));
    } finally {
      await store.close();
    }
    return 0;
  } catch (error) {
    printError(`${error instanceof Error ? error.message : String(error)}\n`);
    if (isEmbedded) printError('A server that is running prints the same when it gets the signal USR2.\n');
    return 1;
  }
}
