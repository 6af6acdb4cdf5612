import type { Caller } from '../model/audit-entry.ts';
import { no, type Result } from '../refusal.ts';
import type { World } from '../world.ts';
import { type OpenedSession, openSession, type SessionDoor, type SessionTerms } from './steps/open-session.ts';
import { useCredential } from './use-credential.ts';

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
 * The session is a logon of its own: the next logon in its slot ends the session, and not the connection that the token comes from. Revoking that
 * connection ends the session.
 */
export async function openSessionByToken(world: World, input: TokenLogon): Promise<Result<OpenedSession>> {
  const { caller, door, terms } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const used = await useCredential(world, { caller, text: input.token, accepts: ['access'], atItsSiteOnly: false });
  if (!used.ok) {
    return used.refusal.code === 'session-ended' ? no({ code: 'token-rejected' }, used.about) : used;
  }
  const { account, clientId, familyId, scope } = used.value;
  // A client's own token is nobody's, and opens no person's session.
  if (account === undefined) return no({ code: 'token-rejected' }, { clientId });
  if (clientId !== undefined && !scope.split(' ').includes(input.scope)) {
    return no({ code: 'scope-rejected' }, { accountId: account.id, clientId });
  }
  const operation = 'open-session-by-token';
  return openSession(world, {
    operation,
    caller,
    account,
    clientId,
    door,
    terms,
    stepsTaken: true,
    parentId: familyId,
  });
}
