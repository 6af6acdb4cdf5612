import type { FastifyReply } from 'fastify';

/**
 * Sends a browser to a client's address with what the client is told. Nothing is told to where it goes of where it comes from, since that address holds a
 * request's name.
 * @param status 302, or 303 so that no browser repeats a form at the client (RFC 9700 section 4.12)
 */
export function sendBack(reply: FastifyReply, status: 302 | 303, location: string): FastifyReply {
  return reply.code(status).headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', location }).send();
}
