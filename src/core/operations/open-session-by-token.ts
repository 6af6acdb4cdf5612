import type { Caller } from '../model/audit-entry.ts';
import { no, type Result } from '../refusal.ts';
import type { World } from '../world.ts';
import { endOfCredential, findCredential } from './steps/find-credential.ts';
import { type OpenedSession, openSession, type SessionDoor, type SessionTerms } from './steps/open-session.ts';

export interface TokenLogon {
  readonly caller: Caller;
  /** An access token of any dialect. */
  readonly token: string;
  /** What a client's token must have been given for: a session may do whatever the person may. */
  readonly scope: string;
  readonly door: SessionDoor;
  readonly terms: SessionTerms;
}

/**
 * Whoever holds a person's access token opens a session with it. The steps that the person owed were taken when they got the token or gave it to a client,
 * so none is owed again.
 *
 * The session is a logon of its own, with a family of its own: the next logon in its slot ends the session, and not the connection that the token comes from.
 */
export async function openSessionByToken(world: World, input: TokenLogon): Promise<Result<OpenedSession>> {
  const { caller, door, terms } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const found = await findCredential(world, input.token);
  if (found === undefined || found.kind !== 'access') return no({ code: 'token-rejected' });
  const { account, family, token } = found;
  const { clientId } = family;
  const about = { accountId: account?.id, clientId };
  // A client's own token is nobody's, and opens no person's session.
  if (account === undefined || endOfCredential(found, world.clock.now()) !== undefined) {
    return no({ code: 'token-rejected' }, about);
  }
  if (clientId !== undefined && !token.scope.split(' ').includes(input.scope))
    return no({ code: 'scope-rejected' }, about);
  const operation = 'open-session-by-token';
  return openSession(world, { operation, caller, account, clientId, door, terms, stepsTaken: true });
}
