/** How an answer differs from what a page says, in lines for a person: which part, where, and the spaces made visible. */
import type { Header, WireResponse } from './http-text.ts';

/**
 * Empty when they are the same.
 * @param spelt compare the letter case of header names too, where the transport keeps it
 */
export function findDifferences(expected: WireResponse, actual: WireResponse, spelt = false): readonly string[] {
  return [
    ...textDifference('status line', Buffer.from(expected.statusLine), Buffer.from(actual.statusLine)),
    ...headerDifferences(expected.headers, actual.headers),
    ...(spelt ? spellingDifferences(expected.headers, actual.headers) : []),
    ...textDifference('body', expected.body, actual.body),
  ];
}

function headerDifferences(expected: readonly Header[], actual: readonly Header[]): readonly string[] {
  const [wanted, got] = [groupByName(expected), groupByName(actual)];
  const names = [...new Set([...wanted.keys(), ...got.keys()])].sort();
  return names.flatMap((name) => {
    const [want, have] = [wanted.get(name), got.get(name)];
    if (want === undefined) return [`header ${name}: not in the page, answered ${quoteAll(have)}`];
    if (have === undefined) return [`header ${name}: missing, the page says ${quoteAll(want)}`];
    if (want.length === have.length && want.every((value, at) => value === have[at])) return [];
    return [`header ${name}:`, `  page     ${quoteAll(want)}`, `  answered ${quoteAll(have)}`];
  });
}

function spellingDifferences(expected: readonly Header[], actual: readonly Header[]): readonly string[] {
  const said = new Set(actual.map(([name]) => name));
  const names = new Set(expected.map(([name]) => name));
  return [...names].filter((name) => !said.has(name)).map((name) => `header ${name}: answered in other letters`);
}

function groupByName(headers: readonly Header[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const group = groups.get(name.toLowerCase());
    if (group === undefined) groups.set(name.toLowerCase(), [value]);
    else group.push(value);
  }
  return groups;
}

function quoteAll(values: readonly string[] = []): string {
  return values.map((value) => `"${visible(value)}"`).join(', ');
}

/** Bytes shown before the first that differs, and after it. */
const [BEFORE, AFTER] = [60, 160];

function textDifference(what: string, expected: Buffer, actual: Buffer): readonly string[] {
  if (expected.equals(actual)) return [];
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at += 1;
  return [
    `${what}: ${expected.length} bytes in the page, ${actual.length} answered, different from byte ${at}:`,
    `  page     ${windowAt(expected, at)}`,
    `  answered ${windowAt(actual, at)}`,
  ];
}

function windowAt(bytes: Buffer, at: number): string {
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(bytes.length, at + AFTER);
  const same = visible(bytes.toString('utf8', from, at));
  const differs = visible(bytes.toString('utf8', at, to));
  return `${from > 0 ? '…' : ''}${same}▶${differs}${to < bytes.length ? '…' : ''}`;
}

const SIGNS: Readonly<Record<string, string>> = { ' ': '·', '\t': '⇥', '\r': '␍', '\n': '␊', '\uFEFF': '⟨BOM⟩' };

function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf} ]/gu, (character) => SIGNS[character] ?? `⟨${codePointOf(character)}⟩`);
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
