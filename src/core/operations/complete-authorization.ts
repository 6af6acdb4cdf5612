import { type Caller, outcomeOf } from '../model/audit-entry.ts';
import type { AuthorizationDecision, AuthorizationRequest } from '../model/authorization-request.ts';
import type { SecretForm } from '../model/secret-form.ts';
import type { Visitor } from '../model/visitor.ts';
import type { NewCode } from '../ports/store.ts';
import { no, type Refusal, type Result, yes } from '../refusal.ts';
import { writeSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { findDecided } from './steps/find-decided.ts';

export interface AuthorizationCompletion {
  readonly caller: Caller;
  readonly visitor: Visitor;
  readonly handle: string;
  /** Of the code that is handed out: a code to redeem, or a delegation's verifier. */
  readonly code: { readonly form: SecretForm; readonly lifetimeSeconds: number };
}

export interface CompletedAuthorization {
  readonly request: AuthorizationRequest;
  /** What the client is told at the request's redirect. */
  readonly answer:
    | { readonly given: 'code'; readonly code: string }
    | { readonly given: 'nothing'; readonly refusal: Refusal };
}

/**
 * The dialect that began a request takes the browser back and gets what it tells the client, once: of several at a time, one does. The code is for the
 * person who granted it, with the request's redirect, scope, challenge and nonce.
 *
 * A refusal of this operation itself is for the person and not for the client: somebody else may be before the browser, or the client was told already.
 */
export async function completeAuthorization(
  world: World,
  input: AuthorizationCompletion,
): Promise<Result<CompletedAuthorization>> {
  const found = await findDecided(world, input);
  if (!found.ok) return found;
  const { request, decision } = found.value;
  const about = { clientId: request.clientId, accountId: decision.by?.accountId };
  if (request.gives === 'device') return no({ code: 'authorization-ended', why: 'unknown' }, about);

  const at = world.clock.now();
  const given = giftOf(world, request, decision, input.code, at);
  const refusal = decision.verdict === 'granted' ? undefined : ({ code: decision.verdict } as const);
  const entry = {
    ...changeEntry(world, 'complete-authorization', input.caller, at, about),
    ...(refusal === undefined ? {} : { outcome: outcomeOf(refusal) }),
  };
  const completion = { id: request.id, at, code: given?.code };
  if ((await world.store.completeAuthorizationRequest(completion, entry)) === 'lost') {
    return no({ code: 'authorization-ended', why: 'completed' }, about);
  }
  if (given !== undefined) return yes({ request, answer: { given: 'code', code: given.text } });
  return yes({ request, answer: { given: 'nothing', refusal: refusal ?? { code: 'consent-denied' } } });
}

function giftOf(
  world: World,
  request: AuthorizationRequest,
  { verdict, by }: AuthorizationDecision,
  { form, lifetimeSeconds }: AuthorizationCompletion['code'],
  at: number,
): { readonly text: string; readonly code: NewCode } | undefined {
  if (verdict !== 'granted' || by === undefined) return undefined;
  const id = world.nextId();
  const { text, fingerprint } = writeSecret(form, id, world.random.bytes);
  const { clientId, redirectUri, scope, challenge, challengeMethod, nonce, reference, audience, boundTo } = request;
  const kept = { clientId, redirectUri, scope, challenge, challengeMethod, nonce, reference, audience, boundTo };
  const { accountId, authenticatedAt } = by;
  return {
    text,
    code: { id, fingerprint, ...kept, accountId, authenticatedAt, expiresAt: at + lifetimeSeconds * 1000 },
  };
}
