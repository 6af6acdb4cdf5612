import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AuthorizationRequest } from '../core/model/authorization-request.ts';
import type { DescribedAuthorization } from '../core/operations/describe-authorization.ts';
import { html, type Markup } from '../formats/markup.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import type { Page } from './layout.ts';
import { scopeList } from './scope-list.ts';
import { sendDecided, stepOn } from './step-on.ts';

/** `GET /consent` asks the person, `POST /consent` takes the answer. */
export function serveConsent(app: FastifyInstance, pages: Pages): void {
  app.get('/consent', answerGet(pages, ask));
  app.post('/consent', answerPost(pages, decide));
}

async function ask(exchange: Exchange): Promise<FastifyReply> {
  const { handle, caller, visitor, pages } = exchange;
  const described = await pages.site.core.describeAuthorization({ caller, visitor, handle });
  if (!described.ok) return exchange.refuse(described.refusal);
  return described.value.next === 'consent'
    ? exchange.show(consentPage(exchange, described.value))
    : stepOn(exchange, 'GET');
}

async function decide(exchange: Exchange): Promise<FastifyReply> {
  const { handle, caller, visitor, pages, field } = exchange;
  const described = await pages.site.core.describeAuthorization({ caller, visitor, handle });
  if (!described.ok) return exchange.refuse(described.refusal);
  const { next, client } = described.value;
  const answer = field('answer') === 'grant' ? 'grant' : 'deny';
  // Somebody may have been logged out while the question stood here: they can still say yes once they are back.
  if (answer === 'grant' && next !== 'consent') return stepOn(exchange, 'POST');
  const decided = await pages.site.core.decideAuthorization({ caller, visitor, handle, answer });
  return sendDecided(exchange, 'POST', decided, client.name);
}

function consentPage(exchange: Exchange, { client, request, account }: DescribedAuthorization): Page {
  const { pages, ownFields } = exchange;
  return {
    status: 200,
    title: `Let ${client.name} act for you?`,
    main: html`<h1>Let <strong>${client.name}</strong> act for you?</h1>
<dl class="who">
<div><dt>You</dt><dd>${account?.displayName}${emailOf(account?.email)}</dd></div>
<div><dt>Organisation</dt><dd>${account?.organisation.code}</dd></div>
</dl>
<p>If you allow it, ${client.name} can:</p>
${scopeList(request.scope, pages.scopes)}
<p class="quiet">${whereTo(request)} You can end this at any time under <a href="/connections">connected applications</a>.</p>
<form method="post" action="/consent" class="choice">
${ownFields}
<button type="submit" name="answer" value="grant">Allow</button>
<button type="submit" name="answer" value="deny" class="second">Refuse</button>
</form>
<form method="post" action="/sign-out" class="aside">
${ownFields}
<button type="submit" class="plain">Not you? Log in as somebody else</button>
</form>`,
  };
}

function emailOf(email: string | undefined) {
  return email === undefined ? undefined : html` <span class="quiet">${email}</span>`;
}

/**
 * The host that the browser goes to, which tells more than the whole address; the scheme for an application on the person's own device. What is no address
 * is the word of a client that no browser can be sent back to.
 */
function whereTo({ gives, redirectUri }: AuthorizationRequest): Markup {
  if (gives === 'device') return html`The device on which you saw the code will be connected.`;
  const address = URL.parse(redirectUri);
  if (address === null) return html`You will be shown a code to take to the application.`;
  return html`You will be sent to <strong>${address.host === '' ? address.protocol : address.host}</strong>.`;
}
