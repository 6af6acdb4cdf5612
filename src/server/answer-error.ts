import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { STATUS_CODES } from '../http/node-http.ts';

/**
 * Answers an error of a part that has no words of its own for one: in plain words, of which none is the error's. What Fastify found wrong with a request
 * keeps its status; anything else is a fault, logged here and a 500.
 */
export function answerError(error: unknown, request: HttpRequest, reply: HttpReply): HttpReply {
  const { statusCode } = error as { readonly statusCode?: unknown };
  const isRefusal = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  const status = isRefusal ? statusCode : 500;
  if (!isRefusal) request.log.error({ err: error }, 'a fault was answered');
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return reply
    .code(status)
    .headers(headers)
    .send(`${STATUS_CODES[status] ?? 'Error'}\n`);
}
