/** Accounts, each read with its organisation and with whether it belongs to any company; and memberships. */
import type { Account } from '../../core/model/account.ts';
import { foldName } from '../../core/model/fold-name.ts';
import type { Membership } from '../../core/model/membership.ts';
import type { NewAccount, PasswordReplacement, PersonName } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import {
  idAt,
  insertInto,
  numberAt,
  optionalIdAt,
  optionalNumberAt,
  optionalTextAt,
  optionalWordAt,
  selectList,
  textAt,
  type Words,
} from './columns.ts';
import { listToText, textToList } from './list-text.ts';
import { ORGANISATION_COLUMNS, organisationAt } from './organisation.ts';

const SECOND_STEPS: Words<NonNullable<Account['secondStep']>> = { sms: true };

const OWN_COLUMNS = [
  'id',
  'name',
  'display_name',
  'email',
  'role',
  'home_site',
  'password_hash',
  'must_change_password_at',
  'password_change_id',
  'password_change_family',
  'second_step',
  'phone',
  'disabled_at',
  'deleted_at',
  'trusted_networks',
];

/**
 * The select list of an account: its own columns, one of its companies if it has any, and its organisation. The account's table stands in the
 * query as `a`, the organisation's as `o`.
 */
export const ACCOUNT_LIST = [
  selectList('a', OWN_COLUMNS),
  '(select m.company_id from memberships m where m.account_id = a.id limit 1)',
  selectList('o', ORGANISATION_COLUMNS),
].join(', ');

/** Reads an account whose select list begins at a place in the row. */
export function accountAt(row: Row, at: number): Account {
  return {
    id: numberAt(row, at),
    name: textAt(row, at + 1),
    displayName: textAt(row, at + 2),
    email: optionalTextAt(row, at + 3),
    role: textAt(row, at + 4),
    homeSite: textAt(row, at + 5),
    passwordHash: textAt(row, at + 6),
    mustChangePasswordAt: optionalNumberAt(row, at + 7),
    passwordChange: passwordChangeAt(row, at + 8),
    secondStep: optionalWordAt(row, at + 10, SECOND_STEPS),
    phone: optionalTextAt(row, at + 11),
    disabledAt: optionalNumberAt(row, at + 12),
    deletedAt: optionalNumberAt(row, at + 13),
    trustedNetworks: textToList(textAt(row, at + 14)),
    hasCompany: optionalNumberAt(row, at + 15) !== undefined,
    organisation: organisationAt(row, at + 16),
  };
}

function passwordChangeAt(row: Row, at: number): Account['passwordChange'] {
  const id = optionalIdAt(row, at);
  return id === undefined ? undefined : { id, familyId: idAt(row, at + 1) };
}

const INSERT = `${insertInto('accounts', [...OWN_COLUMNS, 'name_folded', 'email_folded', 'organisation_id'])} on conflict do nothing`;

/** Changes no row when the id, or the name within the organisation, is taken. */
export function insertAccount(account: NewAccount): Statement {
  return {
    text: INSERT,
    params: [
      account.id,
      account.name,
      account.displayName,
      account.email ?? null,
      account.role,
      account.homeSite,
      account.passwordHash,
      account.mustChangePasswordAt ?? null,
      account.passwordChange?.id ?? null,
      account.passwordChange?.familyId ?? null,
      account.secondStep ?? null,
      account.phone ?? null,
      account.disabledAt ?? null,
      account.deletedAt ?? null,
      listToText(account.trustedNetworks),
      foldName(account.name),
      account.email === undefined ? null : foldName(account.email),
      account.organisationId,
    ],
  };
}

const BY_ID = `select ${ACCOUNT_LIST} from accounts a join organisations o on o.id = a.organisation_id where a.id = $1`;

export function selectAccountById(id: number): Statement {
  return { text: BY_ID, params: [id], finds: 'one' };
}

const BY_NAME = `select ${ACCOUNT_LIST} from accounts a join organisations o on o.id = a.organisation_id where a.name_folded = $1`;
const BY_NAME_ALONE = `${BY_NAME} limit 2`;
const BY_BOTH_NAMES = `${BY_NAME} and o.code_folded = $2`;

/** Returns two rows when the name alone doesn't tell which person is meant. */
export function selectAccount({ name, organisationCode }: PersonName): Statement {
  return organisationCode === undefined
    ? { text: BY_NAME_ALONE, params: [foldName(name)] }
    : { text: BY_BOTH_NAMES, params: [foldName(name), foldName(organisationCode)], finds: 'one' };
}

const BY_EMAIL = `select ${ACCOUNT_LIST} from accounts a join organisations o on o.id = a.organisation_id where a.email_folded = $1`;
const BY_EMAIL_ALONE = `${BY_EMAIL} limit 2`;
const BY_EMAIL_AND_ORGANISATION = `${BY_EMAIL} and o.code_folded = $2 limit 2`;

/** The same with the name as an e-mail address, which several people may share. */
export function selectAccountByEmail({ name, organisationCode }: PersonName): Statement {
  return organisationCode === undefined
    ? { text: BY_EMAIL_ALONE, params: [foldName(name)] }
    : { text: BY_EMAIL_AND_ORGANISATION, params: [foldName(name), foldName(organisationCode)] };
}

const REPLACE_PASSWORD = `update accounts
  set password_hash = $2, password_change_id = $3, password_change_family = $4, must_change_password_at = null
  where id = $1 and password_hash = $5`;

/** Changes no row when the hash is no longer the one that is replaced. */
export function replacePasswordOf({ accountId, hash, was, change }: PasswordReplacement): Statement {
  return { text: REPLACE_PASSWORD, params: [accountId, hash, change.id, change.familyId, was] };
}

const INSERT_MEMBERSHIP = `${insertInto('memberships', ['account_id', 'company_id'])} on conflict do nothing`;

/** Changes no row when the person is a member already. */
export function insertMembership({ accountId, companyId }: Membership): Statement {
  return { text: INSERT_MEMBERSHIP, params: [accountId, companyId] };
}
