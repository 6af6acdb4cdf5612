/**
 * One site as a Fastify application: its dialects and other parts, each in a scope of its own, and the health check.
 *
 * What is decided here holds for every dialect: how large a request may be, how long it may take, that paths are matched in any case, and that
 * requests are never logged with their address or headers, which may carry secrets.
 */
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { BODY_LIMIT, type Site, type SitePart } from '../dialects/dialect.ts';
import { openDirectDoor } from '../http/direct-door.ts';
import { originForm } from '../http/origin-form.ts';
import { takeBodies } from '../http/take-bodies.ts';
import { answerError } from './answer-error.ts';
import { answerClientError } from './client-error.ts';
import { closeSilentConnections } from './close-silent-connections.ts';

/** How long a client may take to send its whole request. */
const REQUEST_TIMEOUT_MS = 30_000;

const CONNECTIONS = {
  // Node has a longer one change places with the limit for the whole request, which then is a minute.
  headersTimeout: REQUEST_TIMEOUT_MS,
  // How long a request that took too long may go unnoticed.
  connectionsCheckingInterval: 5_000,
};

/**
 * Dialects read their requests by their contracts, and no route has a JSON schema. Told so, Fastify loads no compiler of them; those that it comes
 * with are a quarter of what a start costs.
 */
const NO_SCHEMAS = { buildValidator: schemaFault, buildSerializer: schemaFault };

export function createApp(site: Site, parts: readonly SitePart[], logger?: FastifyBaseLogger): FastifyInstance {
  const app = Fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    // Requests aren't logged, so a logger of its own for each would be made for nothing.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    http: CONNECTIONS,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    exposeHeadRoutes: false,
    rewriteUrl: ({ url = '' }) => originForm(url),
    forceCloseConnections: 'idle',
    routerOptions: { caseSensitive: false, maxParamLength: 256 },
    schemaController: { compilersFactory: NO_SCHEMAS },
    clientErrorHandler: answerClientError,
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      // The path can't be decoded, so no dialect owns it.
      reply.code(400).type('text/plain; charset=utf-8').send('Bad Request');
    },
  });
  closeSilentConnections(app);
  openDirectDoor(app);
  app.setErrorHandler(answerError);
  // Where nobody reads it, nothing can be wrong with a body.
  takeBodies(app);
  app.get('/healthz', (_request, reply) => {
    reply.type('text/plain; charset=utf-8').send('ok\n');
  });
  app.setNotFoundHandler((request, reply) => {
    if (isBrowserThatGets(request)) return site.pages.showNothing(reply);
    return reply.code(404).type('text/plain; charset=utf-8').send('Not Found\n');
  });
  for (const part of parts) {
    app.register(async (scope) => {
      await part.register(scope, site);
    });
  }
  return app;
}

/** Whether a person would see the answer: browsers alone name HTML when they ask for a page. */
function isBrowserThatGets({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}

/** @throws always: a route with a schema is a mistake here */
function schemaFault(): never {
  throw new Error('Routes here have no schemas.');
}
