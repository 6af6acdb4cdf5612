/** Authorization codes, each read with its person. */
import type { Code } from '../../core/model/grant.ts';
import type { NewCode } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import { ACCOUNT_LIST, accountAt } from './account.ts';
import { CHALLENGE_METHODS } from './client.ts';
import {
  fingerprintAt,
  idAt,
  insertInto,
  numberAt,
  optionalIdAt,
  optionalNumberAt,
  optionalTextAt,
  optionalWordAt,
  selectList,
  textAt,
} from './columns.ts';
import { selectBySecret } from './select-by-secret.ts';
import { insertMany, updateMany } from './set-based.ts';

const TEXTS = [
  'fingerprint',
  'client_id',
  'redirect_uri',
  'challenge',
  'challenge_method',
  'scope',
  'nonce',
  'reference',
  'audience',
  'bound_to',
];
const NEW_COLUMNS = ['id', ...TEXTS, 'authenticated_at', 'expires_at'];
const COLUMNS = [...NEW_COLUMNS, 'spent_at', 'family_id'];

const SELECT = `select ${selectList('k', COLUMNS)}, ${ACCOUNT_LIST}
  from codes k
  join accounts a on a.id = k.account_id
  join organisations o on o.id = a.organisation_id`;

/** The code with this secret. */
export const selectCode = selectBySecret(SELECT, 'k', 'fingerprint');

/** Reads a row of `selectCode`. */
export function codeIn(row: Row): Code {
  return {
    id: idAt(row, 0),
    fingerprint: fingerprintAt(row, 1),
    clientId: textAt(row, 2),
    redirectUri: textAt(row, 3),
    challenge: optionalTextAt(row, 4),
    challengeMethod: optionalWordAt(row, 5, CHALLENGE_METHODS),
    scope: textAt(row, 6),
    nonce: optionalTextAt(row, 7),
    reference: optionalTextAt(row, 8),
    audience: optionalTextAt(row, 9),
    boundTo: optionalTextAt(row, 10),
    authenticatedAt: optionalNumberAt(row, 11),
    expiresAt: numberAt(row, 12),
    spentAt: optionalNumberAt(row, 13),
    familyId: optionalIdAt(row, 14),
    account: accountAt(row, COLUMNS.length),
  };
}

const INSERT = insertInto('codes', [...NEW_COLUMNS, 'account_id']);
const INSERT_MANY = insertMany('codes', [...NEW_COLUMNS, 'account_id'], TEXTS);

export function insertCode(code: NewCode): Statement {
  return {
    text: INSERT,
    many: INSERT_MANY,
    params: [
      code.id,
      code.fingerprint,
      code.clientId,
      code.redirectUri,
      code.challenge ?? null,
      code.challengeMethod ?? null,
      code.scope,
      code.nonce ?? null,
      code.reference ?? null,
      code.audience ?? null,
      code.boundTo ?? null,
      code.authenticatedAt ?? null,
      code.expiresAt,
      code.accountId,
    ],
  };
}

const SPEND = 'update codes set spent_at = $2, family_id = $3 where id = $1 and spent_at is null';
const SPEND_MANY = updateMany(SPEND, 'bigint', 'bigint', 'bigint');

/**
 * Changes no row when the code was spent before, or isn't there.
 * @param familyId what it opened; none when it gave a delegation
 */
export function spendCode(id: bigint, at: number, familyId: bigint | undefined): Statement {
  return { text: SPEND, params: [id, at, familyId ?? null], many: SPEND_MANY };
}

const DELETE = 'delete from codes where id = $1';

export function deleteCode(id: bigint): Statement {
  return { text: DELETE, params: [id] };
}

const SWEEP = 'delete from codes where id in (select id from codes where expires_at < $1 order by expires_at limit $2)';

export function deleteExpiredCodes(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
