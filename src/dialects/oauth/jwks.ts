import type { FastifyInstance } from 'fastify';
import type { Site } from '../dialect.ts';
import { serveOtherMethods } from './endpoint.ts';

/** Long enough to spare the network, short enough that a new key is known soon. */
const KEPT_SECONDS = 300;

/** `GET /oauth2/jwks` (RFC 7517 section 5): the public keys of the signed tokens that any dialect issues. */
export function serveJwks(app: FastifyInstance, site: Site, path: string): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: path,
    handler: async (_request, reply) =>
      reply
        .header('cache-control', `public, max-age=${KEPT_SECONDS}`)
        .header('content-type', 'application/json; charset=utf-8')
        .send(JSON.stringify(site.publicKeys())),
  });
  serveOtherMethods(app, path, 'GET, HEAD', ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
}
