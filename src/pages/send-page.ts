import type { FastifyReply } from 'fastify';
import { documentOf, type Page } from './layout.ts';

/**
 * What every page says about itself. Nothing but its own stylesheet and icon is loaded, nothing runs, forms go to this site only, nobody frames it and
 * nobody keeps it.
 *
 * `same-origin` and not `no-referrer`: with the latter browsers send forms with `Origin: null`, and whose form it is couldn't be seen from it.
 * Nothing is said about the opener, since clients that log people in by a pop-up window watch it come back.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function sendPage(reply: FastifyReply, page: Page, name: string): FastifyReply {
  return reply.code(page.status).headers(HEADERS).send(documentOf(page, name));
}

/** Sends the browser on with a GET, whatever brought it here, to a path of this site. */
export function sendOn(reply: FastifyReply, path: string): FastifyReply {
  return reply
    .code(303)
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin', location: path })
    .send();
}
