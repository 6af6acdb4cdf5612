/** Connections, which are families, in the pools that bound them. */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { RevocationReason } from '../../core/model/family.ts';
import type { ConnectionPool } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import { idAt, optionalNumberAt } from './columns.ts';

const ENTER = `insert into connection_pools (client_id, account_id, opened) values ($1, $2, 1)
  on conflict (client_id, account_id) do update set opened = connection_pools.opened + 1`;

/** Takes the pool for this unit until its end: another opening into it waits here, and then sees what this one has done. */
export function enterPool({ clientId, accountId }: ConnectionPool): Statement {
  return { text: ENTER, params: [clientId, accountId ?? 0] };
}

/**
 * Of the live connections that are more than `most - 1`, the oldest. That a family is live is asked twice: whoever waited for its row looks at the outer
 * condition again. One that ran out counts until its family is swept, since its exact end would have to be written at each refresh.
 */
function evictWhere(whose: string, first: number): string {
  const [at, why, room, limit] = [0, 1, 2, 3].map((place) => `$${first + place}`);
  return `update families set revoked_at = ${at}, revoked_why = ${why} where revoked_at is null and id in (
    select excess.id from (
      select f.id from families f
      where ${whose} and f.connected_at is not null and f.revoked_at is null and f.ends_at > ${at}
      order by f.id desc limit 9223372036854775807 offset ${room}
    ) as excess order by excess.id limit ${limit}
  ) returning id, account_id`;
}

const EVICT_OF_CLIENT = evictWhere('f.client_id = $1', 2);
const EVICT_OF_PERSON = evictWhere('f.client_id = $1 and f.account_id = $2', 3);

const EVICTED: RevocationReason = 'evicted';

/** Makes room in a pool that has been entered for one connection more. Gives a row for each that had to go. */
export function evictExcess({ clientId, accountId, most, evictionEntries }: ConnectionPool, at: number): Statement {
  const rest = [at, EVICTED, most - 1, evictionEntries.length];
  return accountId === undefined
    ? { text: EVICT_OF_CLIENT, params: [clientId, ...rest] }
    : { text: EVICT_OF_PERSON, params: [clientId, accountId, ...rest] };
}

/** The entries of those that had to go, one for each row of `evictExcess`. */
export function evictionEntriesIn(rows: readonly Row[], { evictionEntries }: ConnectionPool): readonly AuditEntry[] {
  return rows.map((row, index) => {
    const entry = evictionEntries[index];
    if (entry === undefined) throw new Error('More connections were evicted than were asked to be.');
    return { ...entry, familyId: idAt(row, 0), accountId: optionalNumberAt(row, 1) };
  });
}
