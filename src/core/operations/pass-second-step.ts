import { type Account, stepAfter } from '../model/account.ts';
import { no, type OwedStep, type Result, yes } from '../refusal.ts';
import { keyedFingerprint } from '../secrets.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { findLiveSession, type PresentedSession } from './steps/find-live-session.ts';
import { stepPurpose } from './steps/step-purpose.ts';

export interface SecondStepProof extends PresentedSession {
  /** As the person types it: spaces don't count. */
  readonly code: string;
}

/** A session that took a step. */
export interface TakenStep {
  readonly account: Account;
  /** What it owes now; nothing when it is open. */
  readonly owes: OwedStep | undefined;
}

/**
 * The person gives the code that was sent to them, once, while it counts (RFC 6238 section 5.2 asks for no less of such codes).
 *
 * A session has a few tries, however many codes it was sent, counted before they are looked at; the last wrong one ends it. A person has some more over
 * all of their sessions, so that new sessions are no new tries: `too-many-attempts`. A session that passes takes its slot.
 */
export async function passSecondStep(world: World, input: SecondStepProof): Promise<Result<TakenStep>> {
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const at = world.clock.now();
  const found = await findLiveSession(world, input, at);
  if (!found.ok) return found;
  const { session, account, about } = found.value;
  if (session.owes !== 'second-step') return no({ code: 'step-rejected', why: 'not-owed' }, about);

  const rules = world.policy.secondStep;
  const owes = stepAfter(account, 'second-step');
  const attempt = {
    session,
    fingerprint: keyedFingerprint(world.serverKey, stepPurpose(session.id), input.code.replace(/\s/g, '')),
    at,
    next: owes,
    tries: rules.tries,
    windowFrom: at - rules.windowSeconds * 1000,
    windowTries: rules.windowTries,
    ending: changeEntry(world, 'end-guessed', input.caller, at, about),
  };
  const entry = changeEntry(world, 'pass-second-step', input.caller, at, about);
  const outcome = await world.store.passStep(attempt, entry);
  switch (outcome) {
    case 'passed':
      return yes({ account, owes });
    case 'limited':
      return no({ code: 'too-many-attempts', retryAfterSeconds: rules.windowSeconds }, about);
    case 'lost':
      return no({ code: 'session-ended', why: 'closed' }, about);
    default:
      return no({ code: 'step-rejected', why: outcome }, about);
  }
}
