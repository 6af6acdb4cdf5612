import type { StepCode } from '../model/step-code.ts';
import { secondsOf } from '../model/step-code.ts';
import { no, type Result, yes } from '../refusal.ts';
import { drawDigits, keyedFingerprint } from '../secrets.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { findLiveSession, type PresentedSession } from './steps/find-live-session.ts';
import { stepPurpose } from './steps/step-purpose.ts';

export type SecondStepSending = PresentedSession;

export interface SentSecondStep {
  /** Whole seconds that the code still counts. */
  readonly validSeconds: number;
  /** Undone when a code was sent a moment ago: that one stands, and no message goes out. */
  readonly isNew: boolean;
}

const DIGITS = 6;

/**
 * A code for the second step goes to the person's phone, in place of any sent before for this session.
 *
 * Asked again within `resendSeconds` nothing is sent: the code that is out still counts. How many messages a person is sent is bounded over all of
 * their sessions: `too-many-attempts`. A message that can't be sent is `message-failed`, and may be asked for again at once.
 */
export async function sendSecondStep(world: World, input: SecondStepSending): Promise<Result<SentSecondStep>> {
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const at = world.clock.now();
  const found = await findLiveSession(world, input, at);
  if (!found.ok) return found;
  const { session, account, about } = found.value;
  if (session.owes !== 'second-step') return no({ code: 'step-rejected', why: 'not-owed' }, about);
  const to = account.phone;
  if (to === undefined) return no({ code: 'message-failed' }, about);

  const rules = world.policy.secondStep;
  const text = rules.fixedCode ?? drawDigits(world.random.bytes, DIGITS);
  const code: StepCode = {
    sessionId: session.id,
    accountId: account.id,
    fingerprint: keyedFingerprint(world.serverKey, stepPurpose(session.id), text),
    sentAt: at,
    expiresAt: at + rules.codeSeconds * 1000,
    endsAt: session.expiresAt,
  };
  const sending = {
    code,
    standsFrom: at - rules.resendSeconds * 1000,
    windowFrom: at - rules.windowSeconds * 1000,
    windowMessages: rules.windowMessages,
  };
  const outcome = await world.store.putStepCode(
    sending,
    changeEntry(world, 'send-second-step', input.caller, at, about),
  );
  if (outcome === 'limited') {
    return no({ code: 'too-many-attempts', retryAfterSeconds: rules.windowSeconds }, about);
  }
  if (outcome === 'standing') {
    const standing = await world.store.findStepCode(session.id);
    return yes({ validSeconds: standing === undefined ? 0 : secondsOf(standing, at), isNew: false });
  }
  const sent = await world.messenger.send({
    kind: 'second-step-code',
    account,
    to,
    text: `${text} is your code to log on. It counts for ${minutesOf(rules.codeSeconds)}.`,
    validSeconds: rules.codeSeconds,
  });
  if (sent === 'failed') {
    await world.store.voidStepCode(code);
    return no({ code: 'message-failed' }, about);
  }
  return yes({ validSeconds: secondsOf(code, at), isNew: true });
}

function minutesOf(seconds: number): string {
  if (seconds % 60 !== 0) return `${seconds} seconds`;
  return seconds === 60 ? 'a minute' : `${seconds / 60} minutes`;
}
