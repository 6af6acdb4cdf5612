/**
 * The server under test, in a process of its own: the whole of Tessera with every dialect and the demo world, as `npm start` puts it together,
 * on a database that the run names. Only the password check can be exchanged for one that accepts at once, so that a row can show what is
 * ours of a logon; what the hash costs is measured apart.
 */
import { Session } from 'node:inspector/promises';
import { pino } from 'pino';
import { ACCESS_TOKEN } from '../src/core/model/secret-form.ts';
import type { Passwords } from '../src/core/ports/passwords.ts';
import { createArgon2Passwords } from '../src/machine/argon2-passwords.ts';
import { machineClock } from '../src/machine/clock.ts';
import { createDice } from '../src/machine/dice.ts';
import { assemble, type SitePlan } from '../src/server/assemble.ts';
import { seedDemoWorld } from '../src/server/demo-world/seed.ts';
import { allDialects, besideDialects } from '../src/server/dialects.ts';
import { type SweepTerms, startSweeping } from '../src/server/sweeper.ts';
import { openStore } from '../src/store/open-store.ts';
import { answerOrders } from './child/orders.ts';
import { measureStore } from './measure-store.ts';
import { type PlantName, plant } from './plant.ts';
import { SERVER_KEY } from './server-key.ts';

/** The arguments of the process, as one text of JSON. */
export interface ServePlan {
  readonly url: string;
  readonly passwords: 'accepted' | 'argon2';
}

const HASH_ROUNDS = 30;

const SITES: readonly SitePlan[] = [
  { name: 'login', role: 'login', url: 'http://127.0.0.1:8080' },
  { name: 'c1', role: 'cluster', url: 'http://127.0.0.1:8081' },
  { name: 'c2', role: 'cluster', url: 'http://127.0.0.1:8082' },
];

/** What the run writes there is a `ServePlan`. */
const { url, passwords: check } = JSON.parse(process.argv[2] ?? '') as ServePlan;

const argon2 = createArgon2Passwords();
const accepting: Passwords = { hash: argon2.hash, verify: async () => 'right' };
const logger = pino({ level: 'warn' });
const { store, nodeNumber } = await openStore(url, machineClock);
const assembled = await assemble({
  store,
  nodeNumber,
  clock: machineClock,
  random: createDice(),
  passwords: check === 'argon2' ? argon2 : accepting,
  messenger: { send: async () => 'sent' },
  serverKey: SERVER_KEY,
  // All that is asked here comes from one address, and what a wrong password costs is among what is measured.
  policy: { passwordFailuresPerName: 1_000_000, passwordFailuresPerAddress: 1_000_000 },
  sites: SITES,
  dialects: allDialects(),
  beside: besideDialects(),
  note: () => undefined,
  logger,
});
await seedDemoWorld(assembled.world);
const ports: Record<string, number> = {};
for (const { name } of SITES) {
  const address = await assembled.apps.get(name)?.listen({ host: '127.0.0.1', port: 0 });
  ports[name] = Number(new URL(address ?? '').port);
}

let swept = 0;
const counted = {
  sweep: async (before: number, limit: number) => {
    const gone = await store.sweep(before, limit);
    swept += gone;
    return gone;
  },
  sweepFailures: store.sweepFailures,
};
const noteFailure = (error: unknown) => logger.error({ err: error }, 'sweep failed');
let stopSweeping = startSweeping(counted, machineClock, noteFailure);
let profiler: Session | undefined;

answerOrders(
  {
    plant: ({ what, count }: { readonly what: PlantName; readonly count: number }) => plant(assembled, what, count),
    measureStore: (known: readonly string[]) => measureStore(assembled, known, ACCESS_TOKEN),
    sweep: async (terms: SweepTerms) => {
      await stopSweeping();
      stopSweeping = startSweeping(counted, machineClock, noteFailure, terms);
    },
    swept: () => swept,
    memoryUsage: () => process.memoryUsage(),
    hashMilliseconds: async () => {
      const kept = await argon2.hash('a password');
      const begun = performance.now();
      for (let round = 0; round < HASH_ROUNDS; round += 1) await argon2.verify(kept, 'a password');
      return (performance.now() - begun) / HASH_ROUNDS;
    },
    startProfile: async () => {
      profiler = new Session();
      profiler.connect();
      await profiler.post('Profiler.enable');
      await profiler.post('Profiler.setSamplingInterval', { interval: 200 });
      await profiler.post('Profiler.start');
    },
    stopProfile: async () => {
      const taken = await profiler?.post('Profiler.stop');
      profiler?.disconnect();
      return taken?.profile;
    },
  },
  { ports },
);
