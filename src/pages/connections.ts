import type { FastifyInstance, FastifyReply } from 'fastify';
import { readHandle } from '../core/model/authorization-request.ts';
import type { Connection } from '../core/model/connection.ts';
import type { OwnSession } from '../core/operations/list-sessions.ts';
import { html, type Markup } from '../formats/markup.ts';
import { since as sinceDay } from './day.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import type { Page } from './layout.ts';
import { LOG_OUT_THERE, ownSessions } from './own-sessions.ts';
import { scopeList } from './scope-list.ts';
import { HOME, stepOn } from './step-on.ts';

const NOTICES: Readonly<Record<string, string>> = {
  ended: 'The connection has been ended. Whatever the application held for you opens nothing any more.',
  gone: 'You are logged out there.',
  password: 'Your password has been changed. You are logged out everywhere else.',
};

/** `/connections` shows a person what acts for them, and where they are logged in; `/connections/end` and `/connections/log-out` end one of it. */
export function serveConnections(app: FastifyInstance, pages: Pages): void {
  app.get(HOME, answerGet(pages, list));
  app.post(`${HOME}/end`, answerPost(pages, end));
  app.post(LOG_OUT_THERE, answerPost(pages, logOutThere));
}

async function list(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, visitor, person } = exchange;
  if (person === undefined || person.session.owes !== undefined) return stepOn(exchange, 'GET', standingOf(exchange));
  const listed = await pages.site.core.listConnections({ caller, visitor });
  if (!listed.ok) return exchange.refuse(listed.refusal);
  const own = await pages.site.core.listSessions({ caller, text: person.secret, accepts: ['session'] });
  if (!own.ok) return exchange.refuse(own.refusal);
  return exchange.show(connectionsPage(exchange, listed.value, own.value.sessions));
}

async function end(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, visitor, person, field } = exchange;
  if (person === undefined) return stepOn(exchange, 'POST', standingOf(exchange));
  const ended = await pages.site.core.endConnection({ caller, visitor, clientId: field('client') });
  return ended.ok ? exchange.sendOn(`${HOME}?notice=ended`) : exchange.refuse(ended.refusal);
}

async function logOutThere(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, person, field } = exchange;
  if (person === undefined) return stepOn(exchange, 'POST', standingOf(exchange));
  const sessionId = readHandle(field('session'));
  const asked = { caller, text: person.secret, accepts: ['session'] as const };
  // One that has ended meanwhile is what was wanted.
  if (sessionId !== undefined) await pages.site.core.endSession({ ...asked, target: { sessionId } });
  return exchange.sendOn(`${HOME}?notice=gone`);
}

/** A session that has ended counts as none. */
function standingOf({ person }: Exchange) {
  return { session: person?.secret, owes: person?.session.owes };
}

function connectionsPage(
  exchange: Exchange,
  connections: readonly Connection[],
  sessions: readonly OwnSession[],
): Page {
  const { person, field, ownFields } = exchange;
  const notice = Object.hasOwn(NOTICES, field('notice')) ? NOTICES[field('notice')] : undefined;
  return {
    status: 200,
    title: 'Connected applications',
    main: html`<h1>Connected applications</h1>
<p class="lead">You are logged in as <strong>${person?.account.displayName}</strong> of ${person?.account.organisation.code}.</p>
${notice === undefined ? undefined : html`<p class="notice" role="status">${notice}</p>\n`}${
  connections.length === 0
    ? html`<p>No application can act for you.</p>`
    : html`<ul class="connections">\n${connections.map((connection) => connectionItem(exchange, connection))}</ul>`
}
${ownSessions(exchange, sessions)}<div class="foot">
<a href="/change-password">Change password</a>
<form method="post" action="/sign-out">${ownFields}<button type="submit" class="plain">Log out</button></form>
</div>`,
  };
}

function connectionItem({ pages, ownFields }: Exchange, { client, scope, since }: Connection): Markup {
  return html`<li>
<h2>${client.name}</h2>
<p class="quiet">${sinceDay(since)}</p>
${scope === '' ? undefined : scopeList(scope, pages.scopes)}
<details>
<summary>End this connection<span class="unseen"> with ${client.name}</span></summary>
<form method="post" action="/connections/end">
${ownFields}
<input type="hidden" name="client" value="${client.id}">
<p>The application is logged out at once, and has to ask you again before it can act for you.</p>
<button type="submit" class="danger">End it now</button>
</form>
</details>
</li>
`;
}
