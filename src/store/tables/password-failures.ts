/** Counts of failed attempts at passwords. */
import type { Failure, FailureCount } from '../../core/model/failure-count.ts';
import type { Row, Statement } from '../sql.ts';
import { numberAt, textAt } from './columns.ts';
import { selectMany } from './set-based.ts';

const BY_SUBJECT = 'select subject, failures, ends_at from password_failures where subject = $1';
const MANY_BY_SUBJECT = selectMany(BY_SUBJECT, 'text');

export function selectFailures(subject: string): Statement {
  return { text: BY_SUBJECT, params: [subject], finds: 'one', many: MANY_BY_SUBJECT };
}

/** Reads a row of `selectFailures` or `countFailure`. */
export function failureCountIn(row: Row): FailureCount {
  return { subject: textAt(row, 0), failures: numberAt(row, 1), endsAt: numberAt(row, 2) };
}

// $4 is the end of a count that this failure begins, $5 of one that it fills. It has no form for sets: an insert's conflict can't be told what else
// belongs to a row of the set, and whoever fails has just waited for a hash.
const COUNT = `insert into password_failures (subject, failures, ends_at) values ($1, 1, $4)
  on conflict (subject) do update set
    failures = case when password_failures.ends_at <= $2 then 1 else password_failures.failures + 1 end,
    ends_at = case when password_failures.ends_at <= $2 then $4
      when password_failures.failures + 1 = $3 then $5
      else password_failures.ends_at end
  returning subject, failures, ends_at`;

/** Answers with the count that this failure is in. */
export function countFailure({ subject, at, limit, windowEndsAt, holdEndsAt }: Failure): Statement {
  return { text: COUNT, params: [subject, at, limit, limit === 1 ? holdEndsAt : windowEndsAt, holdEndsAt] };
}

const FORGET = 'delete from password_failures where subject = $1';

export function deleteFailures(subject: string): Statement {
  return { text: FORGET, params: [subject] };
}

// The end is asked twice, as for families: a count may have begun anew while its row was waited for.
const SWEEP = `delete from password_failures
  where ends_at < $1 and subject in (select subject from password_failures where ends_at < $1 order by ends_at limit $2)`;

export function deleteEndedFailures(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
