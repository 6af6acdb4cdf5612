import { carryTokens, findChangedTokens } from './carry-tokens.ts';
import { findDifferences } from './differences.ts';
import { type GoldenCase, type Pair, readGolden } from './golden.ts';
import { readRequest, writeResponse } from './http-text.ts';
import { inProcess } from './in-process.ts';
import { onSocket } from './on-socket.ts';
import { openCase } from './run-case.ts';

/** A stretch of lines to be replaced. */
interface Change {
  /** The first line of it and the one after its last, counted from 0. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * The page with its response blocks as the server answers now. Blocks that are right stay as they are written, and requests that present a token
 * which an answer changed get the new one.
 */
export async function rewriteGolden(text: string): Promise<string> {
  const changes: Change[] = [];
  for (const golden of readGolden(text).cases) changes.push(...(await changesOf(golden)));
  const lines = text.split('\n');
  for (const change of changes.toSorted((a, b) => b.from - a.from)) {
    lines.splice(change.from, change.to - change.from, ...change.lines);
  }
  return lines.join('\n');
}

async function changesOf(golden: GoldenCase): Promise<readonly Change[]> {
  const asking = await openCase(golden, golden.only === 'socket' ? onSocket : inProcess);
  const changes: Change[] = [];
  const carried = new Map<string, string>();
  try {
    for (const pair of golden.pairs) {
      const requestText = carryTokens(pair.request.text, carried);
      if (requestText !== pair.request.text) changes.push(blockChange(pair.request, 'request', requestText));
      const answer = await asking.ask(pair, readRequest(requestText));
      const isRight = pair.response !== undefined && findDifferences(pair.response.message, answer).length === 0;
      if (isRight) continue;
      const responseText = writeResponse(answer);
      for (const [before, after] of findChangedTokens(pair.response?.text ?? '', responseText))
        carried.set(before, after);
      changes.push(responseChange(pair, responseText));
    }
  } finally {
    await asking.close();
  }
  return changes;
}

function responseChange({ request, response }: Pair, text: string): Change {
  if (response !== undefined) return blockChange(response, 'response', text);
  const after = request.to + 1;
  return { from: after, to: after, lines: ['', ...fenced('response', text)] };
}

function blockChange(block: { readonly from: number; readonly to: number }, word: string, text: string): Change {
  return { from: block.from, to: block.to + 1, lines: fenced(word, text) };
}

function fenced(word: string, text: string): readonly string[] {
  return [`\`\`\`http ${word}`, ...text.split('\n'), '```'];
}
