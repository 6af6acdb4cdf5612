/**
 * The pages of wire/journeys/pairs/, read: what one dialect issued, used and ended at another, and refused where it came from.
 *
 * A page is a golden page as any other, named `<a>-to-<b>.md`. Its cases are journeys, whose requests stand under third-level headings that say the step
 * and the dialect. The headings are a closed set in a fixed order, so that no journey can leave out a step.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIALECT_NAMES, type DialectName } from '../../src/dialects/dialect.ts';
import { type GoldenCase, type Pair, readGolden } from '../wire/golden.ts';
import { WIRE_FOLDER } from '../wire/pages.ts';

export const PAIRS_FOLDER = join(WIRE_FOLDER, 'journeys/pairs');

export interface PairPage {
  /** As `twinfield-to-yindo.md`. */
  readonly name: string;
  readonly from: DialectName;
  readonly to: DialectName;
  readonly journeys: readonly Journey[];
}

export interface Journey {
  readonly heading: string;
  /** What the case says before its first step, in one line. */
  readonly reason: string;
  /** Whether it ends where it was used, where it came from, or at the first step because it is not taken. */
  readonly shape: JourneyShape;
  readonly golden: GoldenCase;
  readonly steps: readonly Step[];
}

export type StepWord = 'Issued by' | 'Used at' | 'Ended at' | 'Refused by' | 'Not taken at';

export interface Step {
  readonly word: StepWord;
  readonly dialect: DialectName;
  readonly pairs: readonly Pair[];
}

const STEP = /^### (Issued by|Used at|Ended at|Refused by|Not taken at) (\S+)$/;

/** The steps that a journey may have, between the two dialects of its page. */
const SHAPES = {
  'ended there': (from, to) => [`Issued by ${from}`, `Used at ${to}`, `Ended at ${to}`, `Refused by ${from}`],
  'ended at home': (from, to) => [`Issued by ${from}`, `Used at ${to}`, `Ended at ${from}`, `Refused by ${to}`],
  'not taken': (from, to) => [`Issued by ${from}`, `Not taken at ${to}`],
} as const satisfies Readonly<Record<string, (from: DialectName, to: DialectName) => readonly string[]>>;

export type JourneyShape = keyof typeof SHAPES;

/** The pages that there are, by name. */
export function readPairPages(): readonly PairPage[] {
  return readdirSync(PAIRS_FOLDER)
    .sort()
    .map((name) => readPairPage(name, readFileSync(join(PAIRS_FOLDER, name), 'utf8')));
}

/** @throws when the name is no pair of dialects, or a case is no journey between the two */
export function readPairPage(name: string, text: string): PairPage {
  const [, a, b] = /^([a-z0-9]+)-to-([a-z0-9]+)\.md$/.exec(name) ?? [];
  const [from, to] = [dialectNamed(a), dialectNamed(b)];
  if (from === undefined || to === undefined || from === to) throw new Error(`${name} is no pair of dialects`);
  const headings = stepHeadings(text);
  const journeys = readGolden(text).cases.map((golden) => ({
    ...readSteps(golden, headings, from, to),
    heading: golden.heading,
    reason: reasonOf(text, golden.heading),
    golden,
  }));
  return { name, from, to, journeys };
}

function readSteps(
  { heading, pairs }: GoldenCase,
  headings: readonly StepHeading[],
  from: DialectName,
  to: DialectName,
): Pick<Journey, 'shape' | 'steps'> {
  const steps: { word: StepWord; dialect: DialectName; pairs: Pair[]; line: number }[] = [];
  for (const pair of pairs) {
    const over = headings.findLast(({ line }) => line < pair.request.from);
    if (over === undefined) throw new Error(`"${heading}" asks something before its first step`);
    const open = steps.at(-1);
    if (open?.line === over.line) open.pairs.push(pair);
    else steps.push({ ...over, pairs: [pair] });
  }
  const told = steps.map(({ word, dialect }) => `${word} ${dialect}`).join(', ');
  const shape = SHAPE_NAMES.find((name) => told === SHAPES[name](from, to).join(', '));
  if (shape === undefined) throw new Error(`"${heading}" is no journey: ${told}`);
  return { shape, steps };
}

const SHAPE_NAMES = Object.keys(SHAPES) as JourneyShape[];

function reasonOf(text: string, heading: string): string {
  const after = text.slice(text.indexOf(`\n## ${heading}\n`) + heading.length + 5);
  return after.slice(0, after.indexOf('\n### ')).trim().replaceAll('\n', ' ');
}

type StepHeading = Pick<Step, 'word' | 'dialect'> & { readonly line: number };

/** Third-level headings outside of blocks; all of them are steps. */
function stepHeadings(text: string): readonly StepHeading[] {
  const headings: StepHeading[] = [];
  let isInBlock = false;
  for (const [line, words] of text.split('\n').entries()) {
    if (words.startsWith('```')) isInBlock = !isInBlock;
    if (isInBlock || !words.startsWith('### ')) continue;
    const [, word, name] = STEP.exec(words) ?? [];
    const dialect = dialectNamed(name);
    if (word === undefined || dialect === undefined) throw new Error(`line ${line + 1}: "${words}" is no step`);
    headings.push({ word: word as StepWord, dialect, line });
  }
  return headings;
}

function dialectNamed(name: string | undefined): DialectName | undefined {
  return DIALECT_NAMES.find((dialect) => dialect === name);
}

/** The ordered pairs that have no page, as `a-to-b`. */
export function holesAmong(dialects: readonly string[], pages: readonly Pick<PairPage, 'from' | 'to'>[]): string[] {
  const told = new Set(pages.map(({ from, to }) => `${from}-to-${to}`));
  const wanted = dialects.flatMap((from) => dialects.filter((to) => to !== from).map((to) => `${from}-to-${to}`));
  return wanted.filter((pair) => !told.has(pair));
}
