/**
 * The second step: a code is put, and a try at it is counted before it is looked at. Whatever happens at once on however many nodes, each try takes the
 * lock of the session's row first, and so sees all that were counted before it.
 */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import type { StepOutcome } from '../../core/model/step-code.ts';
import type { PasswordReplacement, StepAttempt, StepSending } from '../../core/ports/store.ts';
import type { Claim, Work } from '../sql.ts';
import { replacePasswordOf } from '../tables/account.ts';
import { insertAuditEntry } from '../tables/audit-entry.ts';
import { revokeBelowOwn, revokeLiveFamily } from '../tables/family.ts';
import { takeStep } from '../tables/session.ts';
import {
  countFailure,
  countMessage,
  countTry,
  isSpentIn,
  putStepCode,
  selectStepCode,
  spendStepCode,
  stepCodeIn,
  triesIn,
  uncountFailure,
} from '../tables/step-code.ts';
import { enterSlot, slotClaim } from './slot.ts';

function personClaim(accountId: number): string {
  return `person ${accountId}`;
}

export function sendingClaim({ code }: StepSending): Claim {
  return [code.sessionId, personClaim(code.accountId)];
}

export function* putCode(sending: StepSending, entry: AuditEntry): Work<'put' | 'standing' | 'limited'> {
  const { code, standsFrom } = sending;
  const [before] = yield selectStepCode(code.sessionId);
  if (before !== undefined && !isSpentIn(before)) {
    const { sentAt, expiresAt } = stepCodeIn(before);
    if (sentAt > standsFrom && expiresAt > code.sentAt) return 'standing';
  }
  const counted = yield countMessage(sending);
  if (counted.length === 0) return 'limited';
  yield [putStepCode(code), insertAuditEntry(entry)];
  return 'put';
}

export function attemptClaim({ session }: StepAttempt): Claim {
  return [session.id, session.familyId, personClaim(session.accountId), ...slotClaim(session)];
}

export function* passStep(attempt: StepAttempt, entry: AuditEntry): Work<StepOutcome> {
  const { session, at, next, tries } = attempt;
  const counted = yield countTry(attempt);
  if (counted.length === 0) {
    const [row] = yield selectStepCode(session.id);
    if (row === undefined || isSpentIn(row)) return 'none';
    return triesIn(row) < tries ? 'expired' : 'exhausted';
  }
  // Counted as failed until it is known to be right, so that those at once in several sessions see each other.
  const failed = yield countFailure(attempt);
  if (failed.length === 0) return 'limited';
  const spent = yield spendStepCode(attempt);
  if (spent.length === 0) {
    const [row] = yield selectStepCode(session.id);
    if (row === undefined || triesIn(row) < tries) return 'wrong';
    yield [revokeLiveFamily(session.familyId, 'guessing', at), insertAuditEntry(attempt.ending)];
    return 'exhausted';
  }
  const taken = yield takeStep(session.id, at, 'second-step', next);
  if (taken.length === 0) return 'lost';
  const replaced = yield* enterSlot(session, at);
  yield [...replaced, uncountFailure(attempt), insertAuditEntry(entry)];
  return 'passed';
}

export function replacementClaim({ accountId, sessionId }: PasswordReplacement): Claim {
  return [personClaim(accountId), sessionId];
}

export function* replacePassword(replacement: PasswordReplacement, entry: AuditEntry): Work<'won' | 'lost'> {
  const replaced = yield replacePasswordOf(replacement);
  if (replaced.length === 0) return 'lost';
  const { accountId, sessionId, at, change } = replacement;
  yield [
    takeStep(sessionId, at, 'change-password', undefined),
    revokeBelowOwn(accountId, change.familyId, 'logout', at),
    insertAuditEntry(entry),
  ];
  return 'won';
}
