/** Sessions, each read with its family and its person. */
import type { Session, SessionInPlace } from '../../core/model/session.ts';
import type { SessionSearch } from '../../core/ports/store.ts';
import type { OwedStep } from '../../core/refusal.ts';
import type { AccountsById } from '../kept-accounts.ts';
import type { Row, SetBased, Statement } from '../sql.ts';
import { ACCOUNT_LIST, accountAt } from './account.ts';
import {
  idAt,
  insertInto,
  numberAt,
  optionalFingerprintAt,
  optionalNumberAt,
  optionalTextAt,
  optionalWordAt,
  selectList,
  textAt,
  type Words,
} from './columns.ts';
import { FAMILY_LIST, FAMILY_WIDTH, familyAt } from './family.ts';
import { selectBySecret } from './select-by-secret.ts';
import { insertMany, selectMany, updateMany } from './set-based.ts';

const STEPS: Words<OwedStep> = { 'second-step': true, 'change-password': true };

const COLUMNS = [
  'id',
  'fingerprint',
  'lookup',
  'family_id',
  'account_id',
  'site',
  'slot',
  'device_key',
  'opened_at',
  'idle_seconds',
  'used_at',
  'expires_at',
  'closed_at',
  'owes',
  'company_id',
  'client_id',
];

function sessionIn(row: Row): Session {
  return {
    id: idAt(row, 0),
    fingerprint: optionalFingerprintAt(row, 1),
    foundByFingerprint: row[2] !== null,
    familyId: idAt(row, 3),
    accountId: numberAt(row, 4),
    site: textAt(row, 5),
    slot: optionalTextAt(row, 6),
    deviceKey: optionalTextAt(row, 7),
    openedAt: numberAt(row, 8),
    idleSeconds: optionalNumberAt(row, 9),
    usedAt: numberAt(row, 10),
    expiresAt: numberAt(row, 11),
    closedAt: optionalNumberAt(row, 12),
    owes: optionalWordAt(row, 13, STEPS),
    companyId: optionalNumberAt(row, 14),
    clientId: optionalTextAt(row, 15),
  };
}

const FROM = 'from sessions s join families f on f.id = s.family_id';
const BARE = `select ${selectList('s', COLUMNS)}, ${FAMILY_LIST} ${FROM}`;
const IN_PLACE = `select ${selectList('s', COLUMNS)}, ${FAMILY_LIST}, ${ACCOUNT_LIST} ${FROM}
  join accounts a on a.id = s.account_id
  join organisations o on o.id = a.organisation_id`;
const BY_ID = `${IN_PLACE} where s.id = $1`;

const MANY_BY_ID = selectMany(BY_ID, 'bigint');

/** The session with this secret. Without an id, only one that is found by its fingerprint. */
export const selectSession = selectBySecret(IN_PLACE, 's', 'lookup');

/** The same without its person. */
export const selectBareSession = selectBySecret(BARE, 's', 'lookup');

export function selectSessionById(id: bigint): Statement {
  return { text: BY_ID, params: [id], finds: 'one', many: MANY_BY_ID };
}

// The family is asked too: what was opened before sessions knew their client doesn't tell it.
const OF_PERSON = `${IN_PLACE} where s.account_id = $1 and s.client_id is null and s.id < $2 and s.closed_at is null
    and s.expires_at > $3 and (s.idle_seconds is null or s.used_at + s.idle_seconds * 1000 > $3)
    and f.client_id is null and f.revoked_at is null`;
const BY_PERSON = `${OF_PERSON} order by s.id desc limit $4`;
const BY_DEVICE = `${OF_PERSON} and s.device_key = $5 order by s.id desc limit $4`;
const AFTER_ALL = 2n ** 63n - 1n;

export function selectSessionsOf({ accountId, before, now, limit, deviceKey }: SessionSearch): Statement {
  const params = [accountId, before ?? AFTER_ALL, now, limit];
  return deviceKey === undefined ? { text: BY_PERSON, params } : { text: BY_DEVICE, params: [...params, deviceKey] };
}

