/** Counts of failed attempts: none is lost, none outlives its end, and the moment at which one is full is kept once. */
import assert from 'node:assert/strict';
import type { Failure, FailureCount } from '../../core/model/failure-count.ts';
import type { Topic } from './index.ts';
import { countEntries, NOW, newEntry } from './specimens.ts';

const WINDOW = 600_000;
const HOLD = 900_000;

function newFailure(subject: string, differences: Partial<Failure> = {}): Failure {
  const at = differences.at ?? NOW;
  return { subject, at, limit: 3, windowEndsAt: at + WINDOW, holdEndsAt: at + HOLD, ...differences };
}

function numbersOf(counts: readonly FailureCount[]): readonly number[] {
  return counts.map(({ failures }) => failures).toSorted((a, b) => a - b);
}

const UP_TO_TWENTY = Array.from({ length: 20 }, (_, index) => index + 1);

export const failureTests: Topic = {
  'what never failed has no count': async (store) => {
    assert.equal(await store.findFailures('name:a'), undefined);
    await store.forgetFailures('name:a');
    assert.equal(await store.sweepFailures(Number.MAX_SAFE_INTEGER, 10), 0);
  },

  'a count ends with the window of its first failure, until the one that fills it': async (store) => {
    const step = async (at: number) => (await store.countFailures([newFailure('name:a', { at })], newEntry()))[0];
    const windowEnd = NOW + WINDOW;
    assert.deepEqual(await step(NOW), { subject: 'name:a', failures: 1, endsAt: windowEnd });
    assert.deepEqual(await step(NOW + 5), { subject: 'name:a', failures: 2, endsAt: windowEnd });
    const full = { subject: 'name:a', failures: 3, endsAt: NOW + 10 + HOLD };
    assert.deepEqual(await step(NOW + 10), full);
    assert.deepEqual(await step(NOW + 20), { ...full, failures: 4 });
    assert.deepEqual(await store.findFailures('name:a'), { ...full, failures: 4 });
  },

  'a count that is over begins anew': async (store) => {
    const last = newFailure('name:a', { at: NOW + WINDOW - 1 });
    const next = newFailure('name:a', { at: NOW + WINDOW });
    await store.countFailures([newFailure('name:a')], newEntry());
    assert.deepEqual(numbersOf(await store.countFailures([last], newEntry())), [2]);
    const [begun] = await store.countFailures([next], newEntry());
    assert.deepEqual(begun, { subject: 'name:a', failures: 1, endsAt: NOW + 2 * WINDOW });
  },

  'a limit of one is full at once, the first time and after it is over': async (store) => {
    for (const at of [NOW, NOW + HOLD]) {
      const [full] = await store.countFailures([newFailure('name:a', { at, limit: 1 })], newEntry());
      assert.deepEqual(full, { subject: 'name:a', failures: 1, endsAt: at + HOLD });
    }
  },

  'an attempt counts against all of its subjects, each by its own limit, in the order given': async (store) => {
    const failures = [newFailure('name:a', { limit: 1 }), newFailure('address:b', { limit: 9 })];
    await store.countFailures([newFailure('address:b', { limit: 9 })], newEntry());
    assert.deepEqual(await store.countFailures(failures, newEntry()), [
      { subject: 'name:a', failures: 1, endsAt: NOW + HOLD },
      { subject: 'address:b', failures: 2, endsAt: NOW + WINDOW },
    ]);
  },

  'the entry is kept by the failure that fills a count, and by no other': async (store) => {
    const entries = UP_TO_TWENTY.slice(0, 5).map(() => newEntry());
    for (const entry of entries) {
      await store.countFailures([newFailure('name:a'), newFailure('address:b', { limit: 9 })], entry);
    }
    assert.deepEqual(await store.listAuditEntries(0n, 10), [entries[2]]);
  },

  'two counts that fill at once have one entry': async (store) => {
    const failures = [newFailure('name:a', { limit: 1 }), newFailure('address:b', { limit: 1 })];
    await store.countFailures(failures, newEntry());
    assert.equal(await countEntries(store), 1);
  },

  'twenty failures at once are twenty': async (store) => {
    const counted = await Promise.all(
      UP_TO_TWENTY.map(() => store.countFailures([newFailure('name:a', { limit: 10 })], newEntry())),
    );
    assert.deepEqual(numbersOf(counted.flat()), UP_TO_TWENTY);
    assert.deepEqual(await store.findFailures('name:a'), { subject: 'name:a', failures: 20, endsAt: NOW + HOLD });
    assert.equal(await countEntries(store), 1);
  },

  'twenty names from twenty addresses, crosswise and at once: every count is right': async (store) => {
    const counted = await Promise.all(
      UP_TO_TWENTY.flatMap((name) =>
        UP_TO_TWENTY.map((turn) => {
          const address = name % 2 === 0 ? turn : 21 - turn;
          const failures = [newFailure(`name:${name}`, { limit: 99 }), newFailure(`address:${address}`, { limit: 99 })];
          return store.countFailures(failures, newEntry());
        }),
      ),
    );
    for (const one of UP_TO_TWENTY) {
      for (const subject of [`name:${one}`, `address:${one}`]) {
        const own = counted.flat().filter((count) => count.subject === subject);
        assert.deepEqual(numbersOf(own), UP_TO_TWENTY, subject);
        assert.equal((await store.findFailures(subject))?.failures, 20);
      }
    }
  },

  'what is forgotten begins anew, and nothing else is': async (store) => {
    await store.countFailures([newFailure('name:a'), newFailure('name:b')], newEntry());
    await store.forgetFailures('name:a');
    assert.equal(await store.findFailures('name:a'), undefined);
    assert.equal((await store.findFailures('name:b'))?.failures, 1);
    assert.deepEqual(numbersOf(await store.countFailures([newFailure('name:a')], newEntry())), [1]);
  },

  'counts that are over go, no more at once than the limit, and others stay': async (store) => {
    for (const one of UP_TO_TWENTY) await store.countFailures([newFailure(`name:${one}`)], newEntry());
    await store.countFailures([newFailure('name:later', { at: NOW + 1 })], newEntry());
    assert.equal(await store.sweepFailures(NOW + WINDOW, 15), 0);
    assert.equal(await store.sweepFailures(NOW + WINDOW + 1, 15), 15);
    assert.equal(await store.sweepFailures(NOW + WINDOW + 1, 15), 5);
    assert.equal((await store.findFailures('name:later'))?.failures, 1);
    assert.equal(await store.sweepFailures(Number.MAX_SAFE_INTEGER, 0), 0);
    assert.equal(await store.sweep(Number.MAX_SAFE_INTEGER, 15), 0);
    assert.equal((await store.findFailures('name:later'))?.failures, 1);
  },

  'sweeping while failing: what is counted is never lost': async (store) => {
    await store.countFailures([newFailure('name:a')], newEntry());
    const after = { at: NOW + WINDOW, limit: 99 };
    const [counted] = await Promise.all([
      Promise.all(UP_TO_TWENTY.map(() => store.countFailures([newFailure('name:a', after)], newEntry()))),
      Promise.all(UP_TO_TWENTY.map(() => store.sweepFailures(NOW + WINDOW + 1, 10))),
    ]);
    assert.deepEqual(numbersOf(counted.flat()), UP_TO_TWENTY);
    assert.equal((await store.findFailures('name:a'))?.failures, 20);
  },
};
