/**
 * PostgreSQL databases for tests, on a server of their own or on the one that `TESSERA_TEST_DATABASE` names (the URL of a database there that may
 * create others).
 *
 * Making a database takes some tens of milliseconds, emptying one takes one or two. So those that are put back are emptied and given out again.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openStore } from '../../src/store/open-store.ts';
import { startPostgresServer } from './postgres-server.ts';

export interface PostgresDatabases {
  /** The URL of a database that is as new, with its tables in place. */
  fresh(): Promise<string>;
  /** Takes back what `fresh` gave: cuts off whoever is still connected, and empties it. */
  putBack(url: string): Promise<void>;
  /** The URL of a database without any tables. */
  bare(): Promise<string>;
  /** Drops all of them, or stops the server that was started for them. */
  close(): Promise<void>;
}

interface Shelved {
  readonly url: string;
  readonly client: pg.Client;
}

const CUT_OFF =
  'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

/** Children before parents. Much quicker than `truncate` for the few rows of a test. */
const EMPTY = [
  'consents',
  'authorization_requests',
  'delegations',
  'memberships',
  'accounts',
  'companies',
  'organisations',
  'clients',
  'families',
  'sessions',
  'session_slots',
  'step_codes',
  'step_counts',
  'delegation_requests',
  'tokens',
  'codes',
  'connection_pools',
  'used_once',
  'deposits',
  'device_grants',
  'signing_keys',
  'audit_entries',
  'password_failures',
]
  .map((table) => `delete from ${table}`)
  .concat('update node_counter set next_number = 0')
  .join('; ');

export async function openDatabases(): Promise<PostgresDatabases> {
  const given = process.env.TESSERA_TEST_DATABASE;
  const server = given === undefined || given === '' ? await startPostgresServer() : undefined;
  const urlOf = (name: string) => server?.url(name) ?? withDatabase(given ?? '', name);
  const root = new pg.Client({ connectionString: server?.url('postgres') ?? given });
  await root.connect();
  const prefix = `tessera_test_${randomBytes(4).toString('hex')}`;
  const template = `${prefix}_template`;
  const made: string[] = [];
  const shelved = new Map<string, Shelved>();
  let free: Shelved[] = [];

  async function create(name: string, from?: string): Promise<string> {
    made.push(name);
    await root.query(`create database ${name}${from === undefined ? '' : ` template ${from}`}`);
    return urlOf(name);
  }

  const templateMade = create(template)
    .then(openStore)
    .then(({ store }) => store.close());

  return {
    async fresh() {
      const one = free.pop();
      if (one !== undefined) return one.url;
      await templateMade;
      const url = await create(`${prefix}_${made.length}`, template);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(EMPTY);
      shelved.set(url, { url, client });
      return url;
    },
    async putBack(url) {
      const one = shelved.get(url);
      if (one === undefined) throw new Error('This database was not given out as fresh.');
      await one.client.query(`${CUT_OFF}; ${EMPTY}`);
      free.push(one);
    },
    bare: () => create(`${prefix}_${made.length}`),
    async close() {
      await templateMade;
      await Promise.all([...shelved.values()].map(({ client }) => client.end()));
      free = [];
      if (server === undefined)
        for (const name of made) await root.query(`drop database if exists ${name} with (force)`);
      await root.end();
      await server?.stop();
    },
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
