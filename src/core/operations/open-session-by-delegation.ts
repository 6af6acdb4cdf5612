import type { Caller } from '../model/audit-entry.ts';
import { no, type Result } from '../refusal.ts';
import { matches } from '../secrets.ts';
import type { World } from '../world.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { closedDoor } from './steps/check-legacy-door.ts';
import { type OpenedSession, openSession, type SessionDoor, type SessionTerms } from './steps/open-session.ts';

export interface DelegatedLogon {
  readonly caller: Caller;
  readonly client: ClientProof;
  /** The public half of the pair that the person gave the client. */
  readonly delegationId: string;
  readonly delegationSecret: string;
  readonly door: SessionDoor;
  readonly terms: SessionTerms;
}

/**
 * A client logs on for a person who has let it, with the pair that it was given then.
 *
 * The client is judged before the pair, and a pair given to another client is as good as none: both are `token-rejected`.
 */
export async function openSessionByDelegation(world: World, input: DelegatedLogon): Promise<Result<OpenedSession>> {
  const { caller, door, terms } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const client = await authenticateClient(world, input.client, 'delegation');
  if (!client.ok) return client;
  const clientId = client.value.id;
  const closed = closedDoor(world, caller, 'delegation', clientId);
  if (closed !== undefined) return closed;
  const delegation = await world.store.findDelegation(input.delegationId, 'tentative');
  if (
    delegation === undefined ||
    !matches(input.delegationSecret, delegation.secretFingerprint) ||
    delegation.client.id !== clientId ||
    delegation.endedAt !== undefined
  ) {
    return no({ code: 'token-rejected' }, { clientId, accountId: delegation?.account.id });
  }
  const { account } = delegation;
  return openSession(world, { operation: 'open-session-by-delegation', caller, account, clientId, door, terms });
}
