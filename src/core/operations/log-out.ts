import type { Caller } from '../model/audit-entry.ts';
import type { Client } from '../model/client.ts';
import type { Visitor } from '../model/visitor.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { findVisitor } from './steps/find-visitor.ts';

export interface LogOut {
  readonly caller: Caller;
  readonly visitor: Visitor;
  /** A statement of this server about who logged on, as a client keeps it. That it has expired doesn't matter. */
  readonly statement: string;
  /** Reads what the statement says, in its wire's claims; undefined when it isn't one of those that are meant. */
  readonly read: (claims: Readonly<Record<string, unknown>>) => StatedLogon | undefined;
}

export interface StatedLogon {
  readonly accountId: number;
  readonly clientId: string;
  /** The connection that the statement came with, when it is to end too. */
  readonly familyId: bigint | undefined;
}

export interface LoggedOut {
  readonly client: Client;
}

/**
 * A client sends a browser to be logged out, with a statement of this server about who was logged on. The browser's session ends when it is that person's,
 * and the connection that the statement came with. Nothing is asked, since only a client that the person logged on to has the statement.
 */
export async function logOut(world: World, input: LogOut): Promise<Result<LoggedOut>> {
  const { caller } = input;
  const signed = await world.signatures.verify(input.statement, world.signer.publicKeys().keys);
  const stated = signed === undefined ? undefined : input.read(signed.claims);
  const client = stated === undefined ? undefined : await world.store.findClient(stated.clientId);
  if (stated === undefined || client === undefined || client.disabledAt !== undefined) {
    return no({ code: 'token-malformed' });
  }
  const { accountId, familyId } = stated;
  const at = world.clock.now();
  const about = { accountId, clientId: client.id };
  const person = await findVisitor(world, input.visitor);
  const own = person?.account.id === accountId ? person.session.familyId : undefined;
  for (const id of [own, familyId]) {
    if (id === undefined) continue;
    await world.store.revokeFamily(
      id,
      'logout',
      at,
      changeEntry(world, 'log-out', caller, at, { ...about, familyId: id }),
    );
  }
  return yes({ client });
}
