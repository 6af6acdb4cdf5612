import { join } from 'node:path';
import type { Config } from '../server/config.ts';

/** The embedded database's file in the data folder. */
export const DATABASE = 'tessera.db';

/** The URL of where everything is kept. */
export function storeUrl({ database, dataFolder }: Pick<Config, 'database' | 'dataFolder'>): string {
  return database === '' ? `sqlite:${join(dataFolder, DATABASE)}` : database;
}
