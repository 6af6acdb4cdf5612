/** Connections that are asked for on one device and decided on another, each read with the person who granted it. */
import type { DeviceDecision, DeviceGrantInPlace, NewDeviceGrant } from '../../core/model/device-grant.ts';
import type { Fingerprint } from '../../core/model/fingerprint.ts';
import type { SecretKey } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import { ACCOUNT_LIST, accountAt } from './account.ts';
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
  type Words,
} from './columns.ts';

const VERDICTS: Words<DeviceDecision['verdict']> = { granted: true, 'consent-denied': true };

const NEW_COLUMNS = [
  'id',
  'fingerprint',
  'user_code_fingerprint',
  'client_id',
  'scope',
  'audience',
  'interval_seconds',
  'expires_at',
];
const COLUMNS = [...NEW_COLUMNS, 'verdict', 'decided_at', 'account_id', 'authenticated_at', 'spent_at', 'family_id'];

const SELECT = `select ${selectList('d', COLUMNS)}, ${ACCOUNT_LIST}
  from device_grants d
  left join accounts a on a.id = d.account_id
  left join organisations o on o.id = a.organisation_id`;
const BY_SECRET = `${SELECT} where d.id = $1 and d.fingerprint = $2`;
const BY_USER_CODE = `${SELECT} where d.user_code_fingerprint = $1`;

/** The one with this secret. */
export function selectDeviceGrant({ id, fingerprint }: SecretKey): Statement {
  return { text: BY_SECRET, params: [id ?? null, fingerprint] };
}

export function selectDeviceGrantByUserCode(fingerprint: Fingerprint): Statement {
  return { text: BY_USER_CODE, params: [fingerprint] };
}

/** Reads a row of either. */
export function deviceGrantIn(row: Row): DeviceGrantInPlace {
  const grant = {
    id: idAt(row, 0),
    fingerprint: fingerprintAt(row, 1),
    userCodeFingerprint: fingerprintAt(row, 2),
    clientId: textAt(row, 3),
    scope: textAt(row, 4),
    audience: optionalTextAt(row, 5),
    intervalSeconds: numberAt(row, 6),
    expiresAt: numberAt(row, 7),
    decision: decisionIn(row),
    spentAt: optionalNumberAt(row, 12),
    familyId: optionalIdAt(row, 13),
  };
  return { grant, account: row[10] === null ? undefined : accountAt(row, COLUMNS.length) };
}

function decisionIn(row: Row): DeviceDecision | undefined {
  const verdict = optionalWordAt(row, 8, VERDICTS);
  if (verdict === undefined) return undefined;
  const at = numberAt(row, 9);
  if (verdict === 'consent-denied') return { verdict, at };
  return { verdict, at, accountId: numberAt(row, 10), authenticatedAt: numberAt(row, 11) };
}

const INSERT = `${insertInto('device_grants', NEW_COLUMNS)} on conflict do nothing`;

/** Changes no row when the user code is taken. */
export function insertDeviceGrant(grant: NewDeviceGrant): Statement {
  const { id, fingerprint, userCodeFingerprint, clientId, scope, audience, intervalSeconds, expiresAt } = grant;
  return {
    text: INSERT,
    params: [id, fingerprint, userCodeFingerprint, clientId, scope, audience ?? null, intervalSeconds, expiresAt],
  };
}

const POLL = `update device_grants set polled_at = $2
  where id = $1 and (polled_at is null or polled_at + interval_seconds * 1000 - $3 <= $2)`;

/** Changes no row when the device asked too soon. @param slackMs how much too soon is near enough */
export function pollDeviceGrant(id: bigint, at: number, slackMs: number): Statement {
  return { text: POLL, params: [id, at, slackMs] };
}

const SLOW_DOWN = 'update device_grants set polled_at = $2, interval_seconds = interval_seconds + $3 where id = $1';

export function slowDeviceDown(id: bigint, at: number, bySeconds: number): Statement {
  return { text: SLOW_DOWN, params: [id, at, bySeconds] };
}

const DECIDE = `update device_grants set verdict = $2, decided_at = $3, account_id = $4, authenticated_at = $5
  where id = $1 and decided_at is null and expires_at > $3`;

/** Changes no row when it was decided before, has expired, or isn't there. */
export function decideDeviceGrant(id: bigint, decision: DeviceDecision): Statement {
  const { verdict, at } = decision;
  const by = decision.verdict === 'granted' ? decision : undefined;
  return { text: DECIDE, params: [id, verdict, at, by?.accountId ?? null, by?.authenticatedAt ?? null] };
}

const SPEND = `update device_grants set spent_at = $2, family_id = $3
  where id = $1 and verdict = 'granted' and spent_at is null`;

/** Changes no row when it was spent before, isn't granted, or isn't there. */
export function spendDeviceGrant(id: bigint, at: number, familyId: bigint): Statement {
  return { text: SPEND, params: [id, at, familyId] };
}

const END_GRANTED = `update device_grants set spent_at = $3
  where account_id = $1 and client_id = $2 and verdict = 'granted' and spent_at is null`;

/** What a person has granted a client and its device hasn't fetched yet. */
export function endGrantedDevices(accountId: number, clientId: string, at: number): Statement {
  return { text: END_GRANTED, params: [accountId, clientId, at] };
}

const SWEEP = `delete from device_grants
  where id in (select id from device_grants where expires_at < $1 order by expires_at limit $2)`;

export function deleteExpiredDeviceGrants(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
