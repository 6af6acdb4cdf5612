import type { Caller } from '../model/audit-entry.ts';
import { isConfidential } from '../model/client.ts';
import { secondsLeft } from '../model/token.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import type { IssuedTokens } from './redeem-code.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { type Bindings, bindingKey, chooseAudience } from './steps/bind-tokens.ts';
import { changeEntry } from './steps/change-entry.ts';
import { accessTerms, mintToken, type TokenTerms } from './steps/mint-token.ts';
import { narrowScope } from './steps/narrow-scope.ts';
import { newFamily } from './steps/new-family.ts';

export interface ClientTokenRequest extends Bindings {
  readonly caller: Caller;
  readonly client: ClientProof;
  /** Undefined asks for everything that the client may have. */
  readonly scope: string | undefined;
  readonly access: TokenTerms;
}

/** A client gets an access token for itself (RFC 6749 section 4.4). No refresh token comes with it, as section 4.4.3 advises. */
export async function issueClientToken(world: World, input: ClientTokenRequest): Promise<Result<IssuedTokens>> {
  const { caller } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'client-credentials');
  if (!proven.ok) return proven;
  const client = proven.value;
  // Without a proof there is nobody to give a token to.
  if (!isConfidential(client)) return no({ code: 'client-not-permitted' }, { clientId: client.id });
  const scope = narrowScope(client.scopes.join(' '), input.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, { clientId: client.id });
  const audience = chooseAudience(client, input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, { clientId: client.id });
  const key = await bindingKey(world, client, input.keyProof);
  if (!key.ok) return key;

  const at = world.clock.now();
  const family = newFamily(world, caller, { accountId: undefined, clientId: client.id }, at);
  const own = { sessionId: undefined, account: undefined, clientId: client.id, scope };
  const descent = { familyId: family.id, ...own, audience, boundTo: key.value };
  const access = await mintToken(world, 'access', accessTerms(client, input.access), descent, at);
  const entry = changeEntry(world, 'issue-client-token', caller, at, { clientId: client.id, familyId: family.id });
  await world.store.open({ family, session: undefined, tokens: [access.token] }, entry);
  const expiresInSeconds = secondsLeft(access.token, at);
  return yes({ account: undefined, client, scope, access, refresh: undefined, expiresInSeconds });
}
