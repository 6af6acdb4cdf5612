/**
 * The benchmark: Tessera beside its peers and the floor of bare `node:http`, on the same work in one run.
 *
 * `node bench/run.ts --help` tells the options. It uses loopback only, ends by itself, ends every process that it began, and deletes its databases.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchRun, startLoader } from './bench-run.ts';
import { canPin, stopChildren } from './child/start-child.ts';
import { readConditions } from './conditions.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { writePage } from './report-page.ts';
import { keepResults, type Results, readResults } from './results.ts';
import { measureConnections } from './sections/connections.ts';
import { measureGrowth } from './sections/growth.ts';
import { measurePostgres } from './sections/postgres.ts';
import { measureProcess } from './sections/process.ts';
import { chosenRows, measureRows, startFilledServer } from './sections/rows.ts';

/** As shells tell that a program was interrupted. */
const INTERRUPTED = 130;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function measure(run: BenchRun, kept: Results): Promise<Results> {
  const asked = new Set(run.options.sections);
  let results = kept;
  if (asked.has('rows') || asked.has('connections') || asked.has('process')) {
    const server = await startFilledServer(run);
    if (asked.has('rows')) {
      const rows = await measureRows(run, server);
      results = { ...results, rows: { ...results.rows, ...Object.fromEntries(rows.map((row) => [row.name, row])) } };
    }
    if (asked.has('connections')) results = { ...results, curves: await measureConnections(run, server) };
    await server.child.stop();
    if (asked.has('process')) results = { ...results, process: await measureProcess(run) };
  }
  if (asked.has('postgres')) results = { ...results, postgres: await measurePostgres(run, results.rows) };
  if (asked.has('growth')) results = { ...results, growth: await measureGrowth(run) };
  return results;
}

async function runBench(options: Options): Promise<void> {
  chosenRows(options);
  const folder = mkdtempSync(join(options.folder, 'tessera-bench-'));
  // The children end when this process does; the folder would stay.
  process.once('SIGINT', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(INTERRUPTED);
  });
  try {
    if (!canPin) say('taskset is not there: servers and load are not kept to cores of their own');
    const conditions = await readConditions(options, folder);
    const run: BenchRun = { options, conditions, folder, loader: await startLoader(), say };
    const results = await measure(run, readResults());
    if (!options.isKept) return;
    keepResults(results);
    writePage(results);
    say('docs/benchmarks.md written');
  } finally {
    await stopChildren();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv.includes('--help')) {
  say(USAGE);
} else {
  try {
    await runBench(readOptions(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
}
