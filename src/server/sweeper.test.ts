import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { openDemo } from '../../test/support/demo.ts';
import { ACCESS_TERMS, CALLER, MACHINE_PROOF } from '../../test/support/questions.ts';
import { startSweeping } from './sweeper.ts';

const NOT_KEPT = { id: 1n, at: 0, operation: 'test', outcome: 'yes', caller: CALLER };

test('what expired is deleted in batches, what has not is left, and stopping waits', async () => {
  const demo = await openDemo({ dialects: [] });
  const asked = { caller: CALLER, client: MACHINE_PROOF, scope: undefined, access: ACCESS_TERMS };
  for (let issued = 0; issued < 25; issued += 1) await demo.core.issueClientToken(asked);
  demo.clock.move(ACCESS_TERMS.lifetimeSeconds * 1000 + 100_000);
  const fresh = await demo.core.issueClientToken(asked);
  const now = demo.clock.now();
  const failure = { at: now, limit: 9, holdEndsAt: now };
  for (let over = 0; over < 15; over += 1) {
    await demo.store.countFailures([{ ...failure, subject: `over-${over}`, windowEndsAt: now - 1 }], NOT_KEPT);
  }
  await demo.store.countFailures([{ ...failure, subject: 'standing', windowEndsAt: now }], NOT_KEPT);
  assert.ok(fresh.ok);

  let deleted = 0;
  const swept = new EventTarget();
  const store = {
    sweep: async (before: number, limit: number) => {
      const gone = await demo.store.sweep(before, limit);
      deleted += gone;
      return gone;
    },
    sweepFailures: async (before: number, limit: number) => {
      const gone = await demo.store.sweepFailures(before, limit);
      if (gone < limit) swept.dispatchEvent(new Event('done'));
      return gone;
    },
  };
  const terms = { everySeconds: 0.01, keepSeconds: 60, batch: 10 };
  const stop = startSweeping(store, demo.clock, assert.ifError, terms);
  await once(swept, 'done');
  await stop();
  assert.ok(deleted >= 25);
  const seen = await demo.core.inspectCredential({
    caller: CALLER,
    client: MACHINE_PROOF,
    text: fresh.value.access.text,
  });
  assert.equal(seen.ok && seen.value.active, true);
  // Nothing but the moment that the sweep was told keeps a count that is over; it is gone without the day's delay.
  assert.equal(await demo.store.findFailures('over-14'), undefined);
  assert.equal((await demo.store.findFailures('standing'))?.failures, 1);
  await demo.close();
});

test('a failing store is told of, and swept again at the next turn', async () => {
  const failures: unknown[] = [];
  const again = new EventTarget();
  let turns = 0;
  const store = {
    sweep: async () => {
      turns += 1;
      if (turns === 1) throw new Error('the disk is gone');
      again.dispatchEvent(new Event('done'));
      return 0;
    },
    sweepFailures: async () => 0,
  };
  const clock = { now: () => 0 };
  const stop = startSweeping(store, clock, (error) => failures.push(error), {
    everySeconds: 0.01,
    keepSeconds: 0,
    batch: 1,
  });
  await once(again, 'done');
  await stop();
  assert.equal(failures.length, 1);
});
