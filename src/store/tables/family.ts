/** Token families. */
import type { Family, RevocationReason } from '../../core/model/family.ts';
import type { Opening } from '../../core/ports/store.ts';
import type { Row, SetBased, Statement } from '../sql.ts';
import {
  idAt,
  insertInto,
  numberAt,
  optionalNumberAt,
  optionalTextAt,
  optionalWordAt,
  selectList,
  textAt,
  type Words,
} from './columns.ts';
import { insertMany, selectMany, updateMany } from './set-based.ts';

const REASONS: Words<RevocationReason> = {
  asked: true,
  reuse: true,
  logout: true,
  replaced: true,
  guessing: true,
  evicted: true,
};

const COLUMNS = ['id', 'account_id', 'client_id', 'origin', 'opened_at', 'revoked_at', 'revoked_why'];

/** The select list of a family. Its table stands in the query as `f`. */
export const FAMILY_LIST = selectList('f', COLUMNS);

export const FAMILY_WIDTH = COLUMNS.length;

/** Reads a family whose select list begins at a place in the row. */
export function familyAt(row: Row, at: number): Family {
  return {
    id: idAt(row, at),
    accountId: optionalNumberAt(row, at + 1),
    clientId: optionalTextAt(row, at + 2),
    origin: textAt(row, at + 3),
    openedAt: numberAt(row, at + 4),
    revokedAt: optionalNumberAt(row, at + 5),
    revokedWhy: optionalWordAt(row, at + 6, REASONS),
  };
}

/**
 * Until when a family is kept that must last until `until`: an eighth of the time ahead longer, so that a family which is refreshed every few minutes
 * has its row written every few days only.
 */
function keptUntil(until: number, now: number): number {
  return Math.min(until + Math.ceil(Math.max(until - now, 0) / 8), Number.MAX_SAFE_INTEGER);
}

const NEW_COLUMNS = [...COLUMNS, 'ends_at', 'connected_at', 'parent_id'];
const INSERT = insertInto('families', NEW_COLUMNS);
const INSERT_MANY = insertMany('families', NEW_COLUMNS, ['client_id', 'origin', 'revoked_why']);

/** Keeps the family for as long as the session and the tokens that it opens with. */
export function insertFamily({ family, session, tokens, connectedAt, parentId }: Opening): Statement {
  let until = session?.expiresAt ?? family.openedAt;
  for (const { expiresAt } of tokens) until = Math.max(until, expiresAt);
  return {
    text: INSERT,
    many: INSERT_MANY,
    params: [
      family.id,
      family.accountId ?? null,
      family.clientId ?? null,
      family.origin,
      family.openedAt,
      family.revokedAt ?? null,
      family.revokedWhy ?? null,
      keptUntil(until, family.openedAt),
      connectedAt ?? null,
      parentId ?? null,
    ],
  };
}

const KEEP = 'update families set ends_at = $3 where id = $1 and ends_at < $2';
// A set may keep one family several times, and an update changes a row once: the longest counts.
const KEEP_MANY: SetBased = {
  text: `update families set ends_at = many.kept
    from (select u.id, max(u.until) as until, max(u.kept) as kept
      from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as u (id, until, kept) group by u.id order by u.id) as many
    where families.id = many.id and families.ends_at < many.until`,
};

/** Keeps a family until a new descendant expires. Mostly it is kept for long enough already, and nothing is written. */
export function keepFamily(id: bigint, until: number, now: number): Statement {
  return { text: KEEP, params: [id, until, keptUntil(until, now)], many: KEEP_MANY };
}

const SELECT_LIVE = 'select id from families where id = $1 and revoked_at is null';
const SELECT_MANY_LIVE = selectMany(SELECT_LIVE, 'bigint');

/** Gives no row when the family was revoked, or isn't there. */
export function claimFamily(id: bigint): Statement {
  return { text: SELECT_LIVE, params: [id], finds: 'one', many: SELECT_MANY_LIVE };
}

const HOLD = 'update families set ends_at = ends_at where id = $1 and revoked_at is null';
const HOLD_MANY = updateMany(HOLD, 'bigint');

/** Takes the row of a living family until the unit is done. Changes nothing, and no row when the family was revoked or isn't there. */
export function holdLiveFamily(id: bigint): Statement {
  return { text: HOLD, params: [id], many: HOLD_MANY };
}

const REVOKE_DESCENDANTS = `with recursive descent (id) as (
    select id from families where parent_id = $1
    union all select f.id from families f join descent d on f.parent_id = d.id
  ) update families set revoked_at = $2, revoked_why = $3 where id in (select id from descent) and revoked_at is null`;

/** Families that were opened with tokens of this one, and with tokens of those. */
export function revokeDescendants(id: bigint, why: RevocationReason, at: number): Statement {
  return { text: REVOKE_DESCENDANTS, params: [id, at, why] };
}

const REVOKE_DESCENDANTS_BUT = `${REVOKE_DESCENDANTS} and id <> $4`;

/** The same, but for one that is just taking the place of this one. */
export function revokeDescendantsBut(id: bigint, spared: bigint, why: RevocationReason, at: number): Statement {
  return { text: REVOKE_DESCENDANTS_BUT, params: [id, at, why, spared] };
}

const REVOKE_BELOW_OWN = `with recursive descent (id) as (
    select f.id from families f join sessions s on f.parent_id = s.family_id
      where s.account_id = $1 and s.client_id is null and s.family_id <> $4
    union select f.id from families f join descent d on f.parent_id = d.id
  ) update families set revoked_at = $2, revoked_why = $3
    where id in (select id from descent) and client_id is not null and revoked_at is null`;

/** What clients have opened with tokens of a person's own logons, all but one. Those logons themselves are judged by when they began. */
export function revokeBelowOwn(accountId: number, spared: bigint, why: RevocationReason, at: number): Statement {
  return { text: REVOKE_BELOW_OWN, params: [accountId, at, why, spared] };
}

const REVOKE = 'update families set revoked_at = $2, revoked_why = $3 where id = $1 and revoked_at is null';
const REVOKE_MANY = updateMany(REVOKE, 'bigint', 'bigint', 'text');

/** Changes no row when the family was revoked before, or isn't there. */
export function revokeLiveFamily(id: bigint, why: RevocationReason, at: number): Statement {
  return { text: REVOKE, params: [id, at, why], many: REVOKE_MANY };
}

// The end is asked twice: a node that finds the row locked looks at its own condition again once it has it, and not at the one inside, so that
// only the outer one sees that the family has just been kept for longer.
const SWEEP = `delete from families
  where ends_at < $1 and id in (select id from families where ends_at < $1 order by ends_at limit $2)`;

/** Only right when nothing that expired before then is left: a family goes after all that descends from it. */
export function deleteEndedFamilies(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
