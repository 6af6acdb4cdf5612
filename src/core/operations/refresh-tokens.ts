import type { Caller } from '../model/audit-entry.ts';
import { type Client, isConfidential } from '../model/client.ts';
import { faultOf, holderOf, secondsLeft, type TokenInPlace } from '../model/token.ts';
import { type GrantFault, no, type Refused, type Result, yes } from '../refusal.ts';
import { deriveEntropy, recogniseSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import type { IssuedTokens } from './redeem-code.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { type Bindings, bindingKey, keepAudience } from './steps/bind-tokens.ts';
import { capToClient } from './steps/cap-to-client.ts';
import { changeEntry } from './steps/change-entry.ts';
import { BACK_CHANNEL, checkStanding } from './steps/check-standing.ts';
import { accessTerms, type Descent, type MintedToken, mintToken, type TokenTerms } from './steps/mint-token.ts';
import { narrowScope } from './steps/narrow-scope.ts';

export interface TokenRefresh extends Bindings {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly token: string;
  /** A narrower scope for the new access token (RFC 6749 section 6); undefined keeps the old one. */
  readonly scope: string | undefined;
  readonly access: TokenTerms;
  readonly refresh: TokenTerms;
  /** Refuse with `elsewhere`, doing nothing, when another site is the account's home. */
  readonly atHomeOnly: boolean;
}

/**
 * A client exchanges a refresh token for its successor and a new access token (RFC 6749 section 6, RFC 9700 section 4.14.2).
 *
 * Exactly one successor exists. A repeat within `policy.refreshRepeatSeconds`, while that successor is unspent, is answered with the same
 * two tokens: a lost answer costs nothing. Any other second use is taken for theft and revokes the family.
 */
export async function refreshTokens(world: World, input: TokenRefresh): Promise<Result<IssuedTokens>> {
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'refresh');
  if (!proven.ok) return proven;
  const client = proven.value;
  const key = recogniseSecret(input.token);
  if (key === undefined) return no({ code: 'token-malformed' }, { clientId: client.id });
  if (key.kind !== 'token') return rejected('unknown', client);

  const found = await world.store.findToken(key, 'tentative');
  // Only who may have the token at all is told that it is bound.
  const already = found !== undefined && holderOf(found) === client.id ? found.token.boundTo : undefined;
  const bound = await bindingKey(world, client, input.keyProof, already);
  if (!bound.ok) return no(bound.refusal, aboutOf(client, found));
  const asker = { client, boundTo: bound.value };
  const first = await attempt(world, input, asker, found);
  if (first !== 'lost') return first;
  // Somebody else's exchange of the same token was committed first; what is there now is final.
  const second = await attempt(world, input, asker, await world.store.findToken(key, 'tentative'));
  return second === 'lost' ? rejected('revoked', client, found) : second;
}

/** Who asks, and the key that it has proved to hold. */
interface Asker {
  readonly client: Client;
  readonly boundTo: string | undefined;
}

async function attempt(
  world: World,
  input: TokenRefresh,
  asker: Asker,
  found: TokenInPlace | undefined,
): Promise<Result<IssuedTokens> | 'lost'> {
  const { client, boundTo } = asker;
  if (found === undefined || found.token.kind !== 'refresh') return rejected('unknown', client);
  if (holderOf(found) !== client.id) return rejected('not-yours', client, found);
  const { account } = found;
  if (input.atHomeOnly && account !== undefined && account.homeSite !== input.caller.site) {
    return no({ code: 'elsewhere', site: account.homeSite }, aboutOf(client, found));
  }
  const at = world.clock.now();
  const fault = faultOf(found, at);
  if (fault !== undefined && fault !== 'spent') return rejected(fault, client, found);
  const bar = account === undefined ? undefined : checkStanding(world, account, BACK_CHANNEL, input.caller);
  if (bar !== undefined) return no(bar, aboutOf(client, found));
  if (fault === 'spent') return usedAgain(world, input, asker, found, at);
  const held = capToClient(client.scopes, found.token.scope);
  const scope = held === undefined ? undefined : narrowScope(held, input.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, aboutOf(client, found));

  const audience = keepAudience(client, found.token.audience ?? '', input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, aboutOf(client, found));

  const ids = { accessId: world.nextId(), refreshId: world.nextId() };
  const { access, refresh } = await successors(world, input, client, found, { ...ids, scope, audience, boundTo, at });
  const entry = changeEntry(world, 'refresh-tokens', input.caller, at, aboutOf(client, found));
  const rotation = { spentId: found.token.id, at, refresh: refresh.token, access: access.token };
  if ((await world.store.rotate(rotation, entry)) === 'lost') return 'lost';
  return yes({ account, client, scope, access, refresh, expiresInSeconds: secondsLeft(access.token, at) });
}

