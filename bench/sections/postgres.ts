import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { startPostgresServer } from '../../test/support/postgres-server.ts';
import { type BenchRun, fillDatabase, startServer } from '../bench-run.ts';
import { cpuSeconds } from '../child/cpu-time.ts';
import { LOAD_CORE, SERVER_CORE } from '../child/start-child.ts';
import { type Figure, figureOf, median, medianFigure } from '../figures.ts';
import type { PostgresResult, RowResult } from '../results.ts';
import type { Row } from '../rows.ts';
import { loadTarget, planFor, type Target } from '../target.ts';
import { chosenRows, KNOWN_TOKENS, termsOf } from './rows.ts';

const NAMES = ['introspection', 'refresh', 'client-credentials', 'oauth-logon', 'acquire'];

/**
 * The rows on PostgreSQL with one process and with two. On a machine of two cores the second process shares a core with the load, and the database
 * takes what it finds; so what is compared is processor time.
 * @param sqlite the same rows on SQLite
 */
export async function measurePostgres(
  run: BenchRun,
  sqlite: Readonly<Record<string, RowResult>>,
): Promise<PostgresResult> {
  const given = run.options.postgresUrl;
  if (given !== undefined) return measureOn(given, run, sqlite);
  const started = await startPostgresServer(true);
  try {
    return await measureOn(started.url('postgres'), run, sqlite);
  } finally {
    await started.stop();
  }
}

async function measureOn(
  url: string,
  run: BenchRun,
  sqlite: Readonly<Record<string, RowResult>>,
): Promise<PostgresResult> {
  const { tokens } = run.options;
  run.say(`filling a table on PostgreSQL with ${tokens} tokens`);
  const filled = await fillDatabase({ url, tokens, known: Math.min(KNOWN_TOKENS, Math.ceil(tokens / 10)) });
  const { version, postmaster } = await lookAt(url);
  const rows: PostgresResult['rows'][number][] = [];
  const servers: Target[] = [];
  for (const core of [SERVER_CORE, LOAD_CORE]) {
    servers.push(await startServer(url, filled.known, { core }));
    for (const row of chosenRows(run.options).filter(({ name }) => NAMES.includes(name))) {
      const measured = await measureRow(run, row, servers, postmaster);
      const onSqlite = sqlite[row.name]?.ours.cpuMicros;
      const { cpuMicros } = measured.figure;
      const ofSqlitePerCore = onSqlite === undefined || cpuMicros === undefined ? undefined : onSqlite / cpuMicros;
      rows.push({ name: row.name, title: row.title, processes: servers.length, ...measured, ofSqlitePerCore });
      run.say(
        `${row.title}, ${servers.length} on PostgreSQL: ${Math.round(measured.figure.perSecond)}/s, ${cpuMicros?.toFixed(1)} µs of the servers, ` +
          `${measured.databaseMicros?.toFixed(1)} µs of the database, per core ${ofSqlitePerCore?.toFixed(2) ?? '?'} of SQLite`,
      );
    }
  }
  await Promise.all(servers.map(({ child }) => child.stop()));
  return { conditions: run.conditions, version, rows };
}

async function measureRow(run: BenchRun, row: Row, servers: readonly Target[], postmaster: number | undefined) {
  const terms = termsOf(run.options);
  const figures: Figure[] = [];
  const database: number[] = [];
  const [first] = servers;
  if (first === undefined) throw new Error('no server was started');
  for (let round = 0; round < run.options.rounds; round += 1) {
    const plan = await planFor(first, row.ours, terms);
    const ports = servers.map(({ ports: of }) => of[row.ours.site] ?? 0);
    const pids = servers.map(({ child }) => child.pid);
    const before = databaseSeconds(postmaster);
    const outcome = await loadTarget(run.loader, ports, pids, plan, terms);
    const after = databaseSeconds(postmaster);
    figures.push(figureOf(outcome));
    // The database's time is taken over the whole load, warming up included, so it is spread over as many answers.
    const share = terms.seconds / (terms.seconds + terms.warmUpSeconds);
    if (before !== undefined && after !== undefined) database.push(((after - before) * share * 1e6) / outcome.answers);
  }
  return { figure: medianFigure(figures), databaseMicros: database.length === 0 ? undefined : median(database) };
}

/** The version, and the process that all others of the database descend from when it is on this machine. */
async function lookAt(url: string): Promise<{ readonly version: string; readonly postmaster: number | undefined }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ version: string; pid: number }>(
    "select split_part(version(), ' on ', 1) as version, pg_backend_pid() as pid",
  );
  const postmaster = rows[0] === undefined ? undefined : parentOf(rows[0].pid);
  await client.end();
  return { version: rows[0]?.version ?? 'PostgreSQL', postmaster };
}

/** Processor time of the database's processes; one that ended meanwhile is missing from the second count, which pools avoid. */
function databaseSeconds(postmaster: number | undefined): number | undefined {
  if (postmaster === undefined) return undefined;
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  return cpuSeconds(pids.filter((pid) => pid === postmaster || parentOf(pid) === postmaster));
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
