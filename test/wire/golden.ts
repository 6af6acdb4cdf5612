/**
 * A golden page, read: its cases, and where in the text their blocks stand.
 *
 * Reading is strict, because what a reader of the page takes for a rule must be one: an unknown directive, a missing source, a case without a
 * reason and a block out of place are errors that name the line.
 */
import type { SiteName } from '../support/demo.ts';
import { type Directive, readDirective, type Setting } from './directives.ts';
import { readRequest, readResponse, type WireRequest, type WireResponse } from './http-text.ts';

export interface Golden {
  readonly title: string;
  readonly cases: readonly GoldenCase[];
}

export interface GoldenCase {
  readonly heading: string;
  readonly settings: readonly Setting[];
  /** The only way that it can be sent, when not every way can. */
  readonly only: 'socket' | 'in process' | undefined;
  readonly pairs: readonly Pair[];
}

export interface Pair {
  /** What the clock moves before the request. */
  readonly moveMs: number;
  readonly site: SiteName | undefined;
  /** The address that the request comes from, when not this machine's own. */
  readonly from: string | undefined;
  readonly request: Block<WireRequest>;
  /** Undefined when the page has none yet. */
  readonly response: Block<WireResponse> | undefined;
}

export interface Block<T> {
  readonly message: T;
  readonly text: string;
  /** Of the line with the opening fence and the one with the closing fence, counted from 0. */
  readonly from: number;
  readonly to: number;
}

interface OpenCase {
  heading: string;
  settings: Setting[];
  only: GoldenCase['only'];
  pairs: { -readonly [K in keyof Pair]: Pair[K] }[];
  hasReason: boolean;
  next: { moveMs: number; site: SiteName | undefined; from: string | undefined };
}

/** @throws with the line's number, counted from 1, when the page is not as wire/README.md says */
export function readGolden(text: string): Golden {
  const lines = text.split('\n');
  const cases: OpenCase[] = [];
  const fileSettings: Setting[] = [];
  let title: string | undefined;
  let hasSource = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const open = cases.at(-1);
    try {
      const fence = /^(`{3,})(.*)$/.exec(line);
      if (fence !== null) {
        const to = findFence(lines, at, fence[1] ?? '');
        const block = { text: lines.slice(at + 1, to).join('\n'), from: at, to };
        readBlock(fence[2] ?? '', block, open);
        at = to;
      } else if (line.startsWith('# ')) {
        if (title !== undefined) throw new Error('a second title');
        title = line.slice(2).trim();
      } else if (line.startsWith('## ')) {
        if (!hasSource) throw new Error('no Source: before the first case');
        open !== undefined && checkCase(open);
        cases.push(openCase(line.slice(3).trim(), fileSettings, cases));
      } else if (title === undefined && line.trim() !== '') {
        throw new Error('something stands before the title');
      } else {
        const directive = readDirective(line);
        if (directive === undefined) {
          if (open !== undefined && line.trim() !== '') open.hasReason = true;
        } else if (open !== undefined) {
          applyToCase(directive, open);
        } else {
          hasSource = applyToFile(directive, fileSettings) || hasSource;
        }
      }
    } catch (error) {
      throw new Error(`line ${at + 1}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  if (title === undefined) throw new Error('no title');
  if (!hasSource) throw new Error('no Source: line');
  const last = cases.at(-1);
  if (last === undefined) throw new Error('no case');
  checkCase(last);
  return { title, cases };
}

function findFence(lines: readonly string[], from: number, fence: string): number {
  const to = lines.findIndex((line, at) => at > from && line === fence);
  if (to < 0) throw new Error('a block that is never closed');
  return to;
}

function openCase(heading: string, settings: readonly Setting[], before: readonly OpenCase[]): OpenCase {
  if (heading === '') throw new Error('an empty heading');
  if (before.some((other) => other.heading === heading)) throw new Error(`a second case named "${heading}"`);
  const next = { moveMs: 0, site: undefined, from: undefined };
  return { heading, settings: [...settings], only: undefined, pairs: [], hasReason: false, next };
}

function checkCase({ heading, pairs, hasReason, next }: OpenCase): void {
  if (pairs.length === 0) throw new Error(`the case "${heading}" asks nothing`);
  if (!hasReason) throw new Error(`the case "${heading}" doesn't say why it is there`);
  if (next.moveMs !== 0 || next.site !== undefined || next.from !== undefined) {
    throw new Error(`the case "${heading}" ends in a directive without a request`);
  }
}

function readBlock(word: string, { text, from, to }: Omit<Block<never>, 'message'>, open: OpenCase | undefined): void {
  switch (word.trim()) {
    case 'http request': {
      if (open === undefined) throw new Error('a request outside a case');
      const request = { message: readRequest(text), text, from, to };
      open.pairs.push({ ...open.next, request, response: undefined });
      open.next = { moveMs: 0, site: undefined, from: undefined };
      return;
    }
    case 'http response': {
      const pair = open?.pairs.at(-1);
      if (pair === undefined || pair.response !== undefined) throw new Error('a response without a request');
      pair.response = { message: readResponse(text), text, from, to };
      return;
    }
    default:
      if (word.trim().startsWith('http')) throw new Error(`a block of "${word.trim()}"`);
  }
}

function applyToFile(directive: Directive, settings: Setting[]): boolean {
  if (directive.name === 'Setting') settings.push(directive.setting);
  else if (directive.name !== 'Source') throw new Error(`${directive.name}: stands in a case only`);
  return directive.name === 'Source';
}

function applyToCase(directive: Directive, open: OpenCase): void {
  switch (directive.name) {
    case 'Source':
      return;
    case 'Setting':
      if (open.pairs.length > 0) throw new Error('Setting: stands before the first request');
      open.settings.push(directive.setting);
      return;
    case 'Only':
      if (open.pairs.length > 0) throw new Error('Only: stands before the first request');
      restrict(open, directive.transport);
      return;
    case 'Clock':
      open.next.moveMs += directive.moveMs;
      return;
    case 'Site':
      open.next.site = directive.site;
      return;
    case 'From':
      restrict(open, 'in process');
      open.next.from = directive.address;
      return;
  }
}

function restrict(open: OpenCase, only: 'socket' | 'in process'): void {
  if (open.only !== undefined && open.only !== only) throw new Error('From: and Only: socket exclude each other');
  open.only = only;
}
