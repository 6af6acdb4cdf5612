import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../formats/markup.ts';
import { withRequest } from './door.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import { sendOn } from './send-page.ts';

/** `GET /sign-out` asks, `POST /sign-out` does it: no link of another site can log anybody out. */
export function serveSignOut(app: FastifyInstance, pages: Pages): void {
  app.get(
    '/sign-out',
    answerGet(pages, async (exchange) =>
      exchange.person === undefined
        ? exchange.show({
            status: 200,
            title: 'You are logged out',
            main: html`<h1>You are logged out</h1>
<p>You can close this page, or <a href="/login">log in again</a>.</p>`,
          })
        : exchange.show({
            status: 200,
            title: 'Log out?',
            main: html`<h1>Log out?</h1>
<p class="lead">You are logged in as <strong>${exchange.person.account.displayName}</strong>. Applications that you have connected stay connected.</p>
<form method="post" action="/sign-out" class="alone">
${exchange.ownFields}
<button type="submit">Log out</button>
</form>
<p class="aside"><a href="/connections">Stay logged in</a></p>`,
          }),
    ),
  );
  app.post('/sign-out', answerPost(pages, signOut));
}

async function signOut(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, person, reply, handle } = exchange;
  if (person !== undefined) {
    await pages.site.core.endCredential({ caller, text: person.secret, accepts: ['session'], atItsSiteOnly: false });
  }
  pages.cookies.clear(reply, 'session');
  return sendOn(reply, handle === '' ? '/sign-out' : withRequest('/login', handle));
}
