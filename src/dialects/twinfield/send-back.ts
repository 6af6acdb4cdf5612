import type { FastifyReply } from 'fastify';

/**
 * Sends a browser to a client's address with more in its query. The address stays as it is, character by character: the client registered it so, and may
 * compare it. Nothing is told to where it goes of where it comes from, since that address holds a request's name.
 */
export function sendBack(reply: FastifyReply, address: string, query: string): FastifyReply {
  const [beforeFragment = '', fragment] = address.split('#', 2);
  const joined = `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}${query}`;
  return reply
    .code(302)
    .headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      location: fragment === undefined ? joined : `${joined}#${fragment}`,
    })
    .send();
}
