import type { Caller } from '../../model/audit-entry.ts';
import type { AuthorizationDecision } from '../../model/authorization-request.ts';
import type { Visitor } from '../../model/visitor.ts';
import { no, type Result, yes } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { findRequest, type OpenRequest } from './find-request.ts';
import { findVisitor } from './find-visitor.ts';

/** A request that has been decided and whose client has not been told. */
export interface DecidedRequest extends OpenRequest {
  readonly decision: AuthorizationDecision;
}

/**
 * Finds a request whose answer is to be told, for the dialect that began it, in the browser that it was answered in, while the session that answered is
 * still the browser's: whoever planted their own browser secret here must not be handed what the person granted.
 */
export async function findDecided(
  world: World,
  input: { readonly caller: Caller; readonly visitor: Visitor; readonly handle: string },
): Promise<Result<DecidedRequest>> {
  const found = await findRequest(world, input.handle, input.visitor);
  if (!found.ok) return found;
  const { request } = found.value;
  const { decision } = request;
  const about = { clientId: request.clientId, accountId: decision?.by?.accountId };
  if (request.dialect !== input.caller.dialect) return no({ code: 'authorization-ended', why: 'unknown' }, about);
  if (decision === undefined) return no({ code: 'consent-required' }, about);
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  if (decision.by !== undefined && (await findVisitor(world, input.visitor))?.session.id !== decision.by.sessionId) {
    return no({ code: 'login-required' }, about);
  }
  return yes({ ...found.value, decision });
}
