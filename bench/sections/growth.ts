import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchRun, fillDatabase, sqliteUrl, startServer } from '../bench-run.ts';
import { type Figure, figureOf, medianFigure } from '../figures.ts';
import type { StoreCost } from '../measure-store.ts';
import type { GrowthResult } from '../results.ts';
import { ROWS } from '../rows.ts';
import { loadTarget, planFor, type Target } from '../target.ts';
import { measureOne, termsOf } from './rows.ts';

const LARGE = 'large.db';
const EMPTY = 'empty.db';
/** In both tables, and so many that they don't fit into the store's memory of tokens: what differs is the size of the table alone. */
const LOOKED_UP = 20_000;
/** An all but empty table: enough that its tokens can be looked up. */
const FEW_TOKENS = 2 * LOOKED_UP;
const EXPIRED_SHARE = 0.05;
const MOST_EXPIRED = 500_000;
const FAMILY_TOKENS = 100_000;
const REQUESTS = ['client-credentials', 'introspection'];
const SWEEPING = { everySeconds: 0.05, keepSeconds: 86_400, batch: 500 };
const NOT_SWEEPING = { everySeconds: 3600, keepSeconds: 86_400, batch: 500 };

/** What a large table costs that an empty one doesn't, and whether anything stands still while it is swept or a large family revoked. */
export async function measureGrowth(run: BenchRun): Promise<GrowthResult> {
  const { manyTokens } = run.options;
  run.say(`filling a table with ${manyTokens} tokens`);
  const filled = await fillDatabase({ url: sqliteUrl(run, LARGE), tokens: manyTokens, known: LOOKED_UP });
  const bytesPerToken = statSync(join(run.folder, LARGE)).size / manyTokens;
  const expired = Math.min(MOST_EXPIRED, Math.floor(manyTokens * EXPIRED_SHARE));
  const { ofFamily } = await fillDatabase({
    url: sqliteUrl(run, LARGE),
    tokens: expired,
    known: 0,
    isExpired: true,
    familyTokens: FAMILY_TOKENS,
  });
  const few = await fillDatabase({ url: sqliteUrl(run, EMPTY), tokens: FEW_TOKENS, known: LOOKED_UP });
  const empty = await startServer(sqliteUrl(run, EMPTY), few.known);
  const large = await startServer(sqliteUrl(run, LARGE), filled.known);
  const costs = [...(await requestCosts(run, empty, large)), ...(await storeCosts(empty, large))];
  await empty.child.stop();
  const result: GrowthResult = {
    conditions: run.conditions,
    tokens: manyTokens,
    bytesPerToken,
    fillSeconds: filled.seconds,
    costs,
    sweep: await sweepWhileServing(run, large),
    familyTokens: FAMILY_TOKENS,
    ...(await revokeWhileServing(run, large, ofFamily ?? '')),
  };
  await large.child.stop();
  for (const { title, empty: before, large: after } of costs) run.say(`${title}: × ${(after / before).toFixed(2)}`);
  run.say(
    `${bytesPerToken.toFixed(0)} bytes a token; sweep ${result.sweep.rowsPerSecond.toFixed(0)} rows/s; ` +
      `a family of ${FAMILY_TOKENS} revoked in ${result.revokeMs.toFixed(1)} ms`,
  );
  return result;
}

async function requestCosts(run: BenchRun, empty: Target, large: Target) {
  const costs: GrowthResult['costs'][number][] = [];
  for (const row of ROWS.filter(({ name }) => REQUESTS.includes(name))) {
    const rounds: [Figure[], Figure[]] = [[], []];
    for (let round = 0; round < run.options.rounds; round += 1) {
      rounds[0].push(await measureOne(run.loader, empty, row.ours, termsOf(run.options)));
      rounds[1].push(await measureOne(run.loader, large, row.ours, termsOf(run.options)));
    }
    const [before, after] = rounds.map(medianFigure);
    if (before === undefined || after === undefined) continue;
    const perRequest = (figure: Figure) => 1e6 / figure.perSecond;
    costs.push({ title: `${row.title}, request`, empty: perRequest(before), large: perRequest(after), unit: 'µs' });
  }
  return costs;
}

async function storeCosts(empty: Target, large: Target): Promise<GrowthResult['costs']> {
  const cost = async ({ child, known }: Target) => (await child.call('measureStore', known)) as StoreCost;
  // Once without looking, so that neither is measured with a cold cache or uncompiled code.
  await cost(empty);
  await cost(large);
  const before = await cost(empty);
  const after = await cost(large);
  return [
    { title: 'look-up, store alone', empty: before.lookUp, large: after.lookUp, unit: 'µs' },
    { title: 'issue in groups of 32, store alone', empty: before.issue, large: after.issue, unit: 'µs' },
  ];
}

async function sweepWhileServing(run: BenchRun, server: Target): Promise<GrowthResult['sweep']> {
  const row = ROWS.find(({ name }) => name === 'client-credentials');
  if (row === undefined) throw new Error('there is no row to serve while sweeping');
  const before = await measureOne(run.loader, server, row.ours, termsOf(run.options));
  const sweptBefore = Number(await server.child.call('swept'));
  const begun = performance.now();
  await server.child.call('sweep', SWEEPING);
  const during = await measureOne(run.loader, server, row.ours, termsOf(run.options));
  const swept = Number(await server.child.call('swept')) - sweptBefore;
  const rowsPerSecond = (swept * 1000) / (performance.now() - begun);
  await server.child.call('sweep', NOT_SWEEPING);
  return { rowsPerSecond, before, during };
}

/** Revokes the large family by one of its tokens while others are served, and then shows that it is revoked. */
async function revokeWhileServing(run: BenchRun, server: Target, token: string) {
  const row = ROWS.find(({ name }) => name === 'introspection');
  if (row === undefined) throw new Error('there is no row to serve while revoking');
  const terms = termsOf(run.options);
  const port = server.ports.login ?? 0;
  const plan = await planFor(server, row.ours, terms);
  const load = loadTarget(run.loader, [port], [server.child.pid], plan, terms);
  await new Promise((resolve) => setTimeout(resolve, (terms.warmUpSeconds + terms.seconds / 2) * 1000));
  const begun = performance.now();
  await ask(port, '/oauth2/revoke', token);
  const revokeMs = performance.now() - begun;
  const { slowestMs } = figureOf(await load);
  const after = await ask(port, '/oauth2/introspect', token);
  if (after !== '{"active":false}') throw new Error(`the family was not revoked: ${after}`);
  return { revokeMs, slowestDuringRevokeMs: slowestMs };
}

async function ask(port: number, path: string, token: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('demo-machine:demo-machine-secret').toString('base64')}` },
    body: new URLSearchParams({ token }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.text();
}
