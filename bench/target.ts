/** A started server as a load sees it: its ports by site, its process, and how a row's request becomes a plan for it. */
import type { Child } from './child/start-child.ts';
import type { FloorAnswer } from './floors.ts';
import type { Load, LoadOutcome } from './load/load.ts';
import { type RequestPlan, requestWriter } from './load/request-plan.ts';
import type { Exchange } from './rows.ts';

export interface Target {
  readonly child: Child;
  readonly ports: Readonly<Record<string, number>>;
  /** Tokens of the filled table, for exchanges that ask for known ones. */
  readonly known?: readonly string[];
}

/** How long and how wide to load. */
export interface LoadTerms {
  readonly connections: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** How many values a load that only reads goes round. */
const CYCLED = 200;
/** More than any server here can spend in a second. */
const SPENT_PER_SECOND = 45_000;

/** What a child says of itself when it is ready. */
export function targetOf(child: Child, known?: readonly string[]): Target {
  const { ports } = child.ready as Pick<Target, 'ports'>;
  return known === undefined ? { child, ports } : { child, ports, known };
}

async function valuesFor(target: Target, exchange: Exchange, terms: LoadTerms): Promise<readonly string[]> {
  const { plant, use } = exchange;
  if (plant === undefined) return [];
  if (plant === 'known' && target.known !== undefined && target.known.length > 0) return target.known;
  const spent = Math.ceil((terms.seconds + terms.warmUpSeconds) * SPENT_PER_SECOND);
  const count = { cycle: CYCLED, chain: terms.connections, once: spent }[use];
  const planted = await target.child.call('plant', { what: plant === 'known' ? 'access-token' : plant, count });
  return planted as readonly string[];
}

/** The plan of one row's request for one server, its values planted. */
export async function planFor(target: Target, exchange: Exchange, terms: LoadTerms): Promise<RequestPlan> {
  const { head, body, use, chain } = exchange;
  const values = await valuesFor(target, exchange, terms);
  return { head, body, values, use, ...(chain === undefined ? {} : { chain }) };
}

/**
 * Loads one server with one plan.
 * @throws when an answer was not what the row expects, since a server that refuses fast must not pass for a fast one
 */
export async function loadTarget(
  loader: Child,
  ports: readonly number[],
  pids: readonly number[],
  plan: RequestPlan,
  terms: LoadTerms,
): Promise<LoadOutcome> {
  const load: Load = { ports, plan, pids, ...terms };
  const outcome = (await loader.call('load', load)) as LoadOutcome;
  if (outcome.failures > 0) throw new Error(`${outcome.failures} answers were refusals: ${outcome.firstFailure}`);
  return outcome;
}

/** Headers that Node writes by itself, or that are counted anew. */
const NOT_COPIED = /^(date|connection|keep-alive|content-length|transfer-encoding)$/;

/** One answer of the server under test, for the floor to give. */
export async function sampleAnswer(port: number, plan: RequestPlan): Promise<FloorAnswer> {
  const text = requestWriter(plan, `127.0.0.1:${port}`)(plan.values.at(-1) ?? '');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [line = '', ...headers] = head.split('\r\n');
  const answer = await fetch(`http://127.0.0.1:${port}${line.split(' ')[1]}`, {
    method: 'POST',
    headers: Object.fromEntries(
      headers
        .map((header) => header.split(': ', 2) as [string, string])
        .filter(([name]) => !/^(host|content-length)$/i.test(name)),
    ),
    body,
  });
  const copied = [...answer.headers].filter(([name]) => !NOT_COPIED.test(name));
  const given = { status: answer.status, headers: Object.fromEntries(copied), body: await answer.text() };
  if (!answer.ok) throw new Error(`the server refused the sample: ${given.status} ${given.body.slice(0, 300)}`);
  return given;
}
