import type { FastifyReply } from 'fastify';
import type { AuthorizationRequest } from '../core/model/authorization-request.ts';
import type { NextStep } from '../core/operations/steps/find-request.ts';
import type { OwedStep, Result } from '../core/refusal.ts';
import { html } from '../formats/markup.ts';
import { withRequest } from './door.ts';
import type { Exchange } from './exchange.ts';

/** The page on which each step is taken. */
const STEP_PAGES: Readonly<Record<OwedStep | 'log-in' | 'consent', string>> = {
  'log-in': '/login',
  'second-step': '/second-step',
  'change-password': '/change-password',
  consent: '/consent',
};

export const HOME = '/connections';

/** Where somebody who came by themselves goes next. */
function homeOf(owes: OwedStep | undefined): string {
  return owes === undefined ? HOME : STEP_PAGES[owes];
}

/** What a visitor's session owes now; a session that was just opened is not yet the one in the exchange. */
export interface Standing {
  readonly session: string | undefined;
  readonly owes: OwedStep | undefined;
}

/**
 * Sends the browser to whatever comes next: a page where a step is taken, back to the dialect once the question is decided, or home.
 * @param method POST when the browser has just sent a form; see `sendBack`
 */
export async function stepOn(exchange: Exchange, method: 'GET' | 'POST', standing?: Standing): Promise<FastifyReply> {
  const { handle, person, pages, caller } = exchange;
  const { session, owes } = standing ?? { session: exchange.visitor.session, owes: person?.session.owes };
  if (handle === '') return exchange.sendOn(session === undefined ? STEP_PAGES['log-in'] : homeOf(owes));
  const visitor = { ...exchange.visitor, session };
  const described = await pages.site.core.describeAuthorization({ caller, visitor, handle });
  if (!described.ok) return exchange.refuse(described.refusal);
  const { next, request, client } = described.value;
  if (next === 'resume') return sendBack(exchange, method, request, client.name);
  if (mustAsk(next) && !request.prompts.includes('none')) return exchange.sendOn(withRequest(STEP_PAGES[next], handle));
  const decided = await pages.site.core.decideAuthorization({ caller, visitor, handle, answer: 'unasked' });
  return sendDecided(exchange, method, decided, client.name);
}

function mustAsk(next: NextStep): next is keyof typeof STEP_PAGES {
  return next in STEP_PAGES;
}

/** Back to the dialect with a request that has been decided. */
export function sendDecided(
  exchange: Exchange,
  method: 'GET' | 'POST',
  decided: Result<AuthorizationRequest>,
  clientName: string,
): FastifyReply {
  return decided.ok ? sendBack(exchange, method, decided.value, clientName) : exchange.refuse(decided.refusal);
}

/**
 * After a GET by a redirect. After a form by a page that goes on by itself: browsers hold every redirect that follows a form to the `form-action` of the
 * page that it stood on, wherever the client's own redirects may lead, and a page between ends that chain.
 */
function sendBack(
  exchange: Exchange,
  method: 'GET' | 'POST',
  request: AuthorizationRequest,
  clientName: string,
): FastifyReply {
  const path = withRequest(request.resumePath, exchange.handle);
  if (method === 'GET') return exchange.sendOn(path);
  return exchange.show({
    status: 200,
    title: `Back to ${clientName}`,
    onwards: path,
    main: html`<h1>One moment</h1>
<p>You are on your way back to ${clientName}.</p>
<p><a class="button" href="${path}">Continue</a></p>`,
  });
}
