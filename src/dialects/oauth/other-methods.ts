import type { FastifyInstance } from 'fastify';
import type { HttpReply } from '../../http/exchange.ts';
import { answerRefusal } from './answer.ts';
import { servePreflight } from './cross-origin.ts';
import { improper } from './parameters.ts';

/** Every method that the server reads. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Answers every method of a path but those that are allowed with 405 in OAuth's words, naming those. The body isn't read.
 * @param scripts whether scripts of other sites may ask here, so that OPTIONS may be their browsers' question
 */
export function serveOtherMethods(
  app: FastifyInstance,
  path: string,
  allowed: readonly string[],
  scripts: 'open to scripts' | 'closed to scripts' = 'closed to scripts',
): void {
  const refuse = (reply: HttpReply) =>
    answerRefusal(
      reply.header('allow', allowed.join(', ')),
      improper(`the method, which must be ${allowed.join(' or ')}`).refusal,
      405,
    );
  const isOpen = scripts === 'open to scripts';
  if (isOpen) servePreflight(app, path, allowed.join(', '), refuse);
  app.route({
    method: METHODS.filter((method) => !allowed.includes(method) && !(isOpen && method === 'OPTIONS')),
    url: path,
    onRequest: async (_request, reply) => refuse(reply),
    handler: async (_request, reply) => refuse(reply),
  });
}
