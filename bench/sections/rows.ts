import { type BenchRun, fillDatabase, sqliteUrl, startFloors, startPeer, startServer } from '../bench-run.ts';
import type { Child } from '../child/start-child.ts';
import { type Figure, figureOf, medianFigure, ratioOf } from '../figures.ts';
import type { Options } from '../options.ts';
import { keepProfile } from '../profile.ts';
import type { Compared, RowResult } from '../results.ts';
import { type Exchange, type PeerName, ROWS, type Row } from '../rows.ts';
import { type LoadTerms, loadTarget, planFor, sampleAnswer, type Target } from '../target.ts';

/** Tokens of the filled table whose texts are known: as many as may be in use at one time, spread over all of it. */
export const KNOWN_TOKENS = 2_000;

/** The rows that were asked for. @throws when one isn't there */
export function chosenRows({ rows }: Options): readonly Row[] {
  const unknown = rows.find((name) => !ROWS.some((row) => row.name === name));
  if (unknown !== undefined) throw new Error(`there is no row ${unknown}; there are ${ROWS.map(({ name }) => name)}`);
  return rows.length === 0 ? ROWS : ROWS.filter(({ name }) => rows.includes(name));
}

export function termsOf({ connections, seconds, warmUpSeconds }: Options): LoadTerms {
  return { connections, seconds, warmUpSeconds };
}

/**
 * Every row on SQLite: ours, its peers and its floor one after another in each round, so that whatever else the machine does falls on all of
 * them, and the ratio is taken within the round.
 */
export async function measureRows(run: BenchRun, server: Target): Promise<readonly RowResult[]> {
  const rows = chosenRows(run.options);
  const floors = await startFloors();
  const peers = new Map<PeerName, Target>();
  const results: RowResult[] = [];
  for (const row of rows) {
    for (const { name } of row.peers) if (!peers.has(name)) peers.set(name, await startPeer(name));
    const result = await measureRow(run, row, server, floors, peers);
    results.push(result);
  }
  await Promise.all([floors, ...peers.values()].map(({ child }) => child.stop()));
  return results;
}

/** Starts the server of the rows, over a table filled for it. */
export async function startFilledServer(run: BenchRun): Promise<Target> {
  const url = sqliteUrl(run, 'tessera.db');
  const { tokens } = run.options;
  const known = Math.min(KNOWN_TOKENS, Math.max(1, Math.floor(tokens / 10)));
  run.say(`filling a table with ${tokens} tokens`);
  const filled = await fillDatabase({ url, tokens, known });
  return startServer(url, filled.known);
}

async function measureRow(
  run: BenchRun,
  row: Row,
  server: Target,
  floors: Target,
  peers: ReadonlyMap<PeerName, Target>,
): Promise<RowResult> {
  const terms = termsOf(run.options);
  await setFloor(server, floors, row.ours);
  const ours: Figure[] = [];
  const floor: Figure[] = [];
  const theirs = row.peers.map(() => [] as Figure[]);
  for (let round = 0; round < run.options.rounds; round += 1) {
    const isProfiled = run.options.profileFolder !== undefined && round === 0;
    if (isProfiled) await server.child.call('startProfile');
    ours.push(await measureOne(run.loader, server, row.ours, terms));
    if (isProfiled) await keepProfile(run, row.name, await server.child.call('stopProfile'));
    for (const [index, { name, exchange }] of row.peers.entries()) {
      const peer = peers.get(name);
      if (peer !== undefined) theirs[index]?.push(await measureOne(run.loader, peer, exchange, terms));
    }
    floor.push(await measureFloor(run.loader, server, floors, row, terms));
  }
  const compared = (name: string, rounds: readonly Figure[], goal: number | undefined): Compared => ({
    name,
    figure: medianFigure(rounds),
    ratio: ratioOf(ours, rounds),
    ...(goal === undefined ? {} : { goal }),
  });
  const result: RowResult = {
    name: row.name,
    title: row.title,
    conditions: run.conditions,
    ours: medianFigure(ours),
    floor: compared(`${row.floor} floor`, floor, row.ofFloor),
    peers: row.peers.map(({ name, times }, index) => compared(name, theirs[index] ?? [], times)),
  };
  run.say(rowLine(result));
  return result;
}

/** One load on one server. */
export async function measureOne(loader: Child, target: Target, exchange: Exchange, terms: LoadTerms): Promise<Figure> {
  const plan = await planFor(target, exchange, terms);
  const port = target.ports[exchange.site] ?? 0;
  return figureOf(await loadTarget(loader, [port], [target.child.pid], plan, terms));
}

/** Has the floor answer as our server answered, so that both send the same bytes. */
async function setFloor(server: Target, floors: Target, exchange: Exchange): Promise<void> {
  const plan = await planFor(server, exchange, { connections: 1, seconds: 0.001, warmUpSeconds: 0 });
  await floors.child.call('answer', await sampleAnswer(server.ports[exchange.site] ?? 0, plan));
}

/** The same requests to the floor, over and over: it neither spends a value nor gives a next one that differs. */
async function measureFloor(
  loader: Child,
  server: Target,
  floors: Target,
  row: Row,
  terms: LoadTerms,
): Promise<Figure> {
  const few = { ...terms, seconds: 0.001, warmUpSeconds: 0 };
  const { chain: _, ...plan } = await planFor(server, row.ours, few);
  const port = floors.ports[row.floor] ?? 0;
  return figureOf(await loadTarget(loader, [port], [floors.child.pid], { ...plan, use: 'cycle' }, terms));
}

function rowLine({ title, ours, floor, peers }: RowResult): string {
  const compared = [floor, ...peers].map(
    ({ name, ratio, goal }) =>
      `${name} × ${ratio.throughput.toFixed(2)} (core ${ratio.cpu?.toFixed(2) ?? '?'}${goal === undefined ? '' : `, goal ${goal}`})`,
  );
  const cost = ours.cpuMicros?.toFixed(1) ?? '?';
  return `${title}: ${Math.round(ours.perSecond)}/s, ${cost} µs, p99 ${ours.p99Ms.toFixed(1)} ms; ${compared.join('; ')}`;
}
