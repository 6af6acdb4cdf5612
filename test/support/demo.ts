/**
 * The demo world for a test: everything real but the clock, which stands still, and the dice, which count.
 *
 * Two worlds that are asked the same questions in the same order give the same answers, byte for byte. Each test opens a world of its own and
 * closes it.
 */
import type { FastifyBaseLogger, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Core, Note } from '../../src/core/index.ts';
import type { Policy } from '../../src/core/policy.ts';
import type { Message, Messenger } from '../../src/core/ports/messenger.ts';
import type { Random } from '../../src/core/ports/random.ts';
import type { Store } from '../../src/core/ports/store.ts';
import type { World } from '../../src/core/world.ts';
import type { Dialect, SitePart } from '../../src/dialects/dialect.ts';
import { type Assembled, assemble, type Parts, type SitePlan } from '../../src/server/assemble.ts';
import { DEMO_POLICY } from '../../src/server/demo-world/policy.ts';
import { seedDemoWorld } from '../../src/server/demo-world/seed.ts';
import { allDialects, besideDialects, type DialectSettings } from '../../src/server/dialects.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { createCountingRandom } from './counting-random.ts';
import { createFixedKeyMaker } from './fixed-keys.ts';
import { findFreePorts } from './free-ports.ts';
import { rememberedPasswords } from './remembered-passwords.ts';
import { createStandingClock, type StandingClock } from './standing-clock.ts';

export const SITE_NAMES = ['login', 'c1', 'c2'] as const;
export type SiteName = (typeof SITE_NAMES)[number];

/** Where clients find each site, as the Host header says it. */
export const AUTHORITIES: Readonly<Record<SiteName, string>> = {
  login: '127.0.0.1:8080',
  c1: '127.0.0.1:8081',
  c2: '127.0.0.1:8082',
};

export const SERVER_KEY = Buffer.from('a server key that tests may know').subarray(0, 32);

export interface DemoOptions {
  readonly policy?: Partial<Policy>;
  readonly settings?: DialectSettings;
  /** Instead of all that there are. */
  readonly dialects?: readonly Dialect[];
  /** Instead of what is served beside the dialects. */
  readonly beside?: readonly SitePart[];
  readonly logger?: FastifyBaseLogger;
  /** Instead of one that remembers. */
  readonly messenger?: Messenger;
  readonly note?: Note;
  /** Another store than SQLite in memory. */
  readonly storeUrl?: string;
  /** One that the test has opened, to reach under it. */
  readonly opened?: OpenedStore;
  /** The sites to serve, when not all: a world with one is made in half the time. */
  readonly sites?: readonly SiteName[];
  /** The sites know themselves by free ports of this machine and `listen` uses those, for clients that follow the addresses they are told. */
  readonly atFreePorts?: boolean;
  /** A clock that several nodes go by. */
  readonly clock?: StandingClock;
  /** Instead of one that makes the same keys each time: for a world whose keys change. */
  readonly keyMaker?: Parts['keyMaker'];
  /** Other dice, for a second node over the same database: two that count alike would draw the same secrets. */
  readonly random?: Random;
}

export interface DemoRequest {
  readonly method: NonNullable<InjectOptions['method']>;
  /** Path and query. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The address that it comes from, when not this machine's own. */
  readonly from?: string;
}

export interface Demo {
  readonly clock: StandingClock;
  readonly store: Store;
  readonly core: Core;
  readonly world: World;
  readonly apps: Assembled['apps'];
  readonly keyring: Assembled['keyring'];
  /** What people were sent, in order. */
  readonly messages: readonly Message[];
  /** The URLs by which the sites know themselves, without a trailing slash. */
  readonly urls: Readonly<Record<SiteName, string>>;
  /** One request without a socket. Host is the site's own unless given. */
  inject(site: SiteName, request: DemoRequest): Promise<LightMyRequestResponse>;
  /** Serves on real sockets, on free ports unless the sites were planned at free ports. @returns the port of each site, 0 for one that isn't served */
  listen(): Promise<Readonly<Record<SiteName, number>>>;
  close(): Promise<void>;
}

export async function openDemo(options: DemoOptions = {}): Promise<Demo> {
  const clock = options.clock ?? createStandingClock();
  const { store, nodeNumber } = options.opened ?? (await openStore(options.storeUrl ?? ':memory:', clock));
  const messages: Message[] = [];
  const messenger = options.messenger ?? rememberingMessenger(messages);
  const authorities = options.atFreePorts === true ? await findFreeAuthorities() : AUTHORITIES;
  const { world, core, apps, keyring } = await assemble({
    store,
    nodeNumber,
    clock,
    random: options.random ?? createCountingRandom(),
    passwords: rememberedPasswords,
    messenger,
    serverKey: SERVER_KEY,
    keyMaker: options.keyMaker ?? createFixedKeyMaker,
    sites: SITE_NAMES.map((name) => planOf(name, authorities)),
    ...(options.sites === undefined ? {} : { served: options.sites }),
    dialects: options.dialects ?? allDialects(options.settings),
    beside: options.beside ?? besideDialects(),
    policy: { ...DEMO_POLICY, ...options.policy },
    ...(options.note === undefined ? {} : { note: options.note }),
    ...(options.logger === undefined ? {} : { logger: options.logger }),
  });
  await seedDemoWorld(world);
  return {
    clock,
    store,
    core,
    world,
    apps,
    keyring,
    messages,
    urls: bySite((name) => `http://${authorities[name]}`),
    inject: (site, { method, url, headers, body, from }) =>
      appOf(apps, site).inject({
        method,
        url,
        headers: { host: authorities[site], ...headers },
        ...(body === undefined ? {} : { payload: body }),
        ...(from === undefined ? {} : { remoteAddress: from }),
      }),
    listen: async () => {
      const ports = new Map<SiteName, number>();
      for (const name of options.sites ?? SITE_NAMES) {
        const wanted = options.atFreePorts === true ? Number(authorities[name].split(':')[1]) : 0;
        const address = await appOf(apps, name).listen({ host: '127.0.0.1', port: wanted });
        ports.set(name, Number(new URL(address).port));
      }
      return bySite((name) => ports.get(name) ?? 0);
    },
    close: async () => {
      await Promise.all([...apps.values()].map((app) => app.close()));
      await store.close();
    },
  };
}

function rememberingMessenger(messages: Message[]): Messenger {
  return {
    async send(message) {
      messages.push(message);
      return 'sent';
    },
  };
}

function bySite<T>(forSite: (name: SiteName) => T): Readonly<Record<SiteName, T>> {
  return { login: forSite('login'), c1: forSite('c1'), c2: forSite('c2') };
}

function planOf(name: SiteName, authorities: Readonly<Record<SiteName, string>>): SitePlan {
  return { name, role: name === 'login' ? 'login' : 'cluster', url: `http://${authorities[name]}` };
}

function appOf(apps: Assembled['apps'], site: SiteName) {
  const app = apps.get(site);
  if (app === undefined) throw new Error(`The demo world has no site ${site}.`);
  return app;
}

async function findFreeAuthorities(): Promise<Readonly<Record<SiteName, string>>> {
  const [login, c1, c2] = await findFreePorts(3);
  return { login: `127.0.0.1:${login}`, c1: `127.0.0.1:${c1}`, c2: `127.0.0.1:${c2}` };
}
