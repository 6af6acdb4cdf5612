import type { Note } from '../../src/core/index.ts';
import type { AuditEntry } from '../../src/core/model/audit-entry.ts';
import { CLIENT_SECRET, type Client } from '../../src/core/model/client.ts';
import { fingerprint } from '../../src/core/secrets.ts';
import { migrate } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import type { Parameter, Row } from '../../src/store/sql.ts';
import { createSqlStore } from '../../src/store/sql-store.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { takeNodeNumber } from '../../src/store/tables/node-counter.ts';
import { type Demo, openDemo } from '../support/demo.ts';
import { createStandingClock } from '../support/standing-clock.ts';

/** So many wrong passwords fill a count here; the server's own numbers are larger. */
export const COUNTS = { passwordFailuresPerName: 3, passwordFailuresPerAddress: 5 } as const;

export const REDIRECT = 'https://client.example/callback';

/** The two resources of every client here. */
export const RESOURCES = ['https://one.example/', 'https://two.example/'] as const;

const SCOPES = 'openid profile email offline_access read allowFullPermissions twf.organisationUser twf.user'.split(' ');

/** A world in which many people and clients live side by side, so that many questions can be asked in it, each about a person of its own. */
export interface PolicyWorld {
  readonly demo: Demo;
  /** Reads below the store. */
  readonly read: (text: string, ...params: Parameter[]) => Promise<readonly Row[]>;
  /** Changes a record as an operator's tool does, past the store. */
  readonly change: (text: string, ...params: Parameter[]) => Promise<void>;
  /** A person in an organisation with one company. */
  readonly addPerson: () => Promise<Person>;
  /** A confidential client that may do everything. */
  readonly addClient: () => Promise<ClientOfStage>;
  /** The public half of a pair that a person has given a client; the secret is the same with `-secret` behind it. */
  readonly delegate: (person: Person, client: ClientOfStage) => Promise<string>;
  readonly entry: (operation: string) => AuditEntry;
  /** The operations that failed in a way that nobody asked for: no refusal. */
  readonly faults: readonly string[];
}

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly organisation: string;
  readonly company: string;
}

export interface ClientOfStage {
  readonly id: string;
  readonly secret: string;
}

/** Everybody's here, so that it is hashed once. */
export const PASSWORD = 'correct horse battery';

const PERMITS: Client['permits'] = [
  'delegation',
  'code',
  'code-without-challenge',
  'refresh',
  'client-credentials',
  'introspection',
  'exchange',
  'exchange-unlimited',
  'device',
  'password',
];

export async function openPolicyWorld(): Promise<PolicyWorld> {
  const clock = createStandingClock();
  const sql = openSqlite(':memory:');
  await migrate(sql, MIGRATIONS, clock.now());
  // As of a database that others can change, too: nothing is kept in memory, since records change here under the store.
  const { own: _, ...shared } = sql;
  const opened = { store: createSqlStore(shared), nodeNumber: await takeNodeNumber(sql) };
  const faults: string[] = [];
  const note: Note = ({ operation, outcome }) => {
    if (outcome === 'fault') faults.push(operation);
  };
  const demo = await openDemo({ opened, clock, policy: COUNTS, note });
  const { store, world } = demo;
  const passwordHash = await world.passwords.hash(PASSWORD);
  let number = 1000;

  return {
    demo,
    faults,
    read: async (text, ...params) => sql.read({ text, params }),
    change: (text, ...params) =>
      sql.write(function* () {
        yield { text, params };
      }),
    entry: (operation) => ({
      id: world.nextId(),
      at: clock.now(),
      operation,
      outcome: 'yes',
      caller: { dialect: 'test', site: 'login', address: '127.0.0.1' },
    }),

    async addPerson() {
      number += 1;
      const id = number;
      const person = { id, name: `person${id}`, organisation: `ORG${id}`, company: `CO${id}` };
      await store.addOrganisation({
        id,
        code: person.organisation,
        deactivatedAt: undefined,
        modernLogonOnlyAt: undefined,
      });
      await store.addCompany({ id, organisationId: id, code: person.company, uuid: undefined });
      await store.addAccount({
        id,
        organisationId: id,
        name: person.name,
        displayName: person.name,
        email: undefined,
        role: 'employee',
        homeSite: 'c1',
        passwordHash,
        mustChangePasswordAt: undefined,
        passwordChange: undefined,
        secondStep: undefined,
        phone: '+31 6 0000 0000',
        disabledAt: undefined,
        deletedAt: undefined,
        trustedNetworks: [],
      });
      await store.addMembership({ accountId: id, companyId: id });
      return person;
    },

    async addClient() {
      number += 1;
      const client = { id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, secret: `secret-${number}` };
      await store.addClient({
        id: client.id,
        name: `Client ${number}`,
        proof: 'secret',
        secretFingerprint: fingerprint(client.secret),
        sealedSecret: world.sealing.seal(client.secret, CLIENT_SECRET),
        keys: [],
        permits: PERMITS,
        redirectUris: [REDIRECT, 'oob'],
        logoutUris: [],
        scopes: SCOPES,
        challengeMethods: ['S256'],
        audiences: RESOURCES,
        accessForm: 'opaque',
        keyBinding: 'optional',
        disabledAt: undefined,
      });
      return client;
    },

    async delegate(person, client) {
      const id = `pair-${person.id}`;
      const secretFingerprint = fingerprint(`${id}-secret`);
      const createdAt = clock.now();
      await store.addDelegation({ id, secretFingerprint, clientId: client.id, accountId: person.id, createdAt });
      return id;
    },
  };
}
