import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { canPin } from './child/start-child.ts';
import { median } from './figures.ts';
import type { Options } from './options.ts';
import type { Conditions } from './results.ts';

const WATCH_MS = 1000;
const SYNCS = 60;
const PAGE = Buffer.alloc(4096, 1);

/** What this machine is and how the run measures on it. */
export async function readConditions(options: Options, folder: string): Promise<Conditions> {
  const [cpu] = cpus();
  return {
    day: new Date().toISOString().slice(0, 10),
    processor: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    isPinned: canPin,
    busyBefore: await busyShare(),
    syncMs: syncCost(folder),
    rounds: options.rounds,
    seconds: options.seconds,
    connections: options.connections,
    tokens: options.tokens,
  };
}

async function busyShare(): Promise<number> {
  const before = cpuTimes();
  await wait(WATCH_MS);
  const after = cpuTimes();
  return 1 - (after.idle - before.idle) / Math.max(after.all - before.all, 1);
}

function cpuTimes(): { readonly idle: number; readonly all: number } {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, all };
}

function syncCost(folder: string): number {
  const path = join(folder, 'sync-cost');
  const file = openSync(path, 'w');
  const taken: number[] = [];
  for (let done = 0; done < SYNCS; done += 1) {
    const begun = performance.now();
    writeSync(file, PAGE);
    fdatasyncSync(file);
    taken.push(performance.now() - begun);
  }
  closeSync(file);
  rmSync(path);
  return median(taken);
}
