/** The trail is read in pages, in time order, while it grows. */
import assert from 'node:assert/strict';
import type { Topic } from './index.ts';
import { NOW, newEntry } from './specimens.ts';

export const auditTests: Topic = {
  'pages under insertion give every entry once, in order': async (store) => {
    const entries = Array.from({ length: 200 }, (_, index) => newEntry({ at: NOW + index }));
    const seen: bigint[] = [];
    let written = 0;
    let after = 0n;
    while (seen.length < entries.length) {
      const more = entries.slice(written, written + 9).map((entry) => store.addAuditEntry(entry));
      written += more.length;
      const [page] = await Promise.all([store.listAuditEntries(after, 7), ...more]);
      assert.ok(page.length <= 7);
      seen.push(...page.map(({ id }) => id));
      after = seen.at(-1) ?? after;
    }
    assert.deepEqual(
      seen,
      entries.map(({ id }) => id),
    );
    assert.deepEqual(await store.listAuditEntries(after, 7), []);
  },

  'entries come in the order of their ids, however they were added': async (store) => {
    const entries = Array.from({ length: 20 }, () => newEntry());
    for (const entry of entries.toReversed()) await store.addAuditEntry(entry);
    assert.deepEqual(await store.listAuditEntries(0n, 20), entries);
  },

  'a page of nothing is empty': async (store) => {
    await store.addAuditEntry(newEntry());
    assert.deepEqual(await store.listAuditEntries(0n, 0), []);
    assert.deepEqual(await store.listAuditEntries(0n, -1), []);
  },
};
