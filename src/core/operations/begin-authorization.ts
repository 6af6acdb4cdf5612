import type { Caller } from '../model/audit-entry.ts';
import {
  type AuthorizationGift,
  type AuthorizationRequest,
  handleOf,
  type Prompt,
} from '../model/authorization-request.ts';
import { type Client, isConfidential, isPermitted } from '../model/client.ts';
import type { ChallengeMethod } from '../model/grant.ts';
import { BROWSER } from '../model/secret-form.ts';
import type { Visitor } from '../model/visitor.ts';
import { no, type Result, yes } from '../refusal.ts';
import { fingerprint, readSecret, writeSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import { recogniseClient } from './recognise-client.ts';
import { chooseAudience } from './steps/bind-tokens.ts';
import { closedDoor, isPastEnd } from './steps/check-legacy-door.ts';
import { narrowScope } from './steps/narrow-scope.ts';

/** What a client asks of a person. The members that are kept as they are stand in `AuthorizationRequest`. */
export interface AuthorizationQuestion {
  readonly caller: Caller;
  /** The browser that is here; a new one is given a secret. */
  readonly visitor: Visitor;
  readonly clientId: string;
  readonly gives: AuthorizationGift;
  readonly redirectUri: string | undefined;
  readonly resumePath: string;
  /** Undefined asks for everything that the client may have. */
  readonly scope?: string | undefined;
  readonly state?: string | undefined;
  readonly challenge?: { readonly text: string; readonly method: ChallengeMethod } | undefined;
  readonly nonce?: string | undefined;
  readonly reference?: string | undefined;
  /** The resources that the tokens are to be for; none means this server itself. */
  readonly audience?: readonly string[] | undefined;
  readonly boundTo?: string | undefined;
  readonly organisationCode?: string | undefined;
  readonly loginName?: string | undefined;
  readonly prompts?: readonly Prompt[] | undefined;
  readonly maxAgeSeconds?: number | undefined;
}

export interface BegunAuthorization {
  /** Names the request in addresses; worth nothing without the browser's secret. */
  readonly handle: string;
  /** The browser's secret, to be kept in a cookie of its own. */
  readonly browser: string;
}

/** How long a person has to answer. */
const LIFETIME_MS = 10 * 60 * 1000;

/**
 * A client sends a browser here with a question for the person before it (RFC 6749 section 4.1.1). It is kept until the person has answered.
 *
 * The client and its redirect are judged first; see `recogniseClient`. A challenge is
 * needed unless the client may do without (RFC 9700 section 2.1.1), and must be made in a way that the client is known for.
 */
export async function beginAuthorization(
  world: World,
  input: AuthorizationQuestion,
): Promise<Result<BegunAuthorization>> {
  const recognised = await recogniseClient(world, input);
  if (!recognised.ok) return recognised;
  const { client, redirectUri } = recognised.value;
  const about = { clientId: client.id };
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  if (!isPermitted(client, input.gives)) return no({ code: 'client-not-permitted' }, about);
  const closed = input.gives === 'delegation' ? closedDoor(world, input.caller, 'delegation', client.id) : undefined;
  if (closed !== undefined) return closed;
  if (!admitsChallenge(world, client, input)) return no({ code: 'grant-rejected', why: 'verifier' }, about);
  if (hasUnkeepable(input)) return no({ code: 'request-malformed', missing: [], improper: ['a NUL character'] }, about);
  const scope = narrowScope(client.scopes.join(' '), input.scope);
  if (scope === undefined) return no({ code: 'scope-rejected' }, about);
  const audience = chooseAudience(client, input.audience);
  if (audience === undefined) return no({ code: 'audience-rejected' }, about);

  const at = world.clock.now();
  const { id, browser } = { id: world.nextId(), browser: browserSecret(world, input.visitor) };
  const request: AuthorizationRequest = {
    id,
    browserFingerprint: fingerprint(browser),
    dialect: input.caller.dialect,
    clientId: client.id,
    gives: input.gives,
    redirectUri,
    resumePath: input.resumePath,
    state: input.state,
    scope,
    challenge: input.challenge?.text,
    challengeMethod: input.challenge?.method,
    nonce: input.nonce,
    reference: input.reference,
    audience: audience === '' ? undefined : audience,
    boundTo: input.boundTo,
    organisationCode: input.organisationCode,
    loginName: input.loginName,
    prompts: input.prompts ?? [],
    maxAgeSeconds: input.maxAgeSeconds,
    requestedAt: at,
    expiresAt: at + LIFETIME_MS,
    decision: undefined,
    completedAt: undefined,
  };
  await world.store.addAuthorizationRequest(request);
  return yes({ handle: handleOf(id), browser });
}

/** No database keeps a NUL character in a text, and no client has a use for one. */
function hasUnkeepable({
  state,
  challenge,
  nonce,
  reference,
  organisationCode,
  loginName,
}: AuthorizationQuestion): boolean {
  const texts = [state, challenge?.text, nonce, reference, organisationCode, loginName];
  return texts.some((text) => text?.includes('\0') === true);
}

/** A delegation's exchange is bound by the secret that the client was given for it instead. */
function admitsChallenge(world: World, client: Client, { caller, gives, challenge }: AuthorizationQuestion): boolean {
  if (gives === 'delegation') return true;
  if (challenge === undefined) {
    const may = isConfidential(client) && isPermitted(client, 'code-without-challenge');
    return may && !isPastEnd(world, caller, 'code-without-challenge', client.id);
  }
  if (!client.challengeMethods.includes(challenge.method)) return false;
  return challenge.method === 'S256' || !isPastEnd(world, caller, 'plain-challenge', client.id);
}

/** The secret that the browser has, when it can be one, else a new one. */
export function browserSecret(world: World, { browser }: Visitor): string {
  const isKnown = browser !== undefined && readSecret(BROWSER, browser) !== undefined;
  return isKnown ? browser : writeSecret(BROWSER, 0n, world.random.bytes).text;
}
