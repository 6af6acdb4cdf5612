import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { OperationEvent } from '../core/index.ts';
import type { Messenger } from '../core/ports/messenger.ts';
import { createArgon2Passwords } from '../machine/argon2-passwords.ts';
import { machineClock } from '../machine/clock.ts';
import { createDice } from '../machine/dice.ts';
import { loadServerKey } from '../machine/server-key.ts';
import { createWebhookMessenger } from '../machine/webhook-messenger.ts';
import { type Assembled, assemble, type SitePlan } from '../server/assemble.ts';
import { keySchedule } from '../server/config/keys.ts';
import { legacyPolicy } from '../server/config/legacy.ts';
import { pagesSettings } from '../server/config/pages.ts';
import { passwordPolicy } from '../server/config/passwords.ts';
import { stepPolicy } from '../server/config/second-step.ts';
import { type Config, readConfig } from '../server/config.ts';
import { DEMO_CODE } from '../server/demo-world/policy.ts';
import { seedDemoWorld } from '../server/demo-world/seed.ts';
import { allDialects, besideDialects, configuredDialects } from '../server/dialects.ts';
import { startKeeping } from '../server/keyring.ts';
import { isLoopback } from '../server/loopback.ts';
import { listenAll } from '../server/serve.ts';
import { startSweeping } from '../server/sweeper.ts';
import { createTellingMessenger } from '../server/telling-messenger.ts';
import { isWorker, leaveParent, superviseWorkers, tellServing } from '../server/workers.ts';
import { openStore } from '../store/open-store.ts';
import { announceLegacy } from './announce-legacy.ts';
import { demoGreeting } from './demo-greeting.ts';
import { print, printError } from './print.ts';
import { DATABASE, storeUrl } from './store-place.ts';

interface DemoOptions {
  /** Empty the data folder first. */
  readonly fresh: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const SERVER_KEY = 'server.key';
/** Everything that the demo keeps in its data folder, so that emptying it never touches anything else. */
const KEPT_FILES = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, SERVER_KEY];

