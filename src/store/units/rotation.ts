import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { Rotation } from '../../core/ports/store.ts';
import type { Work } from '../sql.ts';
import { insertAuditEntry } from '../tables/audit-entry.ts';
import { keepFamily } from '../tables/family.ts';
import { insertTokenPair, spendRefreshToken, spendRefreshTokenOfKept } from '../tables/token.ts';

/** Spends a refresh token and adds its successors, in three statements nearly always: a family is kept for longer than it need be. */
export function* rotate(rotation: Rotation, entry: AuditEntry): Work<'won' | 'lost'> {
  const { at, refresh, access } = rotation;
  const until = Math.max(refresh.expiresAt, access.expiresAt);
  const added = [insertTokenPair(refresh, access), insertAuditEntry(entry)];
  const spentOfKept = yield spendRefreshTokenOfKept(rotation, until);
  if (spentOfKept.length === 0) {
    const spent = yield spendRefreshToken(rotation);
    if (spent.length === 0) return 'lost';
    added.push(keepFamily(refresh.familyId, until, at));
  }
  yield added;
  return 'won';
}
