/**
 * What every store must do, as tests. A store passes all of them or is none: nothing here is optional, and no test accepts two behaviours.
 *
 * Each test opens an empty store of its own and closes it. What needs more than the port (killing the process, looking into the
 * file) stands beside the driver.
 */
import { describe, test } from 'node:test';
import type { Store } from '../../core/ports/store.ts';
import { absenceTests } from './absence.ts';
import { auditTests } from './audit.ts';
import { authorizationTests } from './authorization.ts';
import { connectionTests } from './connections.ts';
import { delegationRequestTests } from './delegation-requests.ts';
import { depositTests } from './deposits.ts';
import { descentTests } from './descent.ts';
import { deviceGrantTests } from './device-grants.ts';
import { extremeTests } from './extremes.ts';
import { failureTests } from './failures.ts';
import { groupTests } from './groups.ts';
import { keyTests } from './keys.ts';
import { nameTests } from './names.ts';
import { ownSessionTests } from './own-sessions.ts';
import { raceTests } from './races.ts';
import { recordTests } from './records.ts';
import { rereadingTests } from './rereading.ts';
import { slotTests } from './slots.ts';
import { stepTests } from './steps.ts';
import { sweepTests } from './sweep.ts';

/** Tests by name; each is given an empty store. */
export type Topic = Readonly<Record<string, (store: Store) => Promise<void>>>;

const TOPICS: Readonly<Record<string, Topic>> = {
  absence: absenceTests,
  records: recordTests,
  rereading: rereadingTests,
  names: nameTests,
  extremes: extremeTests,
  'delegation requests': delegationRequestTests,
  races: raceTests,
  connections: connectionTests,
  authorization: authorizationTests,
  groups: groupTests,
  failures: failureTests,
  audit: auditTests,
  slots: slotTests,
  descent: descentTests,
  'own sessions': ownSessionTests,
  steps: stepTests,
  sweep: sweepTests,
  deposits: depositTests,
  'device grants': deviceGrantTests,
  keys: keyTests,
};

/** Registers the suite with the test runner. `open` gives a new, empty store with its tables in place. */
export function storeConformance(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    for (const [topic, tests] of Object.entries(TOPICS)) {
      describe(topic, () => {
        for (const [title, run] of Object.entries(tests)) {
          test(title, async () => {
            const store = await open();
            try {
              await run(store);
            } finally {
              await store.close();
            }
          });
        }
      });
    }
  });
}
