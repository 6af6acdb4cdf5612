import { stepAfter } from '../model/account.ts';
import { faultOfPassword } from '../model/password-rule.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import type { TakenStep } from './pass-second-step.ts';
import { changeEntry } from './steps/change-entry.ts';
import { checkPassword } from './steps/check-password.ts';
import { findLiveSession, type PresentedSession } from './steps/find-live-session.ts';

export interface NewPassword extends PresentedSession {
  readonly present: string;
  readonly next: string;
}

/**
 * A person changes their password in a session of theirs, owed or not, but never before an owed second step.
 *
 * All other logons of their own end with it, in every dialect: whoever knew the old password is out. What the person gave to clients (delegations,
 * tokens by their consent) stays, since no password opened it. Of two changes at once one wins.
 */
export async function changePassword(world: World, input: NewPassword): Promise<Result<TakenStep>> {
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const at = world.clock.now();
  const found = await findLiveSession(world, input, at);
  if (!found.ok) return found;
  const { session, family, about } = found.value;
  if (session.owes === 'second-step') return no({ code: 'step-owed', step: 'second-step' }, about);
  const { name, organisation } = found.value.account;
  const person = { name, organisationCode: organisation.code };
  const proven = await checkPassword(world, { caller: input.caller, person, password: input.present });
  if (!proven.ok) return no(proven.refusal, about);
  const account = proven.value;
  // Told only to whoever knows the present password.
  const fault = faultOfPassword(account, input.present, input.next, world.policy.passwordMinLength);
  if (fault !== undefined) return no({ code: 'password-rejected', why: fault }, about);

  const replacement = {
    accountId: account.id,
    was: account.passwordHash,
    hash: await world.passwords.hash(input.next),
    change: { id: world.nextId(), familyId: family.id },
    sessionId: session.id,
    at,
  };
  const entry = changeEntry(world, 'change-password', input.caller, at, about);
  const outcome = await world.store.replacePassword(replacement, entry);
  // Somebody else's change came first, so the password given as the present one isn't any more.
  if (outcome === 'lost') return no({ code: 'credentials-rejected' }, about);
  return yes({ account, owes: stepAfter(account, 'change-password') });
}
