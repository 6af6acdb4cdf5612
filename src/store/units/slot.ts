import type { Session } from '../../core/model/session.ts';
import type { Statement, Work } from '../sql.ts';
import { revokeDescendantsBut, revokeLiveFamily } from '../tables/family.ts';
import { previousFamilyIn, takeSlot } from '../tables/session-slot.ts';

/** Units that take one slot of one person take turns. */
export function slotClaim(session: Session | undefined): readonly string[] {
  return session?.slot === undefined ? [] : [`slot ${session.accountId} ${session.slot}`];
}

/**
 * Ends whoever had the session's slot, if it has one and anybody had. Gives the statement that ends what descends from there, but for the session itself,
 * which may have been opened with a token of the one whose place it takes.
 */
export function* enterSlot(session: Session | undefined, at: number): Work<readonly Statement[]> {
  if (session?.slot === undefined) return [];
  const [taken] = yield takeSlot(session, session.slot);
  const previous = taken === undefined ? undefined : previousFamilyIn(taken);
  if (previous === undefined) return [];
  // Its row first, as whoever opens something below it does.
  yield revokeLiveFamily(previous, 'replaced', at);
  return [revokeDescendantsBut(previous, session.familyId, 'replaced', at)];
}
