import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Refusal, type Result, say } from '../core/refusal.ts';
import { html, type Markup } from '../formats/markup.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import { fieldOf, problem } from './field.ts';
import type { Page } from './layout.ts';
import { stepOn } from './step-on.ts';
import { vocabulary } from './vocabulary.ts';

/** `/second-step` takes the code that was sent to the person's phone, `/second-step/again` sends another. */
export function serveSecondStep(app: FastifyInstance, pages: Pages): void {
  app.get(
    '/second-step',
    answerGet(pages, async (exchange) =>
      isOwed(exchange) ? exchange.show(codePage(exchange)) : stepOn(exchange, 'GET'),
    ),
  );
  app.post('/second-step', answerPost(pages, takeCode));
  app.post('/second-step/again', answerPost(pages, sendAgain));
}

function isOwed({ person }: Exchange): boolean {
  return person?.session.owes === 'second-step';
}

/** Sends a code for a session that was just opened. Whether it went out is seen on the page: there another can be asked for. */
export async function sendSecondStep({ pages, caller }: Exchange, session: string): Promise<Result<unknown>> {
  return pages.site.core.sendSecondStep({ caller, session, atItsSiteOnly: false });
}

async function takeCode(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, person, field } = exchange;
  if (person === undefined || !isOwed(exchange)) return stepOn(exchange, 'POST');
  const session = person.secret;
  const passed = await pages.site.core.passSecondStep({ caller, session, atItsSiteOnly: false, code: field('code') });
  if (passed.ok) return stepOn(exchange, 'POST', { session, owes: passed.value.owes });
  const { refusal } = passed;
  if (isLost(refusal)) {
    pages.cookies.clear(exchange.reply, 'session');
    return exchange.refuse(refusal);
  }
  return exchange.show(codePage(exchange, { refusal }));
}

/** The session is over, and with it every further try. */
function isLost(refusal: Refusal): boolean {
  return refusal.code === 'session-ended' || (refusal.code === 'step-rejected' && refusal.why === 'exhausted');
}

async function sendAgain(exchange: Exchange): Promise<FastifyReply> {
  const { person } = exchange;
  if (person === undefined || !isOwed(exchange)) return stepOn(exchange, 'POST');
  const sent = await sendSecondStep(exchange, person.secret);
  return exchange.show(codePage(exchange, sent.ok ? { isSent: true } : { refusal: sent.refusal }));
}

interface Outcome {
  readonly refusal?: Refusal;
  readonly isSent?: boolean;
}

function codePage(exchange: Exchange, { refusal, isSent }: Outcome = {}): Page {
  const failure = refusal === undefined ? undefined : say(vocabulary, refusal, undefined);
  return {
    status: failure?.status ?? 200,
    title: failure === undefined ? 'Confirm that it is you' : `Error: ${failure.title}`,
    main: html`<h1>Confirm that it is you</h1>
<p class="lead">We have sent a code to your phone${phoneOf(exchange)}.</p>
${isSent === true ? html`<p class="notice" role="status">A code is on its way.</p>\n` : undefined}${
  failure === undefined ? undefined : problem(failure.title, failure.text)
}<form method="post" action="/second-step">
${exchange.ownFields}
${fieldOf({ name: 'code', label: 'Code', autocomplete: 'one-time-code', code: 'digits', isFirst: true })}
<button type="submit">Continue</button>
</form>
<form method="post" action="/second-step/again" class="aside">
${exchange.ownFields}
<button type="submit" class="plain">Send another code</button>
</form>
<form method="post" action="/sign-out" class="aside">
${exchange.ownFields}
<button type="submit" class="plain">Log in as somebody else</button>
</form>`,
  };
}

/** Enough of the number to know it by, and no more. */
function phoneOf({ person }: Exchange): Markup | undefined {
  const digits = person?.account.phone?.replace(/\D/g, '') ?? '';
  return digits.length < 6 ? undefined : html` that ends in <strong>${digits.slice(-2)}</strong>`;
}
