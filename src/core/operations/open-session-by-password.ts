import type { Caller } from '../model/audit-entry.ts';
import type { PersonName } from '../ports/store.ts';
import { no, type Result } from '../refusal.ts';
import type { World } from '../world.ts';
import { closedDoor } from './steps/check-legacy-door.ts';
import { checkPassword } from './steps/check-password.ts';
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

/**
 * A person logs on with name and password.
 *
 * Standing is told only to those who know the password: whoever doesn't gets `credentials-rejected` for every name, in the same time, and after
 * enough of it `too-many-attempts`.
 */
export async function openSessionByPassword(world: World, input: PasswordLogon): Promise<Result<OpenedSession>> {
  const { caller, door, terms } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const closed = door.legacy ? closedDoor(world, caller, 'password', undefined) : undefined;
  if (closed !== undefined) return closed;
  const proven = await checkPassword(world, input);
  if (!proven.ok) return proven;
  const account = proven.value;
  if (input.atHomeOnly === true && account.homeSite !== caller.site) {
    return no({ code: 'elsewhere', site: account.homeSite }, { accountId: account.id });
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
