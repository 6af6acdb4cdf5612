/** The verdict of every policy on every door. */

import { DOORS, type DoorName } from './doors.ts';
import { bounds } from './expected/bounds.ts';
import { client } from './expected/client.ts';
import { ends } from './expected/ends.ts';
import { logon } from './expected/logon.ts';
import { server } from './expected/server.ts';
import { standing } from './expected/standing.ts';
import type { PolicyName } from './policies.ts';
import type { Expectation, Verdict } from './verdict.ts';

/** In the order of the page, each with its heading and what its tables have in common. */
export const GROUPS = {
  'The person’s standing': standing,
  'The logon': logon,
  'The server': server,
  'The client': client,
  Bounds: bounds,
  Ends: ends,
} satisfies Readonly<Record<string, Readonly<Record<string, Expectation>>>>;

/** Every policy but the one that nothing befalls, under which each door does what it is for. */
export type RulingPolicy = Exclude<PolicyName, 'in order'>;

const EXPECTED: Readonly<Record<RulingPolicy, Expectation>> = {
  ...standing,
  ...logon,
  ...server,
  ...client,
  ...bounds,
  ...ends,
};

export function verdictOf(policy: RulingPolicy, door: DoorName): Verdict {
  const { kinds, doors } = EXPECTED[policy];
  return doors?.[door] ?? kinds[DOORS[door].kind];
}
