/** Access and refresh tokens, each read with its family and its person. */
import type { Token, TokenInPlace } from '../../core/model/token.ts';
import type { Rotation } from '../../core/ports/store.ts';
import type { AccountsById } from '../kept-accounts.ts';
import type { Parameter, Row, Statement } from '../sql.ts';
import { ACCOUNT_LIST, accountAt } from './account.ts';
import {
  fingerprintAt,
  idAt,
  insertInto,
  numberAt,
  optionalIdAt,
  optionalNumberAt,
  optionalTextAt,
  selectList,
  textAt,
  type Words,
  wordAt,
} from './columns.ts';
import { FAMILY_LIST, FAMILY_WIDTH, familyAt } from './family.ts';
import { selectBySecret } from './select-by-secret.ts';
import { insertMany, selectMany, updateMany } from './set-based.ts';

const KINDS: Words<Token['kind']> = { access: true, refresh: true };

const COLUMNS = [
  'id',
  'kind',
  'fingerprint',
  'lookup',
  'family_id',
  'session_id',
  'scope',
  'issued_at',
  'expires_at',
  'spent_at',
  'successor_id',
  'successor_access_id',
  'client_id',
  'audience',
  'bound_to',
];

function tokenIn(row: Row): Token {
  return {
    id: idAt(row, 0),
    kind: wordAt(row, 1, KINDS),
    fingerprint: fingerprintAt(row, 2),
    foundByFingerprint: row[3] !== null,
    familyId: idAt(row, 4),
    sessionId: optionalIdAt(row, 5),
    scope: textAt(row, 6),
    issuedAt: numberAt(row, 7),
    expiresAt: numberAt(row, 8),
    spentAt: optionalNumberAt(row, 9),
    successorId: optionalIdAt(row, 10),
    successorAccessId: optionalIdAt(row, 11),
    clientId: optionalTextAt(row, 12),
    audience: optionalTextAt(row, 13),
    boundTo: optionalTextAt(row, 14),
  };
}

const FROM = 'from tokens t join families f on f.id = t.family_id';
const BARE = `select ${selectList('t', COLUMNS)}, ${FAMILY_LIST} ${FROM}`;
const IN_PLACE = `select ${selectList('t', COLUMNS)}, ${FAMILY_LIST}, ${ACCOUNT_LIST} ${FROM}
  left join accounts a on a.id = f.account_id
  left join organisations o on o.id = a.organisation_id`;
const BY_ID = `${IN_PLACE} where t.id = $1`;

const MANY_BY_ID = selectMany(BY_ID, 'bigint');

/** The token with this secret. Without an id, only one that is found by its fingerprint. */
export const selectToken = selectBySecret(IN_PLACE, 't', 'lookup');

/** The same without its person. */
export const selectBareToken = selectBySecret(BARE, 't', 'lookup');

export function selectTokenById(id: bigint): Statement {
  return { text: BY_ID, params: [id], finds: 'one', many: MANY_BY_ID };
}

/** Reads a row of `selectToken` or `selectTokenById`. */
export function tokenInPlaceIn(row: Row): TokenInPlace {
  const family = familyAt(row, COLUMNS.length);
  return {
    token: tokenIn(row),
    family,
    account: family.accountId === undefined ? undefined : accountAt(row, COLUMNS.length + FAMILY_WIDTH),
  };
}

/** Reads a row of `selectBareToken`. */
export function bareTokenIn(row: Row, accounts: AccountsById): TokenInPlace {
  const family = familyAt(row, COLUMNS.length);
  const { accountId } = family;
  return { token: tokenIn(row), family, account: accountId === undefined ? undefined : accounts(accountId) };
}

const TEXTS = ['kind', 'fingerprint', 'lookup', 'scope', 'client_id', 'audience', 'bound_to'];
const INSERT = insertInto('tokens', COLUMNS);
const INSERT_MANY = insertMany('tokens', COLUMNS, TEXTS);
const INSERT_PAIR = insertInto('tokens', COLUMNS, 2);
const INSERT_MANY_PAIRS = insertMany('tokens', COLUMNS, TEXTS, 2);

export function insertToken(token: Token): Statement {
  return { text: INSERT, many: INSERT_MANY, params: written(token) };
}

/** Two tokens that are issued together, in one statement. */
export function insertTokenPair(one: Token, other: Token): Statement {
  return { text: INSERT_PAIR, many: INSERT_MANY_PAIRS, params: [...written(one), ...written(other)] };
}

function written(token: Token): readonly Parameter[] {
  return [
    token.id,
    token.kind,
    token.fingerprint,
    token.foundByFingerprint ? token.fingerprint : null,
    token.familyId,
    token.sessionId ?? null,
    token.scope,
    token.issuedAt,
    token.expiresAt,
    token.spentAt ?? null,
    token.successorId ?? null,
    token.successorAccessId ?? null,
    token.clientId ?? null,
    token.audience ?? null,
    token.boundTo ?? null,
  ];
}

const spendIfFamily = (
  condition: string,
) => `update tokens set spent_at = $2, successor_id = $3, successor_access_id = $4
  where id = $1 and kind = 'refresh' and spent_at is null
    and exists (select 1 from families f where f.id = tokens.family_id and f.revoked_at is null${condition})`;
const SPEND = spendIfFamily('');
const SPEND_MANY = updateMany(SPEND, 'bigint', 'bigint', 'bigint', 'bigint');
const SPEND_OF_KEPT = spendIfFamily(' and f.ends_at >= $5');
const SPEND_MANY_OF_KEPT = updateMany(SPEND_OF_KEPT, 'bigint', 'bigint', 'bigint', 'bigint', 'bigint');

/** Changes no row when the refresh token was spent before, its family is revoked, or it isn't there. */
export function spendRefreshToken({ spentId, at, refresh, access }: Rotation): Statement {
  return { text: SPEND, params: [spentId, at, refresh.id, access.id], many: SPEND_MANY };
}

/** The same, and no row either when the family isn't kept until then. */
export function spendRefreshTokenOfKept({ spentId, at, refresh, access }: Rotation, until: number): Statement {
  return {
    text: SPEND_OF_KEPT,
    params: [spentId, at, refresh.id, access.id, until],
    many: SPEND_MANY_OF_KEPT,
  };
}

const DELETE = 'delete from tokens where id = $1';

export function deleteToken(id: bigint): Statement {
  return { text: DELETE, params: [id] };
}

const SWEEP =
  'delete from tokens where id in (select id from tokens where expires_at < $1 order by expires_at limit $2)';

export function deleteExpiredTokens(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
