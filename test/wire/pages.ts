/** The golden pages under wire/, as tests. WIRE=text takes only those whose path has the text in it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Golden, readGolden } from './golden.ts';
import { runCase } from './run-case.ts';
import type { Transport } from './transport.ts';

export const WIRE_FOLDER = join(import.meta.dirname, '../../wire');

export const PAGES: readonly string[] = globSync('*/**/*.md', { cwd: WIRE_FOLDER })
  .filter((page) => page.includes(process.env.WIRE ?? ''))
  .sort();

/** Where the worlds of the cases are kept: a new store for each. */
export interface Stores {
  /** The URL of a store that is as new. */
  fresh(): Promise<string>;
  /** Takes it back when its case is over. */
  putBack(url: string): Promise<void>;
}

const IN_MEMORY: Stores = { fresh: async () => ':memory:', putBack: async () => {} };

/** Declares a test for every case that can be sent in this way. */
export function runPages(transport: Transport, stores: Stores = IN_MEMORY): void {
  test('there are pages to run', () => assert.notEqual(PAGES.length, 0));
  for (const page of PAGES) runPage(page, transport, stores);
}

function runPage(page: string, transport: Transport, stores: Stores): void {
  let golden: Golden;
  try {
    golden = readGolden(readFileSync(join(WIRE_FOLDER, page), 'utf8'));
  } catch (error) {
    test(page, () => {
      throw located(page, error);
    });
    return;
  }
  for (const one of golden.cases) {
    if (one.only !== undefined && one.only !== transport.name) continue;
    test(`${page} › ${one.heading}`, async () => {
      const storeUrl = await stores.fresh();
      try {
        await runCase(one, transport, storeUrl);
      } catch (error) {
        throw located(page, error);
      } finally {
        await stores.putBack(storeUrl);
      }
    });
  }
}

/** The stack of a comparison says nothing that the page's name and the line don't. */
function located(page: string, error: unknown): Error {
  const located = new Error(`wire/${page}: ${error instanceof Error ? error.message : String(error)}`);
  located.stack = located.message;
  return located;
}
