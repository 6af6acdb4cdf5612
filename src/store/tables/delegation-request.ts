/** Requests for delegations. */
import type { DelegationRequest } from '../../core/model/delegation-request.ts';
import type { Row, Statement } from '../sql.ts';
import { insertInto, numberAt, optionalNumberAt, selectList, textAt } from './columns.ts';

const COLUMNS = ['id', 'secret_sealed', 'client_id', 'redirect_uri', 'requested_at', 'expires_at', 'spent_at'];

const INSERT = insertInto('delegation_requests', COLUMNS);

export function insertDelegationRequest(request: DelegationRequest): Statement {
  const { id, sealedSecret, clientId, redirectUri, requestedAt, expiresAt, spentAt } = request;
  return { text: INSERT, params: [id, sealedSecret, clientId, redirectUri, requestedAt, expiresAt, spentAt ?? null] };
}

const BY_ID = `select ${selectList('q', COLUMNS)} from delegation_requests q where q.id = $1`;

export function selectDelegationRequest(id: string): Statement {
  return { text: BY_ID, params: [id] };
}

/** Reads a row of `selectDelegationRequest`. */
export function delegationRequestIn(row: Row): DelegationRequest {
  return {
    id: textAt(row, 0),
    sealedSecret: textAt(row, 1),
    clientId: textAt(row, 2),
    redirectUri: textAt(row, 3),
    requestedAt: numberAt(row, 4),
    expiresAt: numberAt(row, 5),
    spentAt: optionalNumberAt(row, 6),
  };
}

const SPEND = 'update delegation_requests set spent_at = $2 where id = $1 and spent_at is null';

/** Changes no row when it was spent before, or isn't there. */
export function spendDelegationRequest(id: string, at: number): Statement {
  return { text: SPEND, params: [id, at] };
}

const SWEEP =
  'delete from delegation_requests where id in (select id from delegation_requests where expires_at < $1 order by expires_at limit $2)';

export function deleteExpiredDelegationRequests(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
