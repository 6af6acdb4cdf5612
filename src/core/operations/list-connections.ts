import type { Caller } from '../model/audit-entry.ts';
import type { Connection } from '../model/connection.ts';
import type { Visitor } from '../model/visitor.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { findVisitor } from './steps/find-visitor.ts';

export interface ConnectionList {
  readonly caller: Caller;
  readonly visitor: Visitor;
}

/** The client applications that can act for whoever is logged on in the browser, of every dialect, by name. */
export async function listConnections(world: World, input: ConnectionList): Promise<Result<readonly Connection[]>> {
  const person = await findVisitor(world, input.visitor);
  if (person === undefined) return no({ code: 'login-required' });
  const { account, session } = person;
  if (session.owes !== undefined) return no({ code: 'step-owed', step: session.owes }, { accountId: account.id });
  return yes(await world.store.listConnections(account.id, world.clock.now()));
}
