import type { Caller } from '../model/audit-entry.ts';
import type { PersonName } from '../ports/store.ts';
import { no, type Result } from '../refusal.ts';
import type { World } from '../world.ts';
import { type OpenedSession, openSession, type SessionDoor, type SessionTerms } from './steps/open-session.ts';

export interface PasswordLogon {
  readonly caller: Caller;
  readonly person: PersonName;
  readonly password: string;
  readonly door: SessionDoor;
  readonly terms: SessionTerms;
  /** Refuse with `elsewhere`, doing nothing more, when another site is the home of the person, who has proven to be that person. */
  readonly atHomeOnly?: boolean;
}

/** Seconds after which a caller who found the password checks busy may try again. */
const BUSY_RETRY_SECONDS = 1;

/**
 * A person logs on with name and password.
 *
 * Standing is told only to those who know the password: whoever doesn't gets `credentials-rejected` for every name, in the same time.
 */
export async function openSessionByPassword(world: World, input: PasswordLogon): Promise<Result<OpenedSession>> {
  const { caller, door, terms } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const account = await world.store.findAccount(input.person);
  const verdict = await world.passwords.verify(account?.passwordHash, input.password);
  const about = { accountId: account?.id };
  if (verdict === 'busy') return no({ code: 'too-many-attempts', retryAfterSeconds: BUSY_RETRY_SECONDS }, about);
  if (verdict === 'wrong' || account === undefined) return no({ code: 'credentials-rejected' }, about);
  if (input.atHomeOnly === true && account.homeSite !== caller.site) {
    return no({ code: 'elsewhere', site: account.homeSite }, about);
  }
  return openSession(world, {
    operation: 'open-session-by-password',
    caller,
    account,
    clientId: undefined,
    door,
    terms,
  });
}
