/**
 * Families that descend from families: what a token opened as a logon of its own ends with what the token came from.
 *
 * Opening one takes the row of the older family; revoking takes that row first and only then looks for younger ones. So whichever comes first on
 * whatever nodes, none is left behind.
 */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { RevocationReason } from '../../core/model/family.ts';
import type { Statement, Work } from '../sql.ts';
import { insertAuditEntry } from '../tables/audit-entry.ts';
import { holdLiveFamily, revokeDescendants, revokeLiveFamily } from '../tables/family.ts';

type Won = 'won' | 'lost';

/** @param opening what opens the younger family */
export function* openBelow(parentId: bigint, opening: Work<void>): Work<Won> {
  const held = yield holdLiveFamily(parentId);
  if (held.length === 0) return 'lost';
  yield* opening;
  return 'won';
}

export function* revokeWithDescent(id: bigint, why: RevocationReason, at: number, entry: AuditEntry): Work<Won> {
  const revoked = yield revokeLiveFamily(id, why, at);
  if (revoked.length === 0) return 'lost';
  yield [revokeDescendants(id, why, at), insertAuditEntry(entry)];
  return 'won';
}

/** For families that have been revoked in this unit already. */
export function descentOf(ids: readonly bigint[], why: RevocationReason, at: number): readonly Statement[] {
  return ids.map((id) => revokeDescendants(id, why, at));
}