/** Reads a row of `selectSession`, `selectSessionById` or `selectSessionsOf`. */
export function sessionInPlaceIn(row: Row): SessionInPlace {
  return {
    session: sessionIn(row),
    family: familyAt(row, COLUMNS.length),
    account: accountAt(row, COLUMNS.length + FAMILY_WIDTH),
  };
}

/** Reads a row of `selectBareSession`. */
export function bareSessionIn(row: Row, accounts: AccountsById): SessionInPlace {
  const session = sessionIn(row);
  return { session, family: familyAt(row, COLUMNS.length), account: accounts(session.accountId) };
}

const INSERT = insertInto('sessions', COLUMNS);
const INSERT_MANY = insertMany('sessions', COLUMNS, [
  'fingerprint',
  'lookup',
  'site',
  'slot',
  'device_key',
  'owes',
  'client_id',
]);

export function insertSession(session: Session): Statement {
  return {
    text: INSERT,
    many: INSERT_MANY,
    params: [
      session.id,
      session.fingerprint ?? null,
      session.foundByFingerprint ? (session.fingerprint ?? null) : null,
      session.familyId,
      session.accountId,
      session.site,
      session.slot ?? null,
      session.deviceKey ?? null,
      session.openedAt,
      session.idleSeconds ?? null,
      session.usedAt,
      session.expiresAt,
      session.closedAt ?? null,
      session.owes ?? null,
      session.companyId ?? null,
      session.clientId ?? null,
    ],
  };
}

const USE = 'update sessions set used_at = $2 where id = $1 and used_at < $2';
// One session may be used several times in a set, and an update changes a row once: the last use counts.
const USE_MANY: SetBased = {
  text: `update sessions set used_at = many.at
    from (select u.id, max(u.at) as at from unnest($1::bigint[], $2::bigint[]) as u (id, at) group by u.id order by u.id) as many
    where sessions.id = many.id and sessions.used_at < many.at`,
};

export function moveSessionUse(id: bigint, at: number): Statement {
  return { text: USE, params: [id, at], many: USE_MANY };
}

const IF_LIVE = `where id = $1 and closed_at is null
    and exists (select 1 from families f where f.id = sessions.family_id and f.revoked_at is null)`;
const SELECT_LIVE = `select id from sessions ${IF_LIVE}`;
const CLOSE_LIVE = `update sessions set closed_at = $2 ${IF_LIVE}`;
const SELECT_MANY_LIVE = selectMany(SELECT_LIVE, 'bigint');
const CLOSE_MANY_LIVE = updateMany(CLOSE_LIVE, 'bigint', 'bigint');

/** Gives no row when the session was closed before, its family is revoked, or it isn't there. */
export function claimSession(id: bigint, closeAt: number | undefined): Statement {
  return closeAt === undefined
    ? { text: SELECT_LIVE, params: [id], finds: 'one', many: SELECT_MANY_LIVE }
    : { text: CLOSE_LIVE, params: [id, closeAt], many: CLOSE_MANY_LIVE };
}

const TAKE_STEP = `update sessions set owes = $4, used_at = $2 ${IF_LIVE} and owes = $3`;

/** Changes no row when the session is no longer alive, or doesn't owe the step. */
export function takeStep(id: bigint, at: number, step: OwedStep, next: OwedStep | undefined): Statement {
  return { text: TAKE_STEP, params: [id, at, step, next ?? null] };
}

const SELECT_COMPANY = `update sessions set company_id = $2 ${IF_LIVE}`;

/** Changes no row when the session is no longer alive. */
export function selectCompanyOf(id: bigint, companyId: number): Statement {
  return { text: SELECT_COMPANY, params: [id, companyId] };
}

const SWEEP =
  'delete from sessions where id in (select id from sessions where expires_at < $1 order by expires_at limit $2)';

export function deleteExpiredSessions(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
