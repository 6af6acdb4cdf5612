import type { Account } from '../../model/account.ts';
import type { Session } from '../../model/session.ts';
import { BROWSER_ORIGIN, type Visitor } from '../../model/visitor.ts';
import type { World } from '../../world.ts';
import { barOfCredential, findCredential } from './find-credential.ts';

/** Who is logged on in a browser. */
export interface LoggedOn {
  readonly session: Session;
  readonly account: Account;
}

/**
 * The person whose live session the browser holds, or undefined: nobody, somebody whose standing has changed, or a session that was opened anywhere but
 * in a browser. It may still owe a step. Its last use moves forward.
 */
export async function findVisitor(world: World, visitor: Visitor): Promise<LoggedOn | undefined> {
  if (visitor.session === undefined) return undefined;
  const credential = await findCredential(world, visitor.session);
  if (credential?.kind !== 'session' || credential.family.origin !== BROWSER_ORIGIN) return undefined;
  const now = world.clock.now();
  if ((await barOfCredential(world, credential, now)) !== undefined) return undefined;
  const { session, account } = credential;
  if (now - session.usedAt >= world.policy.sessionUseSeconds * 1000) await world.store.useSession(session.id, now);
  return { session, account };
}
