/**
 * Several processes behind the same ports: a parent that serves nothing and looks after its workers. Only for a database that takes more than one
 * writer; each worker is a node of its own.
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

/** Whether this process is one of the workers. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** Called by a worker when it serves. */
export function tellServing(): void {
  process.send?.(SERVING);
}

/** Called by a worker when it has stopped: the line to its parent would keep it alive. */
export function leaveParent(): void {
  cluster.worker?.disconnect();
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
}

/**
 * Starts the workers and replaces one that is lost, until told to stop.
 * @throws when a worker can't even start
 */
export async function superviseWorkers({ count, stopped, onServing, onLoss }: Supervision): Promise<void> {
  const workers = new Set<Worker>();
  let isStopping = false;

  const failed = new Promise<never>((_resolve, reject) => {
    let serving = 0;
    const start = (): void => {
      const worker = cluster.fork();
      let hasServed = false;
      workers.add(worker);
      worker.on('message', (message) => {
        if (message !== SERVING) return;
        hasServed = true;
        serving += 1;
        if (serving === count) onServing();
      });
      worker.on('exit', (code, signal) => {
        workers.delete(worker);
        if (isStopping) return;
        const how = signal ?? `exit code ${code}`;
        // One that never came to serve would only end again.
        if (!hasServed) return reject(new Error(`A worker ended before it served: ${how}`));
        onLoss(how);
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
