/** The audit trail. */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { Row, Statement } from '../sql.ts';
import { idAt, insertInto, numberAt, optionalIdAt, optionalNumberAt, optionalTextAt, textAt } from './columns.ts';
import { insertMany } from './set-based.ts';

const COLUMNS = [
  'id',
  'at',
  'operation',
  'outcome',
  'dialect',
  'site',
  'address',
  'account_id',
  'client_id',
  'family_id',
];

/** Reads a row of `selectAuditEntries`. */
export function auditEntryIn(row: Row): AuditEntry {
  return {
    id: idAt(row, 0),
    at: numberAt(row, 1),
    operation: textAt(row, 2),
    outcome: textAt(row, 3),
    caller: { dialect: textAt(row, 4), site: textAt(row, 5), address: textAt(row, 6) },
    accountId: optionalNumberAt(row, 7),
    clientId: optionalTextAt(row, 8),
    familyId: optionalIdAt(row, 9),
  };
}

const INSERT = insertInto('audit_entries', COLUMNS);
const TEXTS = ['operation', 'outcome', 'dialect', 'site', 'address', 'client_id'];
const INSERT_MANY = insertMany('audit_entries', COLUMNS, TEXTS);

export function insertAuditEntry(entry: AuditEntry): Statement {
  const { dialect, site, address } = entry.caller;
  return {
    text: INSERT,
    many: INSERT_MANY,
    params: [
      entry.id,
      entry.at,
      entry.operation,
      entry.outcome,
      dialect,
      site,
      address,
      entry.accountId ?? null,
      entry.clientId ?? null,
      entry.familyId ?? null,
    ],
  };
}

const AFTER = `select ${COLUMNS.join(', ')} from audit_entries where id > $1 order by id limit $2`;

export function selectAuditEntries(after: bigint, limit: number): Statement {
  return { text: AFTER, params: [after, limit] };
}
