/**
 * PostgreSQL as `Sql`: what is particular to the `pg` driver and to the server's settings. How work is gathered and sent stands in `postgres-lanes.ts`.
 *
 * Several nodes may work on one database; nothing is kept in this process that another node could change.
 */
import pg from 'pg';
import type { Sent } from './postgres-batch.ts';
import { toFault, unavailable } from './postgres-fault.ts';
import type { Transaction } from './postgres-group.ts';
import { type Connection, createLanes } from './postgres-lanes.ts';
import type { Sql, Value } from './sql.ts';

/** How long a connection may take to be made, a statement to run, and an answer to come before the connection counts as lost. */
const CONNECTING_MS = 3000;
const STATEMENT_MS = 4000;
const ANSWER_MS = 6000;

/** After that long, a quiet connection is asked whether it is still there. */
const KEEP_ALIVE_MS = 10_000;

/** How long a connection has to say goodbye. */
const ENDING_MS = 1000;

const LANES = { reading: 2, writing: 2, largestGroup: 256, answerMs: ANSWER_MS };

/**
 * Every statement here finds its rows by an index, and is planned once and kept. So the planner, which may see the tables when they are still empty,
 * is told not to walk through them; and a server told not to wait for its disk is told to wait, since whoever is answered must be able to rely on it.
 * A node that stops in the middle of a transaction lets go of its rows after a while.
 */
const SETTINGS = `set statement_timeout = ${STATEMENT_MS};
  set idle_in_transaction_session_timeout = ${ANSWER_MS};
  set plan_cache_mode = force_generic_plan;
  set enable_seqscan = off;
  set enable_hashjoin = off;
  set enable_mergejoin = off;
  set jit = off;
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`;

/** A server can't become a standby without losing its connections, so it is enough to ask when one is made. */
const IS_STANDBY = 'select pg_is_in_recovery()::text';

const BEGIN = 'begin isolation level read committed read write';

/** A number of our own, so that only this program's nodes wait for each other. Migrations may take longer than a statement otherwise may. */
const BEGIN_ALONE = `${BEGIN}; set local statement_timeout = 0; select pg_advisory_xact_lock(8387237263)`;

/** Object ids of `smallint`, `integer` and `bigint`, and of what `count` gives. */
const WHOLE_NUMBERS = new Set([20, 21, 23]);

const TYPES: pg.CustomTypesConfig = {
  // The declared type lists every parser that pg has of its own; this one is asked for by any oid.
  getTypeParser: ((oid: number) => (WHOLE_NUMBERS.has(oid) ? BigInt : asIs)) as pg.CustomTypesConfig['getTypeParser'],
};

function asIs(text: string): string {
  return text;
}

/**
 * Opens a database that is there already, empty or with our tables. Connections are made when they are needed, four at the most.
 * @param url `postgres://user:password@host:port/database`, with the options that `pg` knows, such as `?sslmode=verify-full`
 * @throws when the URL can't be read; that the database can't be reached is what the first question is told
 */
export function openPostgres(url: string): Sql {
  createClient(url);
  const names = new Map<string, string>();
  return createLanes(() => connect(url, names), LANES);
}

function createClient(url: string): pg.Client {
  try {
    return new pg.Client({
      connectionString: url,
      fallback_application_name: 'tessera',
      pipeline: true,
      connectionTimeoutMillis: CONNECTING_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
  } catch {
    // What pg says here may repeat the URL with its password.
    throw new Error(
      'The URL of the PostgreSQL database cannot be read. Use postgres://user:password@host:port/database.',
    );
  }
}

/** @param names of the texts that are prepared, the same on every connection */
async function connect(url: string, names: Map<string, string>): Promise<Connection> {
  const client = createClient(url);
  const database = `${client.database} on ${client.host}:${client.port}`;
  let isLost = false;
  const lose = () => {
    isLost = true;
  };
  client.on('error', lose);
  client.on('end', lose);
  const drop = () => {
    isLost = true;
    client.connection.stream.destroy();
  };

  /** What is sent in one turn leaves in one packet where it fits into one, and costs each side one call to its system. */
  let isGathering = false;
  function gather(): void {
    if (isGathering) return;
    isGathering = true;
    const { stream } = client.connection;
    stream.cork();
    process.nextTick(() => {
      isGathering = false;
      stream.uncork();
    });
  }

  function query(text: string, params: readonly Sent[]): Promise<pg.QueryArrayResult> {
    const config = { text, rowMode: 'array', types: TYPES } as const;
    const prepared = params.length === 0 ? config : { ...config, name: nameOf(names, text), values: [...params] };
    gather();
    return new Promise((resolve, reject) => {
      client.query(prepared, (error, result) => {
        // pg gives null here when there was none, whatever its types say.
        if (error) reject(toFault(error, database));
        else resolve(result);
      });
    });
  }

  try {
    await client.connect();
    const timer = setTimeout(drop, CONNECTING_MS);
    const asked = Promise.all([query(SETTINGS, []), ask(IS_STANDBY, [])]).finally(() => clearTimeout(timer));
    const [, [standby]] = await asked;
    if (standby?.[0] === 'true') throw unavailable(`The database ${database} is a standby, which can only be read.`);
  } catch (error) {
    drop();
    throw toFault(error, database);
  }

  function transaction(isAlone: boolean): Transaction {
    return {
      ask,
      begin: () => query(isAlone ? BEGIN_ALONE : BEGIN, []),
      async commit() {
        const { command } = await query('commit', []);
        if (command !== 'COMMIT') throw new Error('The database undid a transaction that was to be committed.');
      },
      rollback: () => query('rollback', []),
    };
  }

  async function ask(text: string, params: readonly Sent[]): Promise<Value[][]> {
    const { rows, fields, rowCount } = await query(text, params);
    return fields.length > 0 ? rows : emptyRows(rowCount ?? 0);
  }

  return {
    ask,
    transaction,
    get isLost() {
      return isLost;
    },
    lossOf: (error) => unavailable(`The database ${database} is too busy now: ${error.message}`),
    drop,
    async end() {
      if (isLost) return;
      const timer = setTimeout(drop, ENDING_MS);
      await client.end().finally(() => clearTimeout(timer));
    },
  };
}

/** Texts are constants, so there are as many names as there are texts in the program. */
function nameOf(names: Map<string, string>, text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `t${names.size + 1}`;
  names.set(text, name);
  return name;
}

function emptyRows(count: number): Value[][] {
  return Array.from({ length: count }, () => []);
}
