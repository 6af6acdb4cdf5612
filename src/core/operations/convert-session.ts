import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { barOfCredential, exchangerOf, findCredential } from './steps/find-credential.ts';
import { type MintedToken, mintToken, type TokenTerms } from './steps/mint-token.ts';

export interface SessionConversion {
  readonly caller: Caller;
  /** The session's secret, of any dialect. */
  readonly session: string;
  /** Leave the session open beside the token. */
  readonly preserve: boolean;
  /** A session counts only at the site that it belongs to. */
  readonly atItsSiteOnly?: boolean;
  readonly access: TokenTerms;
  /** Issued beside it where the wire hands out both. */
  readonly refresh?: TokenTerms | undefined;
}

export interface ConvertedSession {
  readonly account: Account;
  readonly access: MintedToken;
  readonly refresh: MintedToken | undefined;
  readonly preserved: boolean;
}

/**
 * A session is turned into an access token, and a refresh token where one is asked for, that descend from the same logon. Unless preserved, the session is closed in the same step: of
 * two conversions at once, one wins.
 */
export async function convertSession(world: World, input: SessionConversion): Promise<Result<ConvertedSession>> {
  const { caller, preserve } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const found = await findCredential(world, input.session, 'tentative');
  if (found === undefined || found.kind !== 'session') return no({ code: 'session-ended', why: 'unknown' });
  const { session, family, account } = found;
  const about = { accountId: account.id, clientId: family.clientId, familyId: family.id };
  const at = world.clock.now();
  const bar = await barOfCredential(world, found, at);
  if (bar !== undefined) return no(bar, about);
  if (input.atItsSiteOnly === true && session.site !== caller.site) {
    return no({ code: 'elsewhere', site: session.site }, about);
  }
  if (session.owes !== undefined) return no({ code: 'step-owed', step: session.owes }, about);

  const holderId = exchangerOf(found);
  const lineage = { familyId: family.id, sessionId: session.id, account, clientId: family.clientId };
  const descent = { ...lineage, holderId, scope: '' };
  const access = await mintToken(world, 'access', input.access, descent, at);
  const refresh =
    input.refresh === undefined ? undefined : await mintToken(world, 'refresh', input.refresh, descent, at);
  const entry = changeEntry(world, 'convert-session', caller, at, about);
  const closeAt = preserve ? undefined : at;
  const conversion = { sessionId: session.id, closeAt, token: access.token, refresh: refresh?.token };
  const outcome = await world.store.convertSession(conversion, entry);
  return outcome === 'won'
    ? yes({ account, access, refresh, preserved: preserve })
    : no({ code: 'session-ended', why: 'closed' }, about);
}
