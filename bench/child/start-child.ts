import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { READY, type Reply } from './orders.ts';

/** The core of the servers, and that of the load. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

export interface Child {
  readonly pid: number;
  /** What the child said when it was ready. */
  readonly ready: unknown;
  /** Has the child do something. @throws what went wrong there */
  call(name: string, input?: unknown): Promise<unknown>;
  /** Ends the child and waits until it is gone. */
  stop(): Promise<void>;
}

/** Whether processes can be kept to one core here. */
export const canPin = spawnSync('taskset', ['-V']).status === 0;

/** Longest time that a child may take until it is ready, or for an order. */
const PATIENCE_MS = 600_000;
const STOP_PATIENCE_MS = 20_000;

export interface ChildPlan {
  /** A file of this folder's parent, as `serve.ts`. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Undefined leaves the child to the system. */
  readonly core: number | undefined;
  readonly nodeOptions?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Pass over what the child prints; what it has to complain about still shows. */
  readonly isQuiet?: boolean;
}

const running = new Set<Child>();

/** Starts a child of the run with a channel to it, on one core where the system can do that. */
export async function startChild({
  script,
  args = [],
  core,
  nodeOptions = [],
  environment = {},
  isQuiet = false,
}: ChildPlan): Promise<Child> {
  const path = new URL(`../${script}`, import.meta.url).pathname;
  const node = [process.execPath, ...nodeOptions, path, ...args];
  const command = core === undefined || !canPin ? node : ['taskset', '-c', String(core), ...node];
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', isQuiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
  });
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (why: Error) => void }
  >();
  const gone = once(child, 'exit');
  let lastId = READY;

  const expect = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${script} took too long`)), PATIENCE_MS);
      const settle =
        <T>(outcome: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          waiting.delete(id);
          outcome(value);
        };
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
    });
  child.on('message', (message) => {
    // Only the child's `answerOrders` writes to this channel.
    const reply = message as Reply;
    if (reply.ok) waiting.get(reply.id)?.resolve(reply.value);
    else waiting.get(reply.id)?.reject(new Error(`${script}: ${reply.problem}`));
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${script} ended (${code ?? signal})`));
  });

  const ready = await expect(READY);
  const started: Child = {
    pid: child.pid ?? 0,
    ready,
    call: (name, input) => {
      lastId += 1;
      child.send({ id: lastId, name, input });
      return expect(lastId);
    },
    stop: async () => {
      running.delete(started);
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
      await gone;
      clearTimeout(timer);
    },
  };
  running.add(started);
  return started;
}

/** Ends every child that is still there. */
export async function stopChildren(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()));
}
