import type { Answer, Call, History } from './call.ts';
import { begin, keyOf, type Rules, step } from './connection.ts';
import { findOrder } from './find-order.ts';
import { writeCall } from './notation.ts';

/** One connection with everything that was asked of it. Texts are short names here. */
interface Part {
  readonly codeExpiresAt: number;
  readonly calls: Call[];
}

/**
 * What is wrong with a history: undefined when each connection's calls can be put in an order in which each of them makes sense, otherwise the
 * shortest beginning that can't, in the notation that tests can read again.
 */
export function findFault(history: History, rules: Rules): string | undefined {
  const parts = partsOf(history);
  if (typeof parts === 'string') return parts;
  for (const part of parts) {
    if (!isInOrder(part, rules)) return complaint(shortestFault(part, rules));
  }
  return undefined;
}

function isInOrder({ calls, codeExpiresAt }: Part, rules: Rules): boolean {
  const model = {
    start: begin(codeExpiresAt),
    step: (now: ReturnType<typeof begin>, call: Call) => step(now, call, rules),
    keyOf,
  };
  return findOrder(calls, model) !== undefined;
}

/** Connections know nothing of each other, so each is checked alone. A token that two of them were given is a fault by itself. */
function partsOf({ codes, calls }: History): readonly Part[] | string {
  const parts = new Map<string, Part>();
  const names = new Map<string, string>();
  for (const [at, { text, expiresAt }] of codes.entries()) {
    parts.set(text, { codeExpiresAt: expiresAt, calls: [] });
    names.set(text, `c${at}`);
  }
  for (const call of calls.toSorted((a, b) => a.begun - b.begun)) {
    const part = parts.get(call.text);
    const name = names.get(call.text);
    if (part === undefined || name === undefined)
      throw new Error(`Nobody was given ${call.text} before it was asked about.`);
    const { answer } = call;
    for (const [kind, text] of typeof answer === 'object' ? Object.entries(answer) : []) {
      const owner = parts.get(text);
      if (owner === undefined) {
        parts.set(text, part);
        names.set(text, `${kind.charAt(0)}${names.size}`);
      } else if (owner !== part) {
        return `Two connections were given the same token.\n${[...owner.calls, call].map(writeCall).join('\n')}`;
      }
    }
    part.calls.push({ ...call, text: name, answer: named(answer, names) });
  }
  return [...new Set(parts.values())];
}

function named(answer: Answer | undefined, names: ReadonlyMap<string, string>): Answer | undefined {
  if (typeof answer !== 'object') return answer;
  return { refresh: names.get(answer.refresh) ?? '', access: names.get(answer.access) ?? '' };
}

/** A beginning of a history that makes sense makes sense, so the shortest one that doesn't is found by halving. */
function shortestFault(part: Part, rules: Rules): readonly Call[] {
  const moments = part.calls.flatMap(({ begun, ended }) => [begun, ended]).filter((moment) => moment !== Infinity);
  const inTime = moments.toSorted((a, b) => a - b);
  let good = -1;
  let bad = inTime.length - 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const calls = beginningOf(part.calls, inTime[middle] ?? 0);
    if (isInOrder({ ...part, calls }, rules)) good = middle;
    else bad = middle;
  }
  return beginningOf(part.calls, inTime[bad] ?? 0);
}

/** The calls up to a moment. What was answered later was not answered yet. */
function beginningOf(calls: readonly Call[], moment: number): Call[] {
  const begun = calls.filter((call) => call.begun <= moment);
  return begun.map((call) => (call.ended <= moment ? call : { ...call, ended: Infinity, answer: undefined }));
}

function complaint(calls: readonly Call[]): string {
  const lines = calls.map(writeCall);
  return `There is no order in which each of these calls makes sense; without the last answer there is one.\n${lines.join('\n')}`;
}
