import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Connection } from '../core/model/connection.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import { type Html, html } from './html.ts';
import type { Page } from './layout.ts';
import { scopeList } from './scope-list.ts';
import { HOME, stepOn } from './step-on.ts';

const NOTICES: Readonly<Record<string, string>> = {
  ended: 'The connection has been ended. Whatever the application held for you opens nothing any more.',
  password: 'Your password has been changed. You are logged out everywhere else.',
};

/** `/connections` shows a person what acts for them; `/connections/end` ends one of it. */
export function serveConnections(app: FastifyInstance, pages: Pages): void {
  app.get(HOME, answerGet(pages, list));
  app.post(`${HOME}/end`, answerPost(pages, end));
}

async function list(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, visitor, person } = exchange;
  if (person === undefined || person.session.owes !== undefined) return stepOn(exchange, 'GET', standingOf(exchange));
  const listed = await pages.site.core.listConnections({ caller, visitor });
  return listed.ok ? exchange.show(connectionsPage(exchange, listed.value)) : exchange.refuse(listed.refusal);
}

async function end(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, visitor, person, field } = exchange;
  if (person === undefined) return stepOn(exchange, 'POST', standingOf(exchange));
  const ended = await pages.site.core.endConnection({ caller, visitor, clientId: field('client') });
  return ended.ok ? exchange.sendOn(`${HOME}?notice=ended`) : exchange.refuse(ended.refusal);
}

/** A session that has ended counts as none. */
function standingOf({ person }: Exchange) {
  return { session: person?.secret, owes: person?.session.owes };
}

function connectionsPage(exchange: Exchange, connections: readonly Connection[]): Page {
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
<div class="foot">
<a href="/change-password">Change password</a>
<form method="post" action="/sign-out">${ownFields}<button type="submit" class="plain">Log out</button></form>
</div>`,
  };
}

function connectionItem({ pages, ownFields }: Exchange, { client, scope, since }: Connection): Html {
  return html`<li>
<h2>${client.name}</h2>
<p class="quiet">since <time datetime="${isoDay(since)}">${plainDay(since)}</time></p>
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

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** As people write it, without asking the machine which language that would be: `21 November 2026`, by UTC. */
function plainDay(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
