import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BenchRun, sqliteUrl, startServer } from '../bench-run.ts';
import { residentMebibytes } from '../child/cpu-time.ts';
import { median } from '../figures.ts';
import type { ProcessResult } from '../results.ts';
import { ROWS, type Row } from '../rows.ts';
import { startProgram } from '../start-program.ts';
import { loadTarget, type Target } from '../target.ts';
import { termsOf } from './rows.ts';

const STARTS = 5;
const REFUSALS = 200;
const SETTLE_MS = 2000;

/**
 * What the process costs besides requests: memory after many issued tokens, the time to its first answer on the filled database of the rows,
 * which no server has open now, and what a password check takes.
 */
export async function measureProcess(run: BenchRun): Promise<ProcessResult> {
  const { issuedTokens, tokens } = run.options;
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const program = await startProgram(run.folder);
    starts.push(program.startMs);
    await program.stop();
  }
  const residentMebibytes = await memoryAfterIssuing(run, issuedTokens);
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

/** Of the program on a new database, which has just issued so many tokens under full load. */
async function memoryAfterIssuing(run: BenchRun, wanted: number): Promise<number | undefined> {
  const program = await startProgram(join(run.folder, 'memory'));
  const { head, body, use } = rowNamed('client-credentials').ours;
  const terms = { ...termsOf(run.options), warmUpSeconds: 0 };
  for (let issued = 0; issued < wanted; ) {
    const plan = { head, body, use, values: [] };
    issued += (await loadTarget(run.loader, [program.port], [program.pid], plan, terms)).answers;
  }
  await wait(SETTLE_MS);
  const resident = residentMebibytes(program.pid);
  await program.stop();
  return resident;
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
