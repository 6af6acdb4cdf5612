import type { Caller } from '../../model/audit-entry.ts';
import { endFor, type LegacyDoor } from '../../model/legacy-door.ts';
import { no, type Refused } from '../../refusal.ts';
import type { World } from '../../world.ts';

/** Whether a door has come to its end for this client, or for everybody where there is none. */
export function isPastEnd(world: World, caller: Caller, door: LegacyDoor, clientId: string | undefined): boolean {
  const { legacyEnds } = world.policy;
  if (legacyEnds.length === 0) return false;
  const end = endFor(legacyEnds, { dialect: caller.dialect, door, clientId });
  return end !== undefined && world.clock.now() >= end.at;
}

/**
 * Why nobody comes in by this door any more, or undefined while it is open. A client is told what it would be told without the permit; whoever comes without
 * one is told that a standard logon is needed. It is asked before any secret of a person is looked at, and says nothing about anybody.
 */
export function closedDoor(
  world: World,
  caller: Caller,
  door: LegacyDoor,
  clientId: string | undefined,
): Refused | undefined {
  if (!isPastEnd(world, caller, door, clientId)) return undefined;
  return clientId === undefined
    ? no({ code: 'modern-logon-required' })
    : no({ code: 'client-not-permitted' }, { clientId });
}
