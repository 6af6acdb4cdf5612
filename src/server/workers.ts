/**
 * Several processes behind the same ports: a parent that serves nothing and looks after its workers. Only for a database that takes more than one
 * writer; each worker is a node of its own.
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

/** A worker that ends sooner than this after its start would only end again. */
const SHORTEST_LIFE_MS = 1000;

/** Whether this process is one of the workers. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** Called by a worker when it serves. */
export function tellServing(): void {
  process.send?.(SERVING);
}

const SERVING = 'serving';

export interface Supervision {
  readonly count: number;
  /** Resolves when the workers are to stop. */
  readonly stopped: Promise<void>;
  /** Called once, when every worker serves. */
  readonly onServing: () => void;
  /** A worker ended without being told to, and another takes its place. */
  readonly onLoss: (how: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Starts the workers and replaces one that is lost, until told to stop.
 * @throws when a worker can't even start
 */
export async function superviseWorkers({ count, stopped, onServing, onLoss, now }: Supervision): Promise<void> {
  const workers = new Set<Worker>();
  let isStopping = false;

  const failed = new Promise<never>((_resolve, reject) => {
    let serving = 0;
    const start = (): void => {
      const worker = cluster.fork();
      const startedAt = now();
      workers.add(worker);
      worker.on('message', (message) => {
        if (message !== SERVING) return;
        serving += 1;
        if (serving === count) onServing();
      });
      worker.on('exit', (code, signal) => {
        workers.delete(worker);
        if (isStopping) return;
        if (now() - startedAt < SHORTEST_LIFE_MS) reject(new Error('A worker ended as soon as it had started'));
        onLoss(signal ?? `exit code ${code}`);
        start();
      });
    };
    for (let started = 0; started < count; started += 1) start();
  });

  try {
    await Promise.race([stopped, failed]);
  } finally {
    isStopping = true;
    await Promise.all(
      [...workers].map(async (worker) => {
        const gone = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        await gone;
      }),
    );
  }
}
