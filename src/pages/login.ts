import type { FastifyInstance, FastifyReply } from 'fastify';
import { SESSION } from '../core/model/secret-form.ts';
import type { DescribedAuthorization } from '../core/operations/describe-authorization.ts';
import { say } from '../core/refusal.ts';
import { html } from '../formats/markup.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import { fieldOf, problem } from './field.ts';
import type { Page } from './layout.ts';
import type { Message } from './message.ts';
import { sendSecondStep } from './second-step.ts';
import { stepOn } from './step-on.ts';
import { retryAfterOf, vocabulary } from './vocabulary.ts';

/** People log in to their own account and not into a company, and by a page that any standard client may send them to. */
const DOOR = { legacy: false, needsCompany: false, fenced: true, carriesSteps: true };

/** What was typed, and what was wrong with it; the password is never shown again. */
interface Attempt {
  readonly organisation: string;
  readonly name: string;
  readonly failure: Message;
}

/** `GET /login` sends on whoever need not log in; `POST /login` takes name and password. */
export function serveLogin(app: FastifyInstance, pages: Pages): void {
  app.get(
    '/login',
    answerGet(pages, async (exchange) => {
      const asked = await describe(exchange);
      if (asked === 'refused') return exchange.reply;
      return needsLogin(exchange, asked) ? exchange.show(loginPage(exchange, asked)) : stepOn(exchange, 'GET');
    }),
  );
  app.post('/login', answerPost(pages, logIn));
}

/** The client's question that the browser is here for, if it is for any. */
async function describe(exchange: Exchange): Promise<DescribedAuthorization | undefined | 'refused'> {
  const { handle, caller, visitor, pages } = exchange;
  if (handle === '') return undefined;
  const described = await pages.site.core.describeAuthorization({ caller, visitor, handle });
  if (described.ok) return described.value;
  exchange.refuse(described.refusal);
  return 'refused';
}

function needsLogin({ person }: Exchange, asked: DescribedAuthorization | undefined): boolean {
  if (asked === undefined) return person === undefined;
  return asked.next === 'log-in' && !asked.request.prompts.includes('none');
}

async function logIn(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, field, person, reply } = exchange;
  const asked = await describe(exchange);
  if (asked === 'refused') return reply;
  const [organisation, name] = [field('organisation').trim(), field('name').trim()];
  const { sessionIdleSeconds: idleSeconds, sessionLifetimeSeconds: lifetimeSeconds } = pages.settings;
  const opened = await pages.site.core.openSessionByPassword({
    caller,
    person: { name, organisationCode: organisation === '' ? undefined : organisation },
    password: field('password'),
    door: DOOR,
    terms: {
      form: SESSION,
      idleSeconds,
      lifetimeSeconds,
      deviceKey: undefined,
      site: caller.site,
      access: undefined,
    },
  });
  if (!opened.ok) {
    const failure = say(vocabulary, opened.refusal, undefined);
    const seconds = retryAfterOf(opened.refusal);
    if (seconds !== undefined) reply.header('retry-after', String(seconds));
    return exchange.show(loginPage(exchange, asked, { organisation, name, failure }));
  }
  const { secret, owes } = opened.value;
  // The browser has a new session in place of the old one, whosever that was: one that was planted here before is good for nothing.
  if (person !== undefined) {
    await pages.site.core.endCredential({ caller, text: person.secret, accepts: ['session'], atItsSiteOnly: false });
  }
  if (secret === undefined) throw new Error('A session of the pages has a secret.');
  pages.cookies.set(reply, 'session', secret);
  if (owes === 'second-step') await sendSecondStep(exchange, secret);
  return stepOn(exchange, 'POST', { session: secret, owes });
}

function loginPage(exchange: Exchange, asked: DescribedAuthorization | undefined, attempt?: Attempt): Page {
  const bound = asked?.request.organisationCode;
  const known = asked?.account;
  const organisation = bound ?? attempt?.organisation ?? known?.organisation.code ?? '';
  const name = attempt?.name ?? known?.name ?? asked?.request.loginName ?? '';
  const { failure } = attempt ?? {};
  return {
    status: failure?.status ?? 200,
    title: failure === undefined ? 'Log in' : `Error: ${failure.title}`,
    main: html`<h1>Log in</h1>
${asked === undefined ? undefined : html`<p class="lead">to continue to <strong>${asked.client.name}</strong></p>\n`}${
  failure === undefined ? undefined : problem(failure.title, failure.text)
}<form method="post" action="/login">
${exchange.ownFields}
${fieldOf({
  name: 'organisation',
  label: 'Organisation code',
  value: organisation,
  autocomplete: 'organization',
  ...(bound === undefined
    ? { hint: 'You may leave it empty if only you have your name.', isOptional: true }
    : { isFixed: true }),
  isFirst: organisation === '' && name === '' && failure === undefined,
})}
${fieldOf({
  name: 'name',
  label: 'User name',
  value: name,
  autocomplete: 'username',
  isFirst: organisation !== '' && name === '',
})}
${fieldOf({
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
  isFirst: name !== '',
})}
<button type="submit">Log in</button>
</form>
${asked === undefined ? undefined : cancelForm(exchange)}`,
  };
}

/** Whoever doesn't want to log in need not be stuck here: the client is told so. */
function cancelForm({ ownFields }: Exchange) {
  return html`<form method="post" action="/consent" class="aside">
${ownFields}
<button type="submit" name="answer" value="deny" class="plain">Cancel and go back</button>
</form>`;
}
