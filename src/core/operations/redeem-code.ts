import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import { type Client, isConfidential, isPermitted } from '../model/client.ts';
import type { Code } from '../model/grant.ts';
import type { SecretForm } from '../model/secret-form.ts';
import { secondsLeft } from '../model/token.ts';
import type { ConnectionPool } from '../ports/store.ts';
import { type GrantFault, no, type Refused, type Result, yes } from '../refusal.ts';
import { answersChallenge, readSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { type Bindings, bindingKey, keepAudience } from './steps/bind-tokens.ts';
import { capToClient } from './steps/cap-to-client.ts';
import { changeEntry } from './steps/change-entry.ts';
import { BACK_CHANNEL, checkStanding } from './steps/check-standing.ts';
import { accessTerms, type MintedToken, mintToken, type TokenTerms } from './steps/mint-token.ts';
import { newFamily } from './steps/new-family.ts';

export interface CodeRedemption extends Bindings {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly code: string;
  readonly codeForm: SecretForm;
  /** Must be the very text that the code was asked with. */
  readonly redirectUri: string;
  /** Undefined when none was sent: right only for a code that was asked without a challenge. */
  readonly verifier: string | undefined;
  readonly access: TokenTerms;
  /** Given to clients that may refresh. */
  readonly refresh: TokenTerms;
  /** Refuse with `elsewhere`, doing nothing, when another site is the account's home. */
  readonly atHomeOnly: boolean;
  /** Undefined when a client may have any number of connections. */
  readonly bound?: ConnectionBound | undefined;
}

/** How many live connections there may be; the oldest makes room for a new one. */
export interface ConnectionBound {
  /** At least 1. */
  readonly most: number;
  /** Counted for the client, whoever connected it, or for the client and the one person. */
  readonly per: 'client' | 'client-and-person';
}

/** Tokens issued to a client for a person, or to a client for itself. */
export interface IssuedTokens {
  /** Undefined when the client acts for itself. */
  readonly account: Account | undefined;
  readonly client: Client;
  readonly scope: string;
  readonly access: MintedToken;
  /** Whole seconds that the access token has left. */
  readonly expiresInSeconds: number;
  readonly refresh: MintedToken | undefined;
  /** The code that was redeemed, for what it carries besides: the nonce, and when the person had proved who they are. */
  readonly code?: Code;
}

export interface RedeemedCode extends IssuedTokens {
  /** How many older connections had to make room for the one that the code opened. */
  readonly evicted: number;
}

/** At the most this many make room at once; more than one does so only after the bound was lowered. */
const MOST_EVICTED = 8;

/**
 * A client turns an authorization code into tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.6).
 *
 * One redemption wins. A code presented again revokes what it gave (RFC 6749 section 4.1.2), except by a client that it was not given to:
 * that one is refused and changes nothing. A refresh token is for clients that may refresh (RFC 9700 section 4.14.2). A wrong verifier or redirect leaves the code unspent. The connection that the code opens and those that
 * make room for it change in one step.
 */
export async function redeemCode(world: World, input: CodeRedemption): Promise<Result<RedeemedCode>> {
  const { caller } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'code');
  if (!proven.ok) return proven;
  const client = proven.value;
  const key = readSecret(input.codeForm, input.code);
  const code = key === undefined ? undefined : await world.store.findCode(key);
  if (code === undefined) return rejected('unknown', client.id);
  if (code.clientId !== client.id) return rejected('not-yours', client.id, code);
  if (input.atHomeOnly && code.account.homeSite !== caller.site) {
    return no({ code: 'elsewhere', site: code.account.homeSite }, { clientId: client.id, accountId: code.account.id });
  }
  const at = world.clock.now();
  if (code.spentAt !== undefined) return usedAgain(world, caller, client, code, at);
  const fault = faultOfRedemption(code, client, input, at);
  if (fault !== undefined) return rejected(fault, client.id, code);
  const bar = checkStanding(world, code.account, BACK_CHANNEL, caller);
  if (bar !== undefined) return no(bar, { clientId: client.id, accountId: code.account.id });

  const { account } = code;
  const about = { accountId: account.id, clientId: client.id };
  const scope = capToClient(client.scopes, code.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, about);
  // Whoever named no resource when the person was asked may still name some now, among the client's own (RFC 8707 section 2.2).
  const named = code.audience ?? (input.audience === undefined ? '' : client.audiences.join(' '));
  const audience = keepAudience(client, named, input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, about);
  const shown = await bindingKey(world, client, input.keyProof, code.boundTo);
  if (!shown.ok) return no(shown.refusal, about);

  const family = newFamily(world, caller, { accountId: account.id, clientId: client.id }, at);
  const descent = { familyId: family.id, sessionId: undefined, account, clientId: client.id, scope, audience };
  const boundTo = shown.value;
  const access = await mintToken(world, 'access', accessTerms(client, input.access), { ...descent, boundTo }, at);
  // A confidential client proves itself at each refresh; of a public one nothing but the key is known (RFC 9449 section 5).
  const kept = {
    ...descent,
    audience: code.audience ?? audience,
    boundTo: isConfidential(client) ? undefined : boundTo,
  };
  const refresh = isPermitted(client, 'refresh')
    ? await mintToken(world, 'refresh', input.refresh, kept, at)
    : undefined;
  const entry = changeEntry(world, operationOf(code), caller, at, { ...about, familyId: family.id });
  const tokens = refresh === undefined ? [access.token] : [access.token, refresh.token];
  const pool = poolOf(world, input, client, account, at);
  const redemption = { codeId: code.id, at, family, session: undefined, tokens, pool };
  const { outcome, evicted } = await world.store.redeemCode(redemption, entry);
  if (outcome === 'won') {
    const expiresInSeconds = secondsLeft(access.token, at);
    return yes({ account, client, scope, access, refresh, expiresInSeconds, code, evicted });
  }
  const spent = key === undefined ? undefined : await world.store.findCode(key);
  return spent === undefined ? rejected('unknown', client.id) : usedAgain(world, caller, client, spent, at);
}

