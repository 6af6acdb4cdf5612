import type { FastifyInstance } from 'fastify';
import { serveOtherMethods } from './other-methods.ts';

/** Long enough to spare the network, short enough that a new key is known soon. */
const KEPT_SECONDS = 300;

/** Serves a JSON document that everybody may read and keep for a while, scripts of other sites included. */
export function serveOpenDocument(app: FastifyInstance, path: string, document: () => unknown): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: path,
    handler: async (_request, reply) =>
      reply
        .headers({
          'cache-control': `public, max-age=${KEPT_SECONDS}`,
          'content-type': 'application/json; charset=utf-8',
          'access-control-allow-origin': '*',
        })
        .send(JSON.stringify(document())),
  });
  serveOtherMethods(app, path, ['GET', 'HEAD'], 'open to scripts');
}
