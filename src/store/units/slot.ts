import type { Session } from '../../core/model/session.ts';
import type { Statement, Work } from '../sql.ts';
import { revokeLiveFamily } from '../tables/family.ts';
import { previousFamilyIn, takeSlot } from '../tables/session-slot.ts';

/** Units that take one slot of one person take turns. */
export function slotClaim(session: Session | undefined): readonly string[] {
  return session?.slot === undefined ? [] : [`slot ${session.accountId} ${session.slot}`];
}

/** Gives the statement that ends whoever had the session's slot, if it has one and anybody had. */
export function* enterSlot(session: Session | undefined, at: number): Work<readonly Statement[]> {
  if (session?.slot === undefined) return [];
  const [taken] = yield takeSlot(session, session.slot);
  const previous = taken === undefined ? undefined : previousFamilyIn(taken);
  return previous === undefined ? [] : [revokeLiveFamily(previous, 'replaced', at)];
}
