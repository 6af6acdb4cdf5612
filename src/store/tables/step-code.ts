/** Codes of second steps, and how often each person was sent one or failed. */
import type { StepCode } from '../../core/model/step-code.ts';
import type { StepAttempt, StepSending } from '../../core/ports/store.ts';
import type { Row, Statement } from '../sql.ts';
import { fingerprintAt, idAt, insertInto, numberAt, optionalNumberAt, selectList } from './columns.ts';

const COLUMNS = ['session_id', 'account_id', 'fingerprint', 'sent_at', 'expires_at', 'ends_at'];

const SELECT = `select ${selectList('k', [...COLUMNS, 'tries', 'spent_at'])} from step_codes k where k.session_id = $1`;

export function selectStepCode(sessionId: bigint): Statement {
  return { text: SELECT, params: [sessionId] };
}

export function stepCodeIn(row: Row): StepCode {
  return {
    sessionId: idAt(row, 0),
    accountId: numberAt(row, 1),
    fingerprint: fingerprintAt(row, 2),
    sentAt: numberAt(row, 3),
    expiresAt: numberAt(row, 4),
    endsAt: numberAt(row, 5),
  };
}

/** How often a row of `selectStepCode` was tried. */
export function triesIn(row: Row): number {
  return numberAt(row, 6);
}

export function isSpentIn(row: Row): boolean {
  return optionalNumberAt(row, 7) !== undefined;
}

// The last code of a session takes the place of the one before it, and the tries go on.
const PUT = `${insertInto('step_codes', [...COLUMNS, 'tries'])}
  on conflict (session_id) do update
    set fingerprint = excluded.fingerprint, sent_at = excluded.sent_at, expires_at = excluded.expires_at, spent_at = null`;

export function putStepCode({ sessionId, accountId, fingerprint, sentAt, expiresAt, endsAt }: StepCode): Statement {
  return { text: PUT, params: [sessionId, accountId, fingerprint, sentAt, expiresAt, endsAt, 0] };
}

const VOID = 'update step_codes set expires_at = 0 where session_id = $1 and fingerprint = $2';

export function voidStepCode({ sessionId, fingerprint }: Pick<StepCode, 'sessionId' | 'fingerprint'>): Statement {
  return { text: VOID, params: [sessionId, fingerprint] };
}

const COUNT_TRY = `update step_codes set tries = tries + 1
  where session_id = $1 and spent_at is null and expires_at > $2 and tries < $3`;

/** Changes no row when there is no code that counts, or no try left. */
export function countTry({ session, at, tries }: StepAttempt): Statement {
  return { text: COUNT_TRY, params: [session.id, at, tries] };
}

const SPEND = 'update step_codes set spent_at = $2 where session_id = $1 and fingerprint = $3 and spent_at is null';

/** Changes no row when this is not the code. */
export function spendStepCode({ session, at, fingerprint }: StepAttempt): Statement {
  return { text: SPEND, params: [session.id, at, fingerprint] };
}

/** Adds one to a person's count, which begins anew when its window is over, unless the count has reached its bound. */
function countIn(column: 'messages' | 'tries'): string {
  const other = column === 'messages' ? 'tries' : 'messages';
  const isOver = 'step_counts.since < $3';
  return `insert into step_counts (account_id, since, ${column}, ${other}) values ($1, $2, 1, 0)
    on conflict (account_id) do update set
      since = case when ${isOver} then excluded.since else step_counts.since end,
      ${column} = case when ${isOver} then 1 else step_counts.${column} + 1 end,
      ${other} = case when ${isOver} then 0 else step_counts.${other} end
    where ${isOver} or step_counts.${column} < $4`;
}

const COUNT_MESSAGE = countIn('messages');
const COUNT_FAILURE = countIn('tries');

/** Changes no row when the person was sent as many as they may be. */
export function countMessage({ code, windowFrom, windowMessages }: StepSending): Statement {
  return { text: COUNT_MESSAGE, params: [code.accountId, code.sentAt, windowFrom, windowMessages] };
}

/** Counts a try of the person's as failed. Changes no row when as many have failed as may. */
export function countFailure({ session, at, windowFrom, windowTries }: StepAttempt): Statement {
  return { text: COUNT_FAILURE, params: [session.accountId, at, windowFrom, windowTries] };
}

const UNCOUNT = 'update step_counts set tries = tries - 1 where account_id = $1 and tries > 0';

/** The try did not fail. */
export function uncountFailure({ session }: StepAttempt): Statement {
  return { text: UNCOUNT, params: [session.accountId] };
}

const SWEEP =
  'delete from step_codes where session_id in (select session_id from step_codes where ends_at < $1 order by ends_at limit $2)';

export function deleteEndedStepCodes(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
