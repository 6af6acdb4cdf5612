import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type BenchRun, sqliteUrl, startServer } from '../bench-run.ts';
import { residentMebibytes } from '../child/cpu-time.ts';
import { canPin, SERVER_CORE } from '../child/start-child.ts';
import { median } from '../figures.ts';
import type { ProcessResult } from '../results.ts';
import { ROWS, type Row } from '../rows.ts';
import { SERVER_KEY } from '../server-key.ts';
import { loadTarget, planFor, type Target } from '../target.ts';
import { termsOf } from './rows.ts';

const STARTS = 5;
const START_PATIENCE_MS = 20_000;
const STOP_PATIENCE_MS = 10_000;
const RETRY_MS = 2;
const REFUSALS = 200;
const SETTLE_MS = 2000;
/** Below the ports that systems give out by themselves. */
const LOWEST_PORT = 21_000;
const PORTS = 8000;
const PORT_ATTEMPTS = 5;

/**
 * What the process costs besides requests: memory after many issued tokens, the time to its first answer on the filled database of the rows,
 * which no server has open now, and what a password check takes.
 */
export async function measureProcess(run: BenchRun): Promise<ProcessResult> {
  const { issuedTokens, tokens } = run.options;
  const residentMebibytes = await memoryAfterIssuing(run, issuedTokens);
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start += 1) starts.push(await startSomewhere(run.folder));
  const server = await startServer(sqliteUrl(run, 'timing.db'), [], { passwords: 'argon2' });
  const hashMs = Number(await server.child.call('hashMilliseconds'));
  const unknownToWrong = await refusalRatio(server);
  await server.child.stop();
  const result: ProcessResult = {
    conditions: run.conditions,
    issued: issuedTokens,
    residentMebibytes,
    startMs: median(starts),
    tokensAtStart: tokens,
    hashMs,
    unknownToWrong,
  };
  run.say(
    `${residentMebibytes?.toFixed(0)} MiB after ${issuedTokens} tokens; first answer after ${result.startMs.toFixed(0)} ms; ` +
      `hash ${hashMs.toFixed(1)} ms; unknown name to wrong password ${unknownToWrong.toFixed(3)}`,
  );
  return result;
}

function rowNamed(name: string): Row {
  const row = ROWS.find((one) => one.name === name);
  if (row === undefined) throw new Error(`there is no row ${name}`);
  return row;
}

async function memoryAfterIssuing(run: BenchRun, wanted: number): Promise<number | undefined> {
  const server = await startServer(sqliteUrl(run, 'memory.db'), []);
  const { ours } = rowNamed('client-credentials');
  const terms = { ...termsOf(run.options), warmUpSeconds: 0 };
  for (let issued = 0; issued < wanted; ) {
    const plan = await planFor(server, ours, terms);
    const port = server.ports[ours.site] ?? 0;
    issued += (await loadTarget(run.loader, [port], [server.child.pid], plan, terms)).answers;
  }
  await wait(SETTLE_MS);
  const resident = residentMebibytes(server.child.pid);
  await server.child.stop();
  return resident;
}

/** Another port is tried when somebody has the first one. */
async function startSomewhere(folder: string): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startToFirstAnswer(folder);
    } catch (error) {
      if (attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

/** From the command to the first token: `npm start` without npm, on the database that is in the folder. */
async function startToFirstAnswer(folder: string): Promise<number> {
  const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
  const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
  const command = [...(canPin ? ['taskset', '-c', String(SERVER_CORE)] : []), process.execPath, main, 'demo'];
  const begun = performance.now();
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      TESSERA_DATA: folder,
      TESSERA_PORT: String(port),
      TESSERA_SERVER_KEY: SERVER_KEY.toString('base64url'),
    },
    timeout: START_PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const gone = once(child, 'exit');
  try {
    for (;;) {
      if (await isAnswered(port)) return performance.now() - begun;
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('the server did not start');
      await wait(RETRY_MS);
    }
  } finally {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await gone;
    clearTimeout(timer);
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

/** Asks by turns, so that what else goes on falls on both; each name as often as the other, since a first failure is kept otherwise than a later one. */
async function refusalRatio({ ports }: Target): Promise<number> {
  const unknown: number[] = [];
  const wrong: number[] = [];
  const refuse = async (userName: string, times: number[]) => {
    const begun = performance.now();
    const body = new URLSearchParams({ grant_type: 'password', userName, password: 'not the password' });
    const answer = await fetch(`http://127.0.0.1:${ports.c1}/token`, { method: 'POST', body });
    await answer.arrayBuffer();
    times.push(performance.now() - begun);
  };
  for (let turn = 0; turn < REFUSALS; turn += 1) {
    const asked = [() => refuse('nobody', unknown), () => refuse('ada', wrong)];
    for (const ask of turn % 2 === 0 ? asked : asked.toReversed()) await ask();
  }
  return median(unknown) / median(wrong);
}