/** Either the same answer once more, or the end of the family. */
async function usedAgain(
  world: World,
  input: TokenRefresh,
  asker: Asker,
  found: TokenInPlace,
  at: number,
): Promise<Result<IssuedTokens>> {
  const { client } = asker;
  const { token, family, account } = found;
  const window = world.policy.refreshRepeatSeconds * 1000;
  if (token.spentAt !== undefined && at < token.spentAt + window) {
    const again = await sameAnswer(world, input, asker, found);
    if (again !== undefined) {
      return yes({ account, client, ...again, expiresInSeconds: secondsLeft(again.access.token, at) });
    }
  }
  const entry = changeEntry(world, 'revoke-reused', input.caller, at, aboutOf(client, found));
  await world.store.revokeFamily(family.id, 'reuse', at, entry);
  return rejected('spent', client, found);
}

async function sameAnswer(world: World, input: TokenRefresh, { client, boundTo }: Asker, found: TokenInPlace) {
  const { successorId, successorAccessId } = found.token;
  if (successorId === undefined || successorAccessId === undefined) return undefined;
  const successor = await world.store.findTokenById(successorId);
  const successorAccess = await world.store.findTokenById(successorAccessId);
  if (successor === undefined || successorAccess === undefined || successor.token.spentAt !== undefined)
    return undefined;
  const { scope, audience } = successorAccess.token;
  // What was given to one key is no answer to the holder of another.
  if (successorAccess.token.boundTo !== boundTo) return undefined;
  const { access, refresh } = await successors(world, input, client, found, {
    accessId: successorAccessId,
    refreshId: successorId,
    scope,
    audience,
    boundTo,
    at: successor.token.issuedAt,
  });
  // Asked in another form than the first time, the secrets come out different: then it isn't a repeat of that request.
  const same =
    access.token.fingerprint === successorAccess.token.fingerprint &&
    refresh.token.fingerprint === successor.token.fingerprint;
  return same ? { scope, access, refresh } : undefined;
}

interface Succession {
  readonly accessId: bigint;
  readonly refreshId: bigint;
  /** Of the access token. */
  readonly scope: string;
  readonly audience: string | undefined;
  readonly boundTo: string | undefined;
  readonly at: number;
}

/** The two tokens that replace the presented one: the same two whenever they are asked for. */
async function successors(
  world: World,
  input: TokenRefresh,
  client: Client,
  found: TokenInPlace,
  { accessId, refreshId, scope, audience, boundTo, at }: Succession,
): Promise<{ readonly access: MintedToken; readonly refresh: MintedToken }> {
  const entropy = deriveEntropy(world.serverKey, input.token, refreshId);
  const whole = descentOf(client, found, boundTo);
  const narrowed = { ...whole, scope, audience, boundTo };
  const terms = accessTerms(client, input.access);
  const access = await mintToken(world, 'access', terms, narrowed, at, accessId, entropy);
  // The refresh token keeps the whole scope, so that narrowing once doesn't narrow for good (RFC 6749 section 6).
  const refresh = await mintToken(world, 'refresh', input.refresh, whole, at, refreshId, entropy);
  return { access, refresh };
}

/** What the successor of a refresh token keeps of it. A public client's is bound to the key that came last; see `redeemCode`. */
function descentOf(client: Client, { family, token, account }: TokenInPlace, boundTo: string | undefined): Descent {
  const { sessionId, scope, audience, clientId: holderId } = token;
  const kept = isConfidential(client) ? token.boundTo : boundTo;
  return { familyId: family.id, sessionId, account, clientId: client.id, holderId, scope, audience, boundTo: kept };
}

function aboutOf(client: Client, found: TokenInPlace | undefined) {
  return { clientId: client.id, accountId: found?.account?.id, familyId: found?.family.id };
}

function rejected(why: GrantFault, client: Client, found?: TokenInPlace): Refused {
  return no({ code: 'grant-rejected', why }, aboutOf(client, found));
}