/** The trail tells apart what RFC 9700 section 2.1.1 asks for and what is older. */
function operationOf({ challenge, challengeMethod }: Code): string {
  if (challenge === undefined) return 'redeem-code-without-challenge';
  return challengeMethod === 'S256' ? 'redeem-code' : 'redeem-code-by-plain-challenge';
}

function poolOf(
  world: World,
  { caller, bound }: CodeRedemption,
  client: Client,
  account: Account,
  at: number,
): ConnectionPool | undefined {
  if (bound === undefined) return undefined;
  const evictionEntries = Array.from({ length: MOST_EVICTED }, () =>
    changeEntry(world, 'evict-connection', caller, at, { clientId: client.id }),
  );
  return {
    clientId: client.id,
    accountId: bound.per === 'client' ? undefined : account.id,
    most: bound.most,
    evictionEntries,
  };
}

function faultOfRedemption(code: Code, client: Client, input: CodeRedemption, at: number): GrantFault | undefined {
  if (code.expiresAt <= at) return 'expired';
  if (code.redirectUri !== input.redirectUri) return 'redirect';
  if (code.challenge === undefined) return input.verifier === undefined ? undefined : 'verifier';
  if (input.verifier === undefined) return 'verifier';
  const method = code.challengeMethod ?? 'plain';
  if (!client.challengeMethods.includes(method)) return 'verifier';
  return answersChallenge(input.verifier, code.challenge, method) ? undefined : 'verifier';
}

async function usedAgain(world: World, caller: Caller, client: Client, code: Code, at: number): Promise<Refused> {
  if (code.familyId !== undefined) {
    const about = { accountId: code.account.id, clientId: client.id, familyId: code.familyId };
    await world.store.revokeFamily(code.familyId, 'reuse', at, changeEntry(world, 'revoke-reused', caller, at, about));
  }
  return rejected('spent', client.id, code);
}

function rejected(why: GrantFault, clientId: string, code?: Code): Refused {
  return no({ code: 'grant-rejected', why }, { clientId, accountId: code?.account.id, familyId: code?.familyId });
}
