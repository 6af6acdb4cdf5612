import { type Caller, outcomeOf } from '../model/audit-entry.ts';
import type { AuthorizationDecision, AuthorizationRequest, Verdict } from '../model/authorization-request.ts';
import { type Consent, joinScopes } from '../model/connection.ts';
import type { Visitor } from '../model/visitor.ts';
import { no, type Refusal, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { findRequest, type NextStep, nextStepOf } from './steps/find-request.ts';
import { findVisitor, type LoggedOn } from './steps/find-visitor.ts';

export interface AuthorizationAnswer {
  readonly caller: Caller;
  readonly visitor: Visitor;
  readonly handle: string;
  /**
   * The person's yes or no; or `unasked`: what follows from the request alone, when no page need be shown (the person has consented before) or none may
   * (the client wants none).
   */
  readonly answer: 'grant' | 'deny' | 'unasked';
}

/**
 * The answer to a request is kept, once: whatever is answered later changes nothing, and the first answer is told.
 *
 * Only a person who is logged on in this very browser, recently enough and owing no step, can grant. Anybody before the browser can deny.
 */
export async function decideAuthorization(
  world: World,
  input: AuthorizationAnswer,
): Promise<Result<AuthorizationRequest>> {
  const found = await findRequest(world, input.handle, input.visitor);
  if (!found.ok) return found;
  const { request, client } = found.value;
  const person = await findVisitor(world, input.visitor);
  const next = await nextStepOf(world, found.value, person);
  if (next === 'resume') return yes(request);
  const about = { clientId: client.id, accountId: person?.account.id };
  const verdict = verdictOf(input.answer, next, request);
  if (typeof verdict !== 'string') return no(verdict, about);

  const at = world.clock.now();
  const decision: AuthorizationDecision = { verdict, at, by: person === undefined ? undefined : answerer(person) };
  const consent = verdict === 'granted' && person !== undefined ? await widened(world, request, person, at) : undefined;
  const entry = { ...changeEntry(world, 'decide-authorization', input.caller, at, about), outcome: outcomeIn(verdict) };
  const outcome = await world.store.decideAuthorizationRequest({ id: request.id, decision, consent }, entry);
  if (outcome === 'won') return yes({ ...request, decision });
  // Somebody answered at the same moment, in another window of the same browser: what they said is said.
  const again = await findRequest(world, input.handle, input.visitor);
  return again.ok ? yes(again.value.request) : again;
}

function verdictOf(
  answer: AuthorizationAnswer['answer'],
  next: NextStep,
  request: AuthorizationRequest,
): Verdict | Refusal {
  if (answer === 'deny') return 'consent-denied';
  const isUnasked = answer === 'unasked';
  const mayShow = !request.prompts.includes('none');
  switch (next) {
    case 'consent':
      if (!isUnasked) return 'granted';
      return mayShow ? { code: 'consent-required' } : 'consent-required';
    case 'second-step':
    case 'change-password':
      return isUnasked && !mayShow ? 'login-required' : { code: 'step-owed', step: next };
    case 'log-in':
      return isUnasked && !mayShow ? 'login-required' : { code: 'login-required' };
    default:
      return 'granted';
  }
}

function answerer({ account, session }: LoggedOn): AuthorizationDecision['by'] {
  return { accountId: account.id, sessionId: session.id, authenticatedAt: session.openedAt };
}

async function widened(
  world: World,
  { clientId, scope }: AuthorizationRequest,
  person: LoggedOn,
  at: number,
): Promise<Consent> {
  const accountId = person.account.id;
  const earlier = await world.store.findConsent(accountId, clientId);
  return { accountId, clientId, scope: joinScopes(earlier?.scope ?? '', scope), givenAt: earlier?.givenAt ?? at };
}

function outcomeIn(verdict: Verdict): string {
  return verdict === 'granted' ? 'yes' : outcomeOf({ code: verdict });
}
