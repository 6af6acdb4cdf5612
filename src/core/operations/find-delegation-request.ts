import type { Caller } from '../model/audit-entry.ts';
import { isOpen } from '../model/delegation-request.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';

export interface DelegationRequestLook {
  readonly caller: Caller;
  /** The public half of the pair. */
  readonly id: string;
}

/** What the person must be asked on behalf of. */
export interface FoundDelegationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
}

/** A browser comes with a client's wish for a delegation. One that has expired or was exchanged is as good as none: `token-rejected`. */
export async function findDelegationRequest(
  world: World,
  { id }: DelegationRequestLook,
): Promise<Result<FoundDelegationRequest>> {
  const request = await world.store.findDelegationRequest(id);
  if (request === undefined || !isOpen(request, world.clock.now())) {
    return no({ code: 'token-rejected' }, { clientId: request?.clientId });
  }
  return yes({ clientId: request.clientId, redirectUri: request.redirectUri });
}
