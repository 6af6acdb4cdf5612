/** What can't be understood leaves nothing behind: every malformed request of the golden pages is sent, and the store is as it was. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Demo } from './support/demo.ts';
import { readGolden } from './wire/golden.ts';
import { inProcess } from './wire/in-process.ts';
import { WIRE_FOLDER } from './wire/pages.ts';
import { openCase } from './wire/run-case.ts';

const pages = globSync('*/{malformed,*-malformed}.md', { cwd: WIRE_FOLDER }).sort();

test('every dialect has a page of malformed requests', () => {
  assert.deepEqual(
    new Set(pages.map((page) => page.split('/')[0])),
    new Set(['digioffice', 'oauth', 'pages', 'projector', 'twinfield', 'yindo']),
  );
});

for (const page of pages) {
  for (const one of readGolden(readFileSync(join(WIRE_FOLDER, page), 'utf8')).cases) {
    if (one.only === 'socket') continue;
    test(`${page} › ${one.heading}`, async () => {
      const asking = await openCase(one, inProcess);
      try {
        for (const pair of one.pairs) {
          const before = await outcomesIn(asking.demo);
          const { statusLine } = await asking.ask(pair, pair.request.message);
          const added = (await outcomesIn(asking.demo)).slice(before.length);
          // A page has sound requests among the others, to show that nothing has changed: they are those that are answered with a yes.
          if (!/^HTTP\/1\.1 2/.test(statusLine)) {
            assert.deepEqual(
              added.filter((outcome) => !UNDERSTOOD.test(outcome)),
              [],
              `line ${pair.request.from + 1}`,
            );
          }
        }
      } finally {
        await asking.close();
      }
    });
  }
}

/** What was odd but could be understood is refused like any other question, and such a refusal is kept. */
const UNDERSTOOD = /^(credentials|client|scope)-rejected$/;

/** Each change of the store keeps its own entry in the audit trail, so the trail tells of all of them. */
async function outcomesIn(demo: Demo): Promise<readonly string[]> {
  return (await demo.store.listAuditEntries(0n, 10_000)).map(({ outcome }) => outcome);
}
