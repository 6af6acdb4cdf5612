/** Organisations and their companies. */
import type { Company } from '../../core/model/company.ts';
import { foldName } from '../../core/model/fold-name.ts';
import type { Organisation } from '../../core/model/organisation.ts';
import type { CompanyName } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import { insertInto, numberAt, optionalNumberAt, optionalTextAt, textAt } from './columns.ts';

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

const INSERT_COMPANY = `${insertInto('companies', ['id', 'organisation_id', 'code', 'uuid', 'code_folded'])} on conflict do nothing`;

/** Changes no row when the id, the UUID, or the code within the organisation, is taken. */
export function insertCompany({ id, organisationId, code, uuid }: Company): Statement {
  return { text: INSERT_COMPANY, params: [id, organisationId, code, uuid ?? null, foldName(code)] };
}

const OWN_COMPANY = `select c.id, c.organisation_id, c.code, c.uuid
  from companies c
  join memberships m on m.company_id = c.id and m.account_id = $1
  join accounts a on a.id = m.account_id and a.organisation_id = c.organisation_id`;
const BY_CODE = `${OWN_COMPANY} where c.code_folded = $2`;
const BY_UUID = `${OWN_COMPANY} where c.uuid = $2`;

/** A company of the person's organisation that they are a member of. */
export function selectOwnCompany(accountId: number, name: CompanyName): Statement {
  return 'code' in name
    ? { text: BY_CODE, params: [accountId, foldName(name.code)] }
    : { text: BY_UUID, params: [accountId, name.uuid.toLowerCase()] };
}

export function companyIn(row: Row): Company {
  return {
    id: numberAt(row, 0),
    organisationId: numberAt(row, 1),
    code: textAt(row, 2),
    uuid: optionalTextAt(row, 3),
  };
}
