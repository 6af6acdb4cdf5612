import type { Caller } from '../../model/audit-entry.ts';
import type { Family } from '../../model/family.ts';
import type { World } from '../../world.ts';

/** Whose family it is: a person's, a client's, or a person's by a client. */
export interface FamilyOwners {
  readonly accountId: number | undefined;
  readonly clientId: string | undefined;
}

/** A family that begins now, in the dialect that is asked. */
export function newFamily(world: World, caller: Caller, { accountId, clientId }: FamilyOwners, at: number): Family {
  return {
    id: world.nextId(),
    accountId,
    clientId,
    origin: caller.dialect,
    openedAt: at,
    revokedAt: undefined,
    revokedWhy: undefined,
  };
}
