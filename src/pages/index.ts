/**
 * The pages that people see: log in, second step, new password, consent, connected applications, log out, and messages.
 *
 * They are served on every site and for every dialect. A dialect hands over a browser together with a request for authorization and gets it back when
 * the request is decided; what the request is in its wire's words, they don't know. They need no script, and keep nothing but what the core keeps:
 * whoever is before them is known by two cookies. docs/pages.md describes them.
 */
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Site, SitePart } from '../dialects/dialect.ts';
import { serveChangePassword } from './change-password.ts';
import { serveConnections } from './connections.ts';
import { serveConsent } from './consent.ts';
import { visitorCookies } from './cookies.ts';
import { serveDevice } from './device.ts';
import { showRefusal } from './door.ts';
import { type Pages, UnmetVisitor } from './exchange.ts';
import { serveLogin } from './login.ts';
import { FAULT, type Message, messagePage } from './message.ts';
import { serveSecondStep } from './second-step.ts';
import { sendOn, sendPage } from './send-page.ts';
import type { PagesSettings, ScopeWords } from './settings.ts';
import { serveSignOut } from './sign-out.ts';
import { HOME } from './step-on.ts';
import { ICON, STYLESHEET } from './stylesheet.ts';

/** The largest form that is read, in bytes: no page has one that comes near it. */
const FORM_LIMIT = 16 * 1024;

const TOO_LARGE: Message = {
  status: 413,
  title: 'That is too much',
  text: 'What was sent is larger than any form here.',
};
const NO_FORM: Message = { status: 415, title: 'That can’t be read', text: 'What was sent is no form of this site.' };

/** A page changes rarely and its parts are few, so a day in the browser's own store is enough and not too much. */
const KEEP_PARTS = 'public, max-age=86400';

/** The pages of one site. */
export function pagesPart(settings: PagesSettings, scopes: ScopeWords): SitePart {
  return {
    name: 'pages',
    register: (app, site: Site) => {
      const pages: Pages = { site, settings, scopes, cookies: visitorCookies(site.url) };
      app.removeAllContentTypeParsers();
      app.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'buffer', bodyLimit: FORM_LIMIT },
        (_request, body, done) => done(null, body),
      );
      app.setErrorHandler<FastifyError>((error, request, reply) => {
        if (error instanceof UnmetVisitor) return showRefusal(reply, error.refusal, settings.name);
        const message = messageOf(error);
        if (message === FAULT) request.log.error({ err: error }, 'fault in the pages');
        return sendPage(reply, messagePage(message), settings.name);
      });
      serveParts(app);
      app.get('/', (_request, reply) => sendOn(reply, HOME));
      serveLogin(app, pages);
      serveSecondStep(app, pages);
      serveChangePassword(app, pages);
      serveConsent(app, pages);
      serveConnections(app, pages);
      serveDevice(app, pages);
      serveSignOut(app, pages);
    },
  };
}

function messageOf({ statusCode }: FastifyError): Message {
  if (statusCode === 413) return TOO_LARGE;
  return statusCode === 415 ? NO_FORM : FAULT;
}

function serveParts(app: FastifyInstance): void {
  const serve = (path: string, type: string, content: string | Buffer) =>
    app.get(path, (_request, reply) =>
      reply.type(type).headers({ 'cache-control': KEEP_PARTS, 'x-content-type-options': 'nosniff' }).send(content),
    );
  serve('/pages/style.css', 'text/css; charset=utf-8', STYLESHEET);
  serve('/pages/icon.svg', 'image/svg+xml', ICON);
}
