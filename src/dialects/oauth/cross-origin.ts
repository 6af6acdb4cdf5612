/**
 * What scripts of other sites may read (Fetch standard, section 3.2): the endpoints that applications in browsers ask. No cookie counts there, so anybody
 * may; who may have what, tokens and proofs decide.
 */
import type { FastifyInstance } from 'fastify';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';

/** What a script may send besides the simple headers. */
const REQUEST_HEADERS = 'authorization, content-type, dpop';

/** What it may read besides the simple ones. */
const ANSWER_HEADERS = 'www-authenticate';

/** A day; browsers cap it at less. */
const PREFLIGHT_SECONDS = '86400';

/** Lets a script that asked read the answer. Without an `Origin` nobody needs it, and the answer stays as short as it was. */
export function openToScripts(request: Pick<HttpRequest, 'headers'>, reply: HttpReply): HttpReply {
  if (request.headers.origin === undefined) return reply;
  return reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', ANSWER_HEADERS);
}

/** Answers a browser that asks before a script's request is sent; any other OPTIONS goes to `otherwise`. */
export function servePreflight(
  app: FastifyInstance,
  path: string,
  methods: string,
  otherwise: (reply: HttpReply) => HttpReply,
): void {
  app.options(path, async (request, reply) => {
    const { origin, 'access-control-request-method': method } = request.headers;
    if (origin === undefined || method === undefined) return otherwise(reply);
    return reply
      .code(204)
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': methods,
        'access-control-allow-headers': REQUEST_HEADERS,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
      .send();
  });
}
