/** What every section of a run needs at hand. */
import { join } from 'node:path';
import { type Child, LOAD_CORE, SERVER_CORE, startChild } from './child/start-child.ts';
import type { Filled, FillPlan } from './fill/fill.ts';
import type { Options } from './options.ts';
import type { Conditions } from './results.ts';
import type { PeerName } from './rows.ts';
import type { ServePlan } from './serve.ts';
import { readStartCommand } from './start-command.ts';
import { type Target, targetOf } from './target.ts';

export interface BenchRun {
  readonly options: Options;
  readonly conditions: Conditions;
  /** A folder of this run's own. */
  readonly folder: string;
  readonly loader: Child;
  /** Tells how far the run is. */
  say(line: string): void;
}

export function startLoader(): Promise<Child> {
  return startChild({ script: 'load/generate.ts', core: LOAD_CORE });
}

export async function startFloors(): Promise<Target> {
  return targetOf(await startChild({ script: 'floors.ts', core: SERVER_CORE }));
}

export async function startPeer(name: PeerName): Promise<Target> {
  return targetOf(await startChild({ script: `peers/${name}.ts`, core: SERVER_CORE, isQuiet: true }));
}

/** Starts Tessera on a database. */
export async function startServer(
  url: string,
  known: readonly string[],
  plan: { readonly passwords?: ServePlan['passwords']; readonly core?: number } = {},
): Promise<Target> {
  const { environment, nodeOptions } = readStartCommand();
  const served: ServePlan = { url, passwords: plan.passwords ?? 'accepted' };
  const child = await startChild({
    script: 'serve.ts',
    core: plan.core ?? SERVER_CORE,
    args: [JSON.stringify(served)],
    nodeOptions,
    environment,
  });
  return targetOf(child, known);
}

/** Fills a database, in a process that is gone afterwards. */
export async function fillDatabase(plan: FillPlan): Promise<Filled> {
  const filler = await startChild({ script: 'fill/fill.ts', core: undefined });
  try {
    return (await filler.call('fill', plan)) as Filled;
  } finally {
    await filler.stop();
  }
}

export function sqliteUrl({ folder }: BenchRun, name: string): string {
  return `sqlite:${join(folder, name)}`;
}
