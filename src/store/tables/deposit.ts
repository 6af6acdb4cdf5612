/** Questions that clients deposit before they send a browser. */
import type { Deposit } from '../../core/model/deposit.ts';
import type { SecretKey } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import { fingerprintAt, idAt, insertInto, numberAt, optionalTextAt, textAt } from './columns.ts';

const COLUMNS = ['id', 'fingerprint', 'client_id', 'question', 'bound_to', 'expires_at'];

/** Reads a row of `takeDeposit`. */
export function depositIn(row: Row): Deposit {
  return {
    id: idAt(row, 0),
    fingerprint: fingerprintAt(row, 1),
    clientId: textAt(row, 2),
    question: textAt(row, 3),
    boundTo: optionalTextAt(row, 4),
    expiresAt: numberAt(row, 5),
  };
}

const INSERT = insertInto('deposits', COLUMNS);

export function insertDeposit(deposit: Deposit): Statement {
  const { id, fingerprint, clientId, question, boundTo, expiresAt } = deposit;
  return { text: INSERT, params: [id, fingerprint, clientId, question, boundTo ?? null, expiresAt] };
}

const TAKE = `delete from deposits where id = $1 and fingerprint = $2 and client_id = $3 returning ${COLUMNS.join(', ')}`;

/** Gives the row once: of several at a time, one gets it. Another client's stays where it is. */
export function takeDeposit({ id, fingerprint }: SecretKey, clientId: string): Statement {
  return { text: TAKE, params: [id ?? null, fingerprint, clientId] };
}

const SWEEP =
  'delete from deposits where id in (select id from deposits where expires_at < $1 order by expires_at limit $2)';

export function deleteExpiredDeposits(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
