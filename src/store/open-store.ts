/** Opens the store that a URL names, with its tables in order. */
import type { Clock } from '../core/ports/clock.ts';
import type { Store } from '../core/ports/store.ts';
import { keepClients } from './kept-clients.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Sql } from './sql.ts';
import { createSqlStore } from './sql-store.ts';
import { openSqlite } from './sqlite.ts';
import { takeNodeNumber } from './tables/node-counter.ts';

export interface OpenedStore {
  readonly store: Store;
  /** Counts the openings of this database; the `node` of a source of ids. */
  readonly nodeNumber: number;
}

/**
 * Opens a store, brings its tables up to date and takes a node number.
 * @param url `sqlite:` and a path (`sqlite:/var/lib/tessera/tessera.db`, `sqlite:data/tessera.db`, `sqlite::memory:`), or `:memory:`, or
 * `postgres://user:password@host:port/database`
 * @param clock dates the migrations that are run now and bounds how long clients are kept in memory; without it there are no dates and nothing is
 * kept
 * @throws when the URL names no known kind of store, or the database can't be opened, is in use by another process where only one may, or is newer
 * than this program
 */
export async function openStore(url: string, clock?: Clock): Promise<OpenedStore> {
  const sql = await openSql(url);
  try {
    await migrate(sql, MIGRATIONS, clock?.now());
    const store = createSqlStore(sql);
    const nodeNumber = await takeNodeNumber(sql);
    return { store: clock === undefined ? store : keepClients(store, clock, keptMsOf(url)), nodeNumber };
  } catch (error) {
    await sql.close();
    throw error;
  }
}

const SQLITE = 'sqlite:';
const POSTGRES = /^postgres(ql)?:\/\//;
const EXAMPLES = 'sqlite: and a path, such as sqlite:data/tessera.db, or postgres://user:password@host/database';

/** Nobody else can write to an embedded database. In a shared one, another node's change of a client is seen within a second. */
function keptMsOf(url: string): number {
  return POSTGRES.test(url) ? 1000 : Number.POSITIVE_INFINITY;
}

/** The rest of an unknown URL may hold a password, so only its scheme is told. */
async function openSql(url: string): Promise<Sql> {
  if (url === ':memory:') return openSqlite(url);
  if (url.startsWith(SQLITE) && url.length > SQLITE.length) return openSqlite(url.slice(SQLITE.length));
  if (POSTGRES.test(url)) {
    // Its driver is loaded where it is used: it costs memory and time to start.
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(url);
  }
  const scheme = /^[a-z][a-z0-9+.-]{0,30}:/i.exec(url)?.[0];
  throw new Error(
    scheme === undefined || scheme === SQLITE
      ? `A store is named by ${EXAMPLES}.`
      : `There is no store for ${scheme} URLs. Use ${EXAMPLES}.`,
  );
}
