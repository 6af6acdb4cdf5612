import type { Caller } from '../model/audit-entry.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { endOfCredential, findCredential } from './steps/find-credential.ts';

export interface CredentialEnd {
  readonly caller: Caller;
  readonly text: string;
  readonly accepts: readonly ('session' | 'access')[];
  /** A session ends only at the site that it belongs to, a person's token only at their home. */
  readonly atItsSiteOnly: boolean;
}

/**
 * Whoever holds a session or access token logs out: it ends with all that descends from the same logon, in every dialect.
 *
 * No proof is asked for the key that a token is bound to, nor that this is its resource: ending it takes nothing that its owner would keep from whoever
 * else got hold of it.
 */
export async function endCredential(world: World, input: CredentialEnd): Promise<Result<undefined>> {
  const { caller } = input;
  const credential = await findCredential(world, input.text);
  if (credential === undefined || credential.kind === 'refresh' || !input.accepts.includes(credential.kind)) {
    return no({ code: 'session-ended', why: 'unknown' });
  }
  const { family, account } = credential;
  const about = { accountId: account?.id, clientId: family.clientId, familyId: family.id };
  const at = world.clock.now();
  const end = endOfCredential(credential, at);
  if (end !== undefined) return no({ code: 'session-ended', why: end }, about);
  const site = credential.kind === 'session' ? credential.session.site : account?.homeSite;
  if (input.atItsSiteOnly && site !== undefined && site !== caller.site) return no({ code: 'elsewhere', site }, about);
  const outcome = await world.store.revokeFamily(
    family.id,
    'logout',
    at,
    changeEntry(world, 'end-credential', caller, at, about),
  );
  return outcome === 'won' ? yes(undefined) : no({ code: 'session-ended', why: 'revoked' }, about);
}
