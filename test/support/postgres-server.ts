/**
 * A PostgreSQL server of a test's own, brought by npm: on a free port of this machine, in a temporary folder, under a password that nobody else knows. It is
 * gone when the test stops it, and also when the test's process dies, because a process of its own keeps it (`postgres-keeper.ts`).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeeperAnswer, KeeperQuestion } from './postgres-keeper.ts';

const USER = 'tessera';

export interface PostgresServer {
  /** The URL of a database on it. `postgres` is always there. */
  url(database: string): string;
  /** Kills it outright, so that it can't finish anything. */
  crash(): Promise<void>;
  /** Ends it in order, whoever is connected. */
  halt(): Promise<void>;
  /** Starts it again after a crash or a halt, at the same port with the same data. */
  start(): Promise<void>;
  /** Ends it and deletes everything. */
  stop(): Promise<void>;
}

/** @param isDurable the server waits for its disk, as it would for users; tests needn't */
export async function startPostgresServer(isDurable = false): Promise<PostgresServer> {
  const random = randomBytes(12).toString('hex');
  const folder = join(tmpdir(), `tessera-postgres-${process.pid}-${random.slice(0, 8)}`);
  const keeper = fork(new URL('postgres-keeper.ts', import.meta.url), [folder], {
    env: { ...process.env, KEEPER_USER: USER, KEEPER_PASSWORD: random, KEEPER_DURABLE: isDurable ? '1' : '0' },
    execArgv: [],
    // In a session of its own, so that interrupting the tests leaves it alive to clean up.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A test that is over mustn't be kept running by it.
  keeper.unref();
  keeper.channel?.unref();
  const port = await answerOf(keeper);
  const ask = async (question: KeeperQuestion) => {
    keeper.send(question);
    await answerOf(keeper);
  };
  return {
    url: (database) => `postgres://${USER}:${random}@127.0.0.1:${port}/${database}`,
    crash: () => ask('SIGKILL'),
    halt: () => ask('SIGINT'),
    start: () => ask('start'),
    stop: () => stop(keeper),
  };
}

async function answerOf(keeper: ChildProcess): Promise<number> {
  keeper.channel?.ref();
  const given = new AbortController();
  try {
    const [answer] = (await Promise.race([
      once(keeper, 'message', { signal: given.signal }),
      once(keeper, 'exit', { signal: given.signal }).then(() => [{ failure: 'its keeper ended' }]),
    ])) as [KeeperAnswer];
    if ('port' in answer) return answer.port;
    await stop(keeper);
    throw new Error(`There is no PostgreSQL server for this test: ${answer.failure}`);
  } finally {
    given.abort();
    keeper.channel?.unref();
  }
}

async function stop(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null || !keeper.connected) return;
  keeper.ref();
  const exited = once(keeper, 'exit');
  keeper.disconnect();
  await exited;
}