/** Serves the demo world until it is told to stop. */
export async function demo(options: DemoOptions): Promise<number> {
  const read = readConfig(options.environment);
  if (!read.ok) {
    for (const problem of read.problems) printError(`${problem}\n`);
    return 2;
  }
  const { config } = read;
  if (!isLoopback(config.host)) {
    printError(
      `TESSERA_HOST: the demo's passwords are public, so it listens on loopback only, not on ${config.host}\n`,
    );
    return 2;
  }
  if (options.fresh && config.database !== '') {
    printError('--fresh empties the data folder, not another database: empty that one yourself\n');
    return 2;
  }
  // Whatever is made from here on, the database above all, is for its owner only.
  process.umask(0o077);
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  if (options.fresh) for (const name of KEPT_FILES) rmSync(join(config.dataFolder, name), { force: true });
  try {
    await (config.workers > 1 && !isWorker() ? serveByWorkers(config) : serveUntilStopped(config));
    return 0;
  } catch (error) {
    printError(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function serveUntilStopped(config: Config): Promise<void> {
  const stopped = stopSignal();
  const logger = pino({ level: config.logLevel });
  const sites = sitePlans(config);
  const { store, world, apps, keyring } = await openDemoWorld(config, sites, logger);
  try {
    // The parent of the workers has done it for all of them.
    if (!isWorker()) await seedDemoWorld(world);
    await listenAll(listenersOf(config, sites, apps));
    const stopSweeping = startSweeping(store, machineClock, (err) => logger.error({ err }, 'sweep failed'));
    const stopKeeping = startKeeping(keyring, (err) =>
      logger.error({ err }, 'the signing keys could not be kept in order'),
    );
    const stopAnnouncing = isWorker() ? async () => {} : announceLegacy(store, config.legacyEnds, logger);
    if (isWorker()) tellServing();
    else print(demoGreeting(sites));
    await stopped;
    await Promise.all([...apps.values()].map((app) => app.close()));
    await Promise.all([stopSweeping(), stopKeeping(), stopAnnouncing()]);
  } finally {
    await store.close();
    if (isWorker()) leaveParent();
  }
}

async function serveByWorkers(config: Config): Promise<void> {
  const stopped = stopSignal();
  const logger = pino({ level: config.logLevel });
  const sites = sitePlans(config);
  const supervise = () =>
    superviseWorkers({
      count: config.workers,
      stopped,
      onServing: () => print(demoGreeting(sites)),
      onLoss: (how) => logger.error({ how }, 'a worker was lost and is replaced'),
    });
  const { store, world } = await openDemoWorld(config, sites, logger);
  const isAnnouncing = config.legacyEnds.length > 0;
  try {
    await seedDemoWorld(world);
    if (isAnnouncing) {
      // Of the workers each would announce the same.
      const stopAnnouncing = announceLegacy(store, config.legacyEnds, logger);
      await supervise();
      await stopAnnouncing();
    }
  } finally {
    await store.close();
  }
  if (!isAnnouncing) await supervise();
}

async function openDemoWorld(config: Config, sites: readonly SitePlan[], logger: Logger) {
  const url = storeUrl(config);
  const serverKey = serverKeyOf(config);
  const { store, nodeNumber } = await openStore(url, machineClock);
  const assembled = await assemble({
    store,
    nodeNumber,
    clock: machineClock,
    random: createDice(),
    passwords: createArgon2Passwords(),
    serverKey,
    keySchedule: keySchedule(config),
    messenger: messengerOf(config, logger),
    policy: {
      maintenance: config.maintenance,
      refreshRepeatSeconds: config.refreshRepeatSeconds,
      ...stepPolicy(config, config.messengerUrl === '' ? DEMO_CODE : undefined),
      ...passwordPolicy(config),
      ...legacyPolicy(config),
    },
    sites,
    dialects: allDialects(configuredDialects(config)),
    beside: besideDialects(config),
    pages: pagesSettings(config),
    note: logger.isLevelEnabled('info') ? (event) => logger.info(noteLine(event)) : () => {},
    logger,
  });
  return { ...assembled, store };
}

function serverKeyOf({ serverKey, serverKeyFile, dataFolder }: Config): Uint8Array {
  if (serverKey !== '') return Buffer.from(serverKey, 'base64url');
  return loadServerKey(serverKeyFile === '' ? join(dataFolder, SERVER_KEY) : serverKeyFile);
}

/** With nobody to hand messages to, they are told: on the console for whoever watches it, and in the log. */
function messengerOf(config: Config, logger: Logger): Messenger {
  const { messengerUrl: url, messengerToken: token, messengerTimeoutSeconds } = config;
  if (url === '') {
    return createTellingMessenger((line) => {
      print(`${line}\n`);
      logger.info({ message: line }, 'a message to a person');
    });
  }
  const onFailure = (why: string) => logger.error({ why }, 'a message was not taken');
  return createWebhookMessenger({ url, token, timeoutMs: messengerTimeoutSeconds * 1000, onFailure });
}

function sitePlans(config: Config): SitePlan[] {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const urlAt = (offset: number) => `http://${host}:${config.port + offset}`;
  return [
    { name: 'login', role: 'login', url: urlAt(0) },
    { name: 'c1', role: 'cluster', url: urlAt(1) },
    { name: 'c2', role: 'cluster', url: urlAt(2) },
  ];
}

function listenersOf(config: Config, sites: readonly SitePlan[], apps: Assembled['apps']) {
  return sites.flatMap(({ name }, index) => {
    const app = apps.get(name);
    return app === undefined ? [] : [{ app, host: config.host, port: config.port + index }];
  });
}

function noteLine({ operation, caller, outcome, milliseconds }: OperationEvent) {
  return { operation, ...caller, outcome, milliseconds };
}

/** Resolves at the first SIGINT or SIGTERM. At a second one the process ends at once, as by default. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
