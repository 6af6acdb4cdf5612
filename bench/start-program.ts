import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { canPin, SERVER_CORE } from './child/start-child.ts';
import { SERVER_KEY } from './server-key.ts';
import { readStartCommand } from './start-command.ts';

/** The program itself, as `npm start` runs it. */
export interface Program {
  readonly pid: number;
  /** Of the login site. */
  readonly port: number;
  /** From the command to the first token. */
  readonly startMs: number;
  stop(): Promise<void>;
}

const START_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 10_000;
const RETRY_MS = 2;
/** Below the ports that systems give out by themselves. */
const LOWEST_PORT = 21_000;
const PORTS = 8000;
const ATTEMPTS = 5;

/** Starts it on the database that is in a folder, or on a new one. Another port is tried when somebody has the first one. */
export async function startProgram(folder: string): Promise<Program> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(LOWEST_PORT + Math.floor(Math.random() * PORTS), folder);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function startOn(port: number, folder: string): Promise<Program> {
  const { environment, nodeOptions, script, words } = readStartCommand();
  const node = [process.execPath, ...nodeOptions, script, ...words];
  const [command = '', ...args] = canPin ? ['taskset', '-c', String(SERVER_CORE), ...node] : node;
  const begun = performance.now();
  const child = spawn(command, args, {
    stdio: 'ignore',
    env: {
      ...environment,
      PATH: process.env.PATH,
      TESSERA_DATA: folder,
      TESSERA_PORT: String(port),
      TESSERA_SERVER_KEY: SERVER_KEY.toString('base64url'),
    },
  });
  const gone = once(child, 'exit');
  // Whatever ends this run ends the program.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(kill, STOP_PATIENCE_MS);
    await gone;
    clearTimeout(timer);
    process.removeListener('exit', kill);
  };
  for (;;) {
    if (await isAnswered(port)) return { pid: child.pid ?? 0, port, startMs: performance.now() - begun, stop };
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || performance.now() - begun > START_PATIENCE_MS) {
      await stop();
      throw new Error('the server did not start');
    }
    await wait(RETRY_MS);
  }
}

async function isAnswered(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('demo-machine:demo-machine-secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
