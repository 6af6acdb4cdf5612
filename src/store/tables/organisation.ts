/** Organisations and their companies. */
import type { Company } from '../../core/model/company.ts';
import type { Organisation } from '../../core/model/organisation.ts';
import type { Row, Statement } from '../sql.ts';
import { insertInto, numberAt, optionalNumberAt, textAt } from './columns.ts';
import { foldName } from './fold-name.ts';

export const ORGANISATION_COLUMNS = ['id', 'code', 'deactivated_at', 'modern_logon_only_at'];

/** Reads an organisation whose columns begin at a place in the row. */
export function organisationAt(row: Row, at: number): Organisation {
  return {
    id: numberAt(row, at),
    code: textAt(row, at + 1),
    deactivatedAt: optionalNumberAt(row, at + 2),
    modernLogonOnlyAt: optionalNumberAt(row, at + 3),
  };
}

const INSERT = `${insertInto('organisations', [...ORGANISATION_COLUMNS, 'code_folded'])} on conflict do nothing`;

/** Changes no row when the id or the code is taken. */
export function insertOrganisation({ id, code, deactivatedAt, modernLogonOnlyAt }: Organisation): Statement {
  return { text: INSERT, params: [id, code, deactivatedAt ?? null, modernLogonOnlyAt ?? null, foldName(code)] };
}

const INSERT_COMPANY = `${insertInto('companies', ['id', 'organisation_id', 'code', 'code_folded'])} on conflict do nothing`;

/** Changes no row when the id, or the code within the organisation, is taken. */
export function insertCompany({ id, organisationId, code }: Company): Statement {
  return { text: INSERT_COMPANY, params: [id, organisationId, code, foldName(code)] };
}
