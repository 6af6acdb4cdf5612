/** Delegations, each read with its client and its person. */
import type { Delegation } from '../../core/model/grant.ts';
import type { NewDelegation } from '../../core/ports/store.ts';
import type { AccountsById } from '../kept-accounts.ts';
import type { Row, Statement } from '../sql.ts';
import { ACCOUNT_LIST, accountAt } from './account.ts';
import { CLIENT_LIST, CLIENT_WIDTH, clientAt } from './client.ts';
import { fingerprintAt, insertInto, numberAt, optionalNumberAt, textAt } from './columns.ts';
import { selectMany } from './set-based.ts';

const INSERT = `${insertInto('delegations', ['id', 'secret_fingerprint', 'client_id', 'account_id', 'created_at'])} on conflict do nothing`;

/** Changes no row when the id is taken. */
export function insertDelegation({ id, secretFingerprint, clientId, accountId, createdAt }: NewDelegation): Statement {
  return { text: INSERT, params: [id, secretFingerprint, clientId, accountId, createdAt] };
}

const LIST = `d.id, d.secret_fingerprint, d.ended_at, d.account_id, ${CLIENT_LIST}`;
const WIDTH = 4 + CLIENT_WIDTH;
const FROM = 'from delegations d join clients c on c.id = d.client_id';
const BARE_BY_ID = `select ${LIST} ${FROM} where d.id = $1`;
const BY_ID = `select ${LIST}, ${ACCOUNT_LIST} ${FROM}
  join accounts a on a.id = d.account_id
  join organisations o on o.id = a.organisation_id
  where d.id = $1`;
const MANY_BY_ID = selectMany(BY_ID, 'text');

export function selectDelegation(id: string): Statement {
  return { text: BY_ID, params: [id], finds: 'one', many: MANY_BY_ID };
}

/** The same without its person. */
export function selectBareDelegation(id: string): Statement {
  return { text: BARE_BY_ID, params: [id], finds: 'one' };
}

/** Reads a row of `selectDelegation`. */
export function delegationIn(row: Row): Delegation {
  return { ...withoutPerson(row), account: accountAt(row, WIDTH) };
}

/** Reads a row of `selectBareDelegation`. */
export function bareDelegationIn(row: Row, accounts: AccountsById): Delegation {
  return { ...withoutPerson(row), account: accounts(numberAt(row, 3)) };
}

function withoutPerson(row: Row): Omit<Delegation, 'account'> {
  return {
    id: textAt(row, 0),
    secretFingerprint: fingerprintAt(row, 1),
    endedAt: optionalNumberAt(row, 2),
    client: clientAt(row, 4),
  };
}
