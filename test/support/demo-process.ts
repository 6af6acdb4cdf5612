import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SiteName } from './demo.ts';
import { findFreeRow } from './free-ports.ts';

const root = join(import.meta.dirname, '../..');

/** How long the server may take to start before the test fails. */
const START_MS = 20_000;

/** The demo as a user starts it, in a process of its own, over a data folder. */
export interface DemoProcess {
  readonly urls: Readonly<Record<SiteName, string>>;
  /** Starts it, and resolves once it serves. */
  start(): Promise<void>;
  /** Ends it at once, as a power failure would: it has no moment to write anything. */
  kill(): Promise<void>;
}

/** @param settings more `TESSERA_*` variables for it */
export async function prepareDemoProcess(
  dataFolder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<DemoProcess> {
  const port = await findFreeRow(3);
  const environment = { ...process.env, TESSERA_PORT: String(port), TESSERA_DATA: dataFolder, ...settings };
  const urlAt = (offset: number) => `http://127.0.0.1:${port + offset}`;
  let child: ChildProcess | undefined;
  return {
    urls: { login: urlAt(0), c1: urlAt(1), c2: urlAt(2) },
    start: async () => {
      child = spawn(process.execPath, [join(root, 'bin/tessera.mjs'), 'demo'], { env: environment, stdio: 'pipe' });
      await serving(child, urlAt(2));
    },
    kill: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Resolves once the last site answers. @throws with what the process complained about, when it ends or takes too long */
async function serving(child: ChildProcess, url: string): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  child.stdout?.resume();
  const deadline = AbortSignal.timeout(START_MS);
  while (!deadline.aborted && child.exitCode === null && child.signalCode === null) {
    const isUp = await fetch(`${url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The demo does not serve: ${complaint}`);
}
