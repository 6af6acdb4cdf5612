import type { Account } from '../../model/account.ts';
import type { Caller } from '../../model/audit-entry.ts';
import { type About, no, type Result, yes } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { barOfCredential, clientOf, findCredential } from './find-credential.ts';

/** What a person presents to look after their own account. */
export interface OwnCredential {
  readonly caller: Caller;
  /** The text of a session or an access token, of any dialect. */
  readonly text: string;
  readonly accepts: readonly ('session' | 'access')[];
}

export interface Holder {
  readonly account: Account;
  /** The session that the credential is or descends from. */
  readonly sessionId: bigint | undefined;
  readonly about: About;
}

/**
 * The person who holds a live credential of a logon of their own. What a client holds is `client-not-permitted`, whoever gave it: a person lets a client
 * work for them, not decide who else is logged on. One that owes a step opens nothing.
 */
export async function findHolder(world: World, { text, accepts }: OwnCredential): Promise<Result<Holder>> {
  const credential = await findCredential(world, text);
  if (credential === undefined || credential.kind === 'refresh' || !accepts.includes(credential.kind)) {
    return no({ code: 'session-ended', why: 'unknown' });
  }
  const { family, account } = credential;
  const about = { accountId: account?.id, clientId: family.clientId, familyId: family.id };
  const bar = await barOfCredential(world, credential, world.clock.now());
  if (bar !== undefined) return no(bar, about);
  if (account === undefined || clientOf(credential) !== undefined) return no({ code: 'client-not-permitted' }, about);
  if (credential.kind !== 'session') return yes({ account, sessionId: credential.token.sessionId, about });
  const { session } = credential;
  if (session.owes !== undefined) return no({ code: 'step-owed', step: session.owes }, about);
  return yes({ account, sessionId: session.id, about });
}
