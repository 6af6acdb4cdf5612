import type { Caller } from '../model/audit-entry.ts';
import type { Visitor } from '../model/visitor.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { findVisitor } from './steps/find-visitor.ts';

export interface ConnectionEnding {
  readonly caller: Caller;
  readonly visitor: Visitor;
  readonly clientId: string;
}

/**
 * Whoever is logged on in the browser ends what connects them with a client: the consent, delegations, codes, and all tokens and sessions that the client
 * was given for them, in every dialect. One that has ended already is a yes.
 */
export async function endConnection(
  world: World,
  input: ConnectionEnding,
): Promise<Result<{ readonly ended: boolean }>> {
  const { caller, clientId } = input;
  const person = await findVisitor(world, input.visitor);
  if (person === undefined) return no({ code: 'login-required' });
  const { account, session } = person;
  const about = { accountId: account.id, clientId };
  if (session.owes !== undefined) return no({ code: 'step-owed', step: session.owes }, about);
  const at = world.clock.now();
  const entry = changeEntry(world, 'end-connection', caller, at, about);
  const outcome = await world.store.endConnection({ accountId: account.id, clientId, at }, entry);
  return yes({ ended: outcome === 'won' });
}
