/**
 * Puts a server together: a world from its parts, the core over it, and one application for each site. The only place besides the command line
 * where store, machine and dialects meet.
 */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { type Core, createCore, type Note } from '../core/index.ts';
import { DEFAULT_KEY_SCHEDULE, type KeySchedule } from '../core/model/signing-key.ts';
import { createIdSource } from '../core/model/time-ordered-id.ts';
import { DEFAULT_POLICY, type Policy } from '../core/policy.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { KeyMaker } from '../core/ports/key-maker.ts';
import type { Messenger } from '../core/ports/messenger.ts';
import type { Passwords } from '../core/ports/passwords.ts';
import type { Random } from '../core/ports/random.ts';
import type { Sealing } from '../core/ports/sealing.ts';
import type { Store } from '../core/ports/store.ts';
import { importServerKey } from '../core/secrets.ts';
import type { World } from '../core/world.ts';
import type { Dialect, Site, SitePart } from '../dialects/dialect.ts';
import { joseSignatures } from '../machine/jose-signatures.ts';
import { createKeyMaker } from '../machine/key-maker.ts';
import { networkFence } from '../machine/network-fence.ts';
import { createSealing } from '../machine/sealing.ts';
import { createSharedKeys } from '../machine/shared-keys.ts';
import { createPagesDoor } from '../pages/door.ts';
import { pagesPart } from '../pages/index.ts';
import { PAGES_DEFAULTS, type PagesSettings, type ScopeWords } from '../pages/settings.ts';
import { createApp } from './app.ts';
import { type Keyring, openKeyring } from './keyring.ts';

/** One site as it is planned; the login site is the one that people log on at. */
export interface SitePlan {
  readonly name: string;
  readonly role: Site['role'];
  /** As clients reach it, without a trailing slash. */
  readonly url: string;
}

export interface Parts {
  readonly store: Store;
  /** A number that no other running process over the same store has. */
  readonly nodeNumber: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly passwords: Passwords;
  readonly messenger: Messenger;
  /** 32 secret bytes. */
  readonly serverKey: Uint8Array;
  readonly policy?: Partial<Policy>;
  readonly keySchedule?: KeySchedule;
  /** Makes signing keys; the machine's own maker unless given. */
  readonly keyMaker?: (sealing: Sealing) => KeyMaker;
  readonly sites: readonly SitePlan[];
  /** The names of the sites that this process serves; all of them unless given. The others are known by their addresses only. */
  readonly served?: readonly string[];
  readonly dialects: readonly Dialect[];
  /** What is served beside the dialects: parts that belong to none of them. */
  readonly beside: readonly SitePart[];
  /** Of the pages; what is left out keeps its default. */
  readonly pages?: Partial<PagesSettings>;
  readonly note?: Note;
  readonly logger?: FastifyBaseLogger;
}

export interface Assembled {
  readonly world: World;
  readonly core: Core;
  readonly keyring: Keyring;
  /** By the site's name. */
  readonly apps: ReadonlyMap<string, FastifyInstance>;
}

export async function assemble(parts: Parts): Promise<Assembled> {
  const { clock, store, random, passwords, messenger, serverKey } = parts;
  const sealing = createSealing(serverKey);
  const maker = (parts.keyMaker ?? createKeyMaker)(sealing);
  const keyring = await openKeyring({
    store,
    clock,
    maker,
    sealing,
    schedule: parts.keySchedule ?? DEFAULT_KEY_SCHEDULE,
    sharedKeys: createSharedKeys(serverKey),
  });
  const { signer } = keyring;
  const world: World = {
    store,
    clock,
    random,
    passwords,
    messenger,
    sealing,
    serverKey: importServerKey(serverKey),
    signer,
    signatures: joseSignatures,
    nextId: createIdSource(clock.now, parts.nodeNumber),
    fence: networkFence,
    policy: { ...DEFAULT_POLICY, ...parts.policy },
  };
  const core = createCore(world, parts.note ?? (() => {}));
  const directory = new Map(parts.sites.map(({ name, url }) => [name, { name, url }]));
  const apps = new Map<string, FastifyInstance>();
  const pagesSettings = { ...PAGES_DEFAULTS, ...parts.pages };
  const scopes: ScopeWords = Object.assign({}, ...parts.dialects.map((dialect) => dialect.scopes));
  const beside = [...parts.beside, pagesPart(pagesSettings, scopes)];
  for (const plan of parts.sites) {
    if (parts.served !== undefined && !parts.served.includes(plan.name)) continue;
    const pages = createPagesDoor({ url: plan.url, core }, pagesSettings.name);
    const site: Site = {
      ...plan,
      core,
      now: clock.now,
      directory,
      publicKeys: signer.publicKeys,
      sign: signer.sign,
      checkedAlgorithms: joseSignatures.algorithms,
      kinds: parts.dialects.flatMap(({ kinds }) => kinds?.(plan.name) ?? []),
      pages,
    };
    apps.set(plan.name, createApp(site, [...parts.dialects, ...beside], parts.logger));
  }
  return { world, core, keyring, apps };
}
