/**
 * How a platform's pages go out: documents that run nothing, load nothing but their stylesheet from this site, send nothing, and stand in no frame.
 */
import type { FastifyReply } from 'fastify';

const POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Sends a page with the status that the reply has. @param caching who may keep it (`Cache-Control`): nobody, where it may show a secret */
export function sendLinkedPage(reply: FastifyReply, caching: 'no-store' | 'private', document: string): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': caching,
      'content-security-policy': POLICY,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    .send(document);
}

/** Sends the stylesheet of such pages, which is the same for everybody. */
export function sendStylesheet(reply: FastifyReply, style: string): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    })
    .send(style);
}
