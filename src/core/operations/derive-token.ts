import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import { no, type Refusal, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { closedDoor } from './steps/check-legacy-door.ts';
import { barOfCredential, type Credential, clientOf, exchangerOf, findCredential } from './steps/find-credential.ts';
import { type Descent, type MintedToken, mintToken, type TokenTerms } from './steps/mint-token.ts';

export interface TokenDerivation {
  readonly caller: Caller;
  readonly text: string;
  /** What may be presented at this door. */
  readonly accepts: readonly Credential['kind'][];
  /** A session counts only at the site that it belongs to. */
  readonly atItsSiteOnly: boolean;
  /** Refuse with `elsewhere`, doing nothing, when another site is the person's home. */
  readonly atHomeOnly?: boolean;
  readonly access: TokenTerms;
}

export interface DerivedToken {
  readonly account: Account;
  readonly access: MintedToken;
}

/**
 * A person's credential gives another access token that descends from the same logon, and stays as it is.
 *
 * A token that comes of an access token doesn't outlive it, else the one could be drawn out for ever by the other. A refresh token that was issued to a
 * client is the client's to exchange, and is refused here; so is a token that is for a resource only or bound to a key, which this door can't keep to.
 */
export async function deriveToken(world: World, input: TokenDerivation): Promise<Result<DerivedToken>> {
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const { caller, access: terms } = input;
  const found = await findCredential(world, input.text);
  if (found === undefined || found.account === undefined || !input.accepts.includes(found.kind)) {
    return no({ code: 'session-ended', why: 'unknown' });
  }
  const { family, account } = found;
  const about = { accountId: account.id, clientId: family.clientId, familyId: family.id };
  const byRefresh = found.kind === 'refresh';
  const closed = byRefresh ? closedDoor(world, caller, 'reusable-refresh', undefined) : undefined;
  if (closed !== undefined) return no(closed.refusal, about);
  const at = world.clock.now();
  const bar = (await barOfCredential(world, found, at)) ?? barHere(found, account, input);
  if (bar !== undefined) return no(bar, about);

  const access = await mintToken(world, 'access', bounded(terms, found, at), descentOf(found, account), at);
  const operation = byRefresh ? 'derive-token-by-refresh' : 'derive-token';
  const entry = changeEntry(world, operation, caller, at, about);
  const { token } = access;
  const outcome =
    found.kind === 'session'
      ? await world.store.convertSession({ sessionId: found.session.id, closeAt: undefined, token }, entry)
      : await world.store.addToken(token, entry);
  return outcome === 'won' ? yes({ account, access }) : no({ code: 'session-ended', why: 'revoked' }, about);
}

function barHere(found: Credential, account: Account, input: TokenDerivation): Refusal | undefined {
  const { atItsSiteOnly, atHomeOnly = false, caller } = input;
  if (atHomeOnly && account.homeSite !== caller.site) return { code: 'elsewhere', site: account.homeSite };
  // A refresh token that is nobody's but the person's goes on with a logon by a door that is older than OAuth 2.
  if (found.kind === 'refresh' && account.organisation.modernLogonOnlyAt !== undefined) {
    return { code: 'modern-logon-required' };
  }
  if (found.kind !== 'session') {
    const { audience, boundTo } = found.token;
    if (audience !== undefined) return { code: 'audience-rejected' };
    if (boundTo !== undefined) return { code: 'key-proof-rejected', why: 'missing' };
    const isClients = found.kind === 'refresh' && clientOf(found) !== undefined;
    return isClients ? { code: 'grant-rejected', why: 'not-yours' } : undefined;
  }
  const { session } = found;
  if (atItsSiteOnly && session.site !== caller.site) return { code: 'elsewhere', site: session.site };
  return session.owes === undefined ? undefined : { code: 'step-owed', step: session.owes };
}

function bounded(terms: TokenTerms, found: Credential, at: number): TokenTerms {
  if (found.kind !== 'access') return terms;
  const left = Math.floor((found.token.expiresAt - at) / 1000);
  return { ...terms, lifetimeSeconds: Math.min(terms.lifetimeSeconds, left) };
}

function descentOf(found: Credential, account: Account): Descent {
  const { family } = found;
  const lineage = { familyId: family.id, account, clientId: family.clientId, holderId: exchangerOf(found) };
  return found.kind === 'session'
    ? { ...lineage, sessionId: found.session.id, scope: '' }
    : { ...lineage, sessionId: found.token.sessionId, scope: found.token.scope };
}
