import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchRun } from './bench-run.ts';

/** As much of a V8 profile as is summed up here. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const LARGEST_SHOWN = 60;

/** Keeps a profile for tools that open it, and beside it a text that sums it up by function and by part of the program. */
export function keepProfile({ options, say }: BenchRun, row: string, taken: unknown): void {
  const folder = options.profileFolder;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${row}.cpuprofile`), JSON.stringify(taken));
  writeFileSync(join(folder, `${row}.txt`), summary(taken as Profile));
  say(`profile of ${row} in ${folder}`);
}

/** A node of the tree of calls: which function, in which file, called by which node. */
interface Call {
  readonly name: string;
  readonly file: string;
  readonly label: string;
  readonly self: number;
  readonly children: readonly number[];
}

function summary(profile: Profile): string {
  const calls = callsOf(profile);
  const byPart = new Map<string, number>();
  const byFunction = new Map<string, number>();
  const whole = new Map<string, number>();
  const [root] = profile.nodes;

  /** Own time goes to the function and to the part that it is of; what is native, to the part that called it. */
  const walk = (id: number, above: ReadonlySet<string>, caller: string): number => {
    const call = calls.get(id);
    if (call === undefined || call.name === '(idle)') return 0;
    const { name, file, label, self } = call;
    const part = file === '' ? caller : partOf(file);
    const isNative = file === '' && !name.startsWith('(');
    add(byFunction, isNative ? `${name}, called in ${caller}` : label, self);
    add(byPart, file === '' && name.startsWith('(') ? name : part, self);
    const within = new Set(above).add(label);
    let time = self;
    for (const child of call.children) time += walk(child, within, part);
    if (!above.has(label) && file !== '') add(whole, label, time);
    return time;
  };
  const all = root === undefined ? 0 : walk(root.id, new Set(), 'the event loop');
  const lines = (times: ReadonlyMap<string, number>) =>
    [...times]
      .sort(([, a], [, b]) => b - a)
      .slice(0, LARGEST_SHOWN)
      .map(([name, time]) => `${((100 * time) / all).toFixed(1).padStart(6)} %  ${name}`);
  return [
    'By part, own time and that of native functions it calls',
    ...lines(byPart),
    '\nBy function, own time',
    ...lines(byFunction),
    '\nBy function, with all that it calls',
    ...lines(whole),
    '',
  ].join('\n');
}

function callsOf({ nodes, samples, timeDeltas }: Profile): ReadonlyMap<number, Call> {
  const times = new Map<number, number>();
  for (const [index, id] of samples.entries()) times.set(id, (times.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  return new Map(
    nodes.map(({ id, callFrame, children = [] }) => {
      const { functionName, url, lineNumber } = callFrame;
      const name = functionName === '' ? '(anonymous)' : functionName;
      const file = shortened(url);
      const label = `${name} ${file}${file === '' ? '' : `:${lineNumber + 1}`}`;
      return [id, { name, file, label, self: times.get(id) ?? 0, children }];
    }),
  );
}

function add(times: Map<string, number>, name: string, time: number): void {
  times.set(name, (times.get(name) ?? 0) + time);
}

function shortened(url: string): string {
  return url.replace(/^file:\/\//, '').replace(/^.*\/(node_modules|src|bench)\//, '$1/');
}

/** `src/dialects/oauth`, `src/store/tables`, `fastify`, `node:net`. */
function partOf(file: string): string {
  const [first = '', second = '', third = ''] = file.split('/');
  if (first.startsWith('node:')) return first === 'node:internal' ? `${first}/${second}` : first;
  if (first === 'node_modules') return second.startsWith('@') ? `${second}/${third}` : second;
  return third === '' || third.endsWith('.ts') ? `${first}/${second}` : `${first}/${second}/${third}`;
}
