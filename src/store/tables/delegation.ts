/** Delegations, each read with its client and its person. */
import type { Delegation } from '../../core/model/grant.ts';
import type { NewDelegation } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import { ACCOUNT_LIST, accountAt } from './account.ts';
import { CLIENT_LIST, CLIENT_WIDTH, clientAt } from './client.ts';
import { fingerprintAt, insertInto, optionalNumberAt, textAt } from './columns.ts';
import { selectMany } from './set-based.ts';

const INSERT = `${insertInto('delegations', ['id', 'secret_fingerprint', 'client_id', 'account_id', 'created_at'])} on conflict do nothing`;

/** Changes no row when the id is taken. */
export function insertDelegation({ id, secretFingerprint, clientId, accountId, createdAt }: NewDelegation): Statement {
  return { text: INSERT, params: [id, secretFingerprint, clientId, accountId, createdAt] };
}

const BY_ID = `select d.id, d.secret_fingerprint, d.ended_at, ${CLIENT_LIST}, ${ACCOUNT_LIST}
  from delegations d
  join clients c on c.id = d.client_id
  join accounts a on a.id = d.account_id
  join organisations o on o.id = a.organisation_id
  where d.id = $1`;
const MANY_BY_ID = selectMany(BY_ID, 'text');

export function selectDelegation(id: string): Statement {
  return { text: BY_ID, params: [id], finds: 'one', many: MANY_BY_ID };
}

/** Reads a row of `selectDelegation`. */
export function delegationIn(row: Row): Delegation {
  return {
    id: textAt(row, 0),
    secretFingerprint: fingerprintAt(row, 1),
    endedAt: optionalNumberAt(row, 2),
    client: clientAt(row, 3),
    account: accountAt(row, 3 + CLIENT_WIDTH),
  };
}
