import type { Caller } from '../../model/audit-entry.ts';
import { type About, no, type Refusal, type Result, yes } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { checkStanding, type Door } from './check-standing.ts';
import { barOfCredential, type Credential, findCredential } from './find-credential.ts';

/** A session as somebody presents it to do something with it, whatever it still owes. */
export interface PresentedSession {
  readonly caller: Caller;
  /** The session's secret, of any dialect. */
  readonly session: string;
  /** A session counts only at the site that it belongs to. */
  readonly atItsSiteOnly: boolean;
}

type SessionCredential = Extract<Credential, { kind: 'session' }>;

export type LiveSession = SessionCredential & { readonly about: About };

/** A logon that isn't over. */
const LOGON: Door = { legacy: false, needsCompany: false, fenced: true };

/** Finds a session that is alive, of a person in order. That it may owe a step is the caller's to look at. */
export async function findLiveSession(
  world: World,
  input: PresentedSession,
  now: number,
): Promise<Result<LiveSession>> {
  const found = await findCredential(world, input.session);
  if (found === undefined || found.kind !== 'session') return no({ code: 'session-ended', why: 'unknown' });
  const { session, family, account } = found;
  const about = { accountId: account.id, clientId: family.clientId, familyId: family.id };
  const bar = (await barOfCredential(world, found, now)) ?? barWhileOwing(world, found, input.caller);
  if (bar !== undefined) return no(bar, about);
  if (input.atItsSiteOnly && session.site !== input.caller.site) {
    return no({ code: 'elsewhere', site: session.site }, about);
  }
  return yes({ ...found, about });
}

/** As long as a step is owed the logon isn't over: whoever takes it must stand where the person may log on from. */
function barWhileOwing(world: World, { session, account }: SessionCredential, caller: Caller): Refusal | undefined {
  return session.owes === undefined ? undefined : checkStanding(world, account, LOGON, caller);
}
