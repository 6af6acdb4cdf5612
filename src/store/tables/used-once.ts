/** What may be presented only once: the identifiers of signed statements, as fingerprints, for as long as each statement counts. */
import type { Fingerprint } from '../../core/model/fingerprint.ts';
import type { Statement } from '../sql.ts';
import { insertInto } from './columns.ts';

const INSERT = `${insertInto('used_once', ['fingerprint', 'expires_at'])} on conflict do nothing`;

/** Changes no row when it was presented before. */
export function insertUsedOnce(fingerprint: Fingerprint, expiresAt: number): Statement {
  return { text: INSERT, params: [fingerprint, expiresAt] };
}

const SWEEP = `delete from used_once
  where fingerprint in (select fingerprint from used_once where expires_at < $1 order by expires_at limit $2)`;

export function deleteExpiredUsedOnce(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
