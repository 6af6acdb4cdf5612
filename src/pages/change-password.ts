import type { FastifyInstance, FastifyReply } from 'fastify';
import { say } from '../core/refusal.ts';
import { html } from '../formats/markup.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import { type Field, fieldOf, problem } from './field.ts';
import type { Page } from './layout.ts';
import type { Message } from './message.ts';
import { HOME, stepOn } from './step-on.ts';
import { vocabulary } from './vocabulary.ts';

/** What is wrong, and in which field. */
interface Failure extends Message {
  readonly field: 'present' | 'next' | 'again';
}

const UNLIKE: Failure = {
  status: 400,
  title: 'The two don’t match',
  text: 'Type the new password the same way twice.',
  field: 'again',
};

/** `/change-password`, for whoever must change it and whoever wants to. */
export function serveChangePassword(app: FastifyInstance, pages: Pages): void {
  app.get(
    '/change-password',
    answerGet(pages, async (exchange) =>
      mayChange(exchange) ? exchange.show(passwordPage(exchange)) : stepOn(exchange, 'GET'),
    ),
  );
  app.post('/change-password', answerPost(pages, change));
}

function mayChange({ person }: Exchange): boolean {
  return person !== undefined && person.session.owes !== 'second-step';
}

async function change(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, person, field } = exchange;
  if (person === undefined || !mayChange(exchange)) return stepOn(exchange, 'POST');
  if (field('next') !== field('again')) return exchange.show(passwordPage(exchange, UNLIKE));
  const session = person.secret;
  const asked = { caller, session, atItsSiteOnly: false, present: field('present'), next: field('next') };
  const changed = await pages.site.core.changePassword(asked);
  if (changed.ok) {
    if (exchange.handle === '') return exchange.sendOn(`${HOME}?notice=password`);
    return stepOn(exchange, 'POST', { session, owes: changed.value.owes });
  }
  const { refusal } = changed;
  switch (refusal.code) {
    case 'credentials-rejected':
      return exchange.show(passwordPage(exchange, WRONG));
    case 'password-rejected':
      return exchange.show(passwordPage(exchange, { ...say(vocabulary, refusal, undefined), field: 'next' }));
    default:
      return exchange.refuse(refusal);
  }
}

const WRONG: Failure = {
  status: 403,
  title: 'That isn’t your present password',
  text: 'Type the password that you have logged in with.',
  field: 'present',
};

function passwordPage(exchange: Exchange, failure?: Failure): Page {
  const { person, ownFields, passwordMinLength } = exchange;
  const isOwed = person?.session.owes !== undefined;
  const input = (field: Failure['field'], rest: Pick<Field, 'label' | 'autocomplete' | 'hint'>) =>
    fieldOf({
      ...rest,
      name: field,
      type: 'password',
      error: failure?.field === field ? failure.text : undefined,
      isFirst: (failure?.field ?? 'present') === field,
    });
  return {
    status: failure?.status ?? 200,
    title: failure === undefined ? 'Choose a new password' : `Error: ${failure.title}`,
    main: html`<h1>Choose a new password</h1>
<p class="lead">${
      isOwed ? 'Your password has to be changed before you go on.' : 'You will be logged out everywhere else.'
    }</p>
${failure === undefined ? undefined : problem(failure.title, failure.text)}<form method="post" action="/change-password">
${ownFields}
<input type="text" name="name" value="${person?.account.name}" autocomplete="username" readonly hidden>
${input('present', { label: 'Present password', autocomplete: 'current-password' })}
${input('next', { label: 'New password', autocomplete: 'new-password', hint: `At least ${passwordMinLength} characters.` })}
${input('again', { label: 'New password again', autocomplete: 'new-password' })}
<button type="submit">Change password</button>
</form>
${isOwed ? undefined : html`<p class="aside"><a href="${HOME}">Leave it as it is</a></p>`}`,
  };
}
