import { owedStep } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import { isPermitted } from '../model/client.ts';
import { secondsLeft } from '../model/token.ts';
import type { PersonName } from '../ports/store.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import type { IssuedTokens } from './redeem-code.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { type Bindings, bindingKey, chooseAudience } from './steps/bind-tokens.ts';
import { changeEntry } from './steps/change-entry.ts';
import { closedDoor } from './steps/check-legacy-door.ts';
import { checkPassword } from './steps/check-password.ts';
import { checkStanding, type Door } from './steps/check-standing.ts';
import { accessTerms, mintToken, type TokenTerms } from './steps/mint-token.ts';
import { narrowScope } from './steps/narrow-scope.ts';
import { newFamily } from './steps/new-family.ts';

export interface PasswordGrant extends Bindings {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly person: PersonName;
  readonly password: string;
  readonly scope: string | undefined;
  readonly access: TokenTerms;
  /** Given to clients that may refresh. */
  readonly refresh: TokenTerms;
}

/** Older than asking people themselves: closed to organisations that admit nothing else, and without a way to take a step. */
const DOOR: Door = { legacy: true, needsCompany: false, fenced: true };

/**
 * A client that was trusted with a person's password gets tokens for it (RFC 6749 section 4.3, which RFC 9700 section 2.4 forbids): for clients that can do no
 * better yet, each with a permit of its own. Standing and owed steps are told only to those who know the password.
 */
export async function issueByPassword(world: World, input: PasswordGrant): Promise<Result<IssuedTokens>> {
  const { caller } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'password');
  if (!proven.ok) return proven;
  const client = proven.value;
  const closed = closedDoor(world, caller, 'password', client.id);
  if (closed !== undefined) return closed;
  const scope = narrowScope(client.scopes.join(' '), input.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, { clientId: client.id });
  const audience = chooseAudience(client, input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, { clientId: client.id });
  const person = await checkPassword(world, input);
  if (!person.ok) return no(person.refusal, { ...person.about, clientId: client.id });
  const account = person.value;
  const about = { accountId: account.id, clientId: client.id };
  const bar = checkStanding(world, account, DOOR, caller);
  if (bar !== undefined) return no(bar, about);
  const step = owedStep(account);
  if (step !== undefined) return no({ code: 'step-owed', step }, about);
  const shown = await bindingKey(world, client, input.keyProof);
  if (!shown.ok) return no(shown.refusal, about);

  const at = world.clock.now();
  const family = newFamily(world, caller, about, at);
  const boundTo = shown.value;
  const own = { familyId: family.id, sessionId: undefined, account, clientId: client.id };
  const descent = { ...own, scope, audience, boundTo };
  const access = await mintToken(world, 'access', accessTerms(client, input.access), descent, at);
  const mayRefresh = isPermitted(client, 'refresh');
  const refresh = mayRefresh ? await mintToken(world, 'refresh', input.refresh, descent, at) : undefined;
  const tokens = refresh === undefined ? [access.token] : [access.token, refresh.token];
  const entry = changeEntry(world, 'issue-by-password', caller, at, { ...about, familyId: family.id });
  await world.store.open({ family, session: undefined, tokens }, entry);
  return yes({ account, client, scope, access, refresh, expiresInSeconds: secondsLeft(access.token, at) });
}
