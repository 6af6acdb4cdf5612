import type { AuditEntry, Caller } from '../../model/audit-entry.ts';
import type { About } from '../../refusal.ts';
import type { World } from '../../world.ts';

/** The audit entry of a change, to be kept in the same step as the change itself. */
export function changeEntry(world: World, operation: string, caller: Caller, at: number, about: About): AuditEntry {
  return {
    id: world.nextId(),
    at,
    operation,
    outcome: 'yes',
    caller,
    accountId: about.accountId,
    clientId: about.clientId,
    familyId: about.familyId,
  };
}
