/** Which session a person has in each slot. */
import type { Session } from '../../core/model/session.ts';
import type { Row, Statement } from '../sql.ts';
import { insertInto, optionalIdAt } from './columns.ts';

// The row is locked from here on, so of two that take one slot the second always sees the first.
const TAKE = `${insertInto('session_slots', ['account_id', 'slot', 'family_id', 'ends_at'])}
  on conflict (account_id, slot) do update
    set previous_family_id = session_slots.family_id, family_id = excluded.family_id, ends_at = excluded.ends_at
  returning previous_family_id`;

/** Gives one row for `previousFamilyIn`. */
export function takeSlot({ accountId, familyId, expiresAt }: Session, slot: string): Statement {
  return { text: TAKE, params: [accountId, slot, familyId, expiresAt], finds: 'one' };
}

/** The family that had the slot before. */
export function previousFamilyIn(row: Row): bigint | undefined {
  return optionalIdAt(row, 0);
}

const SWEEP = `delete from session_slots where ends_at < $1 and (account_id, slot) in
  (select account_id, slot from session_slots where ends_at < $1 order by ends_at limit $2)`;

export function deleteEndedSlots(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
