/**
 * A door beside the framework's, for the few routes that are asked all the time.
 *
 * To find a route, make a request and a reply, run hooks and send costs Fastify about as much as a bare request costs Node, and more than most
 * operations here cost themselves. So a request that can be told at a glance to be for such a route, and has nothing about it that Fastify would
 * have to judge, is answered by the route's own function at once. Any other takes the usual way to the very same function: the door changes what
 * an answer costs and never what it says.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { DirectReply } from './direct-reply.ts';
import type { Answer, HttpRequest } from './exchange.ts';
import { readBody } from './read-body.ts';
import { withUsualNames } from './with-usual-names.ts';

interface DirectRoute {
  readonly scope: FastifyInstance;
  readonly answer: Answer;
}

/** By method and path, as `POST /oauth2/token`. */
type DirectRoutes = Map<string, DirectRoute>;

type Listener = (message: IncomingMessage, response: ServerResponse) => void;

/** The decorator under which an application has its routes. */
const ROUTES = 'directRoutes';

/**
 * Types of bodies that Fastify has nothing against: a narrower form than it takes, but one that toolkits write, such as
 * `application/soap+xml; charset=utf-8; action="http://a/b"`. To match it costs next to nothing beside what the
 * other door does.
 */
const PLAIN_TYPE = /^[a-z]+\/[a-z0-9.+-]+(?:; ?[a-z-]+=(?:[\w.:-]+|"[\w.:/#?&=%~+-]*"))*$/i;

/** Opens the direct door of an application, before its routes are registered. */
export function openDirectDoor(app: FastifyInstance): void {
  const routes: DirectRoutes = new Map();
  const limit = app.initialConfig.bodyLimit ?? 0;
  let isClosing = false;
  app.decorate(ROUTES, routes);
  app.addHook('preClose', async () => {
    // From here on Fastify sends clients elsewhere.
    isClosing = true;
  });
  const next = takeListener(app.server);
  app.server.on('request', (message, response) => {
    const route = isClosing ? undefined : routes.get(`${message.method} ${message.url}`);
    if (route === undefined || !isPlain(message, limit)) next(message, withUsualNames(response));
    else answerDirectly(route, message, response, limit);
  });
}

/**
 * Serves a route by both doors, in a scope that takes bodies as bytes (`takeBodies`). Hooks of the scope don't run for what comes by the direct one:
 * whatever must happen to every request or answer belongs into the function.
 */
export function serveDirectly(scope: FastifyInstance, method: 'GET' | 'POST', path: string, answer: Answer): void {
  scope.route({ method, url: path, handler: answer });
  if (scope.hasDecorator(ROUTES)) scope.getDecorator<DirectRoutes>(ROUTES).set(`${method} ${path}`, { scope, answer });
}

/** Fastify's own, which is the only one. It listens no more. */
function takeListener(server: Server): Listener {
  const [listener] = server.listeners('request') as [Listener];
  server.removeAllListeners('request');
  return listener;
}

/** Whether Fastify would find nothing about the request to refuse or decide before it calls a handler. */
function isPlain({ method, headers }: IncomingMessage, limit: number): boolean {
  const { 'content-length': length, 'content-type': type } = headers;
  if (headers['transfer-encoding'] !== undefined) return false;
  if (method === 'GET') return length === undefined || length === '0';
  return Number(length) <= limit && type !== undefined && PLAIN_TYPE.test(type);
}

function answerDirectly(route: DirectRoute, message: IncomingMessage, response: ServerResponse, limit: number): void {
  if (message.method === 'GET') {
    runAnswer(route, message, response, undefined);
    return;
  }
  readBody(message, limit, (error, body) => {
    // Of a body with a length within the limit only the connection's failure can be told, and nobody is there any more.
    if (error === null) runAnswer(route, message, response, body);
    else response.destroy();
  });
}

function runAnswer(
  { scope, answer }: DirectRoute,
  message: IncomingMessage,
  response: ServerResponse,
  body: Buffer | undefined,
): void {
  const request: HttpRequest = {
    method: message.method ?? '',
    url: message.url ?? '',
    // A path with a query is no route's own.
    query: {},
    headers: message.headers,
    body,
    ip: message.socket.remoteAddress ?? '',
    raw: message,
    log: scope.log,
  };
  const reply = new DirectReply(request, response);
  run(
    () => answer(request, reply),
    (error) => letHandlerAnswer(scope, request, reply, error),
  );
}

/** Has the error handler of the scope answer. Its own failure costs the connection, and nothing else. */
function letHandlerAnswer(scope: FastifyInstance, request: HttpRequest, reply: DirectReply, error: unknown): void {
  if (reply.raw.headersSent) {
    request.log.error({ err: error }, 'failed after its answer');
    return;
  }
  reply.forgetBody();
  // Fastify's handlers are typed for Fastify's objects; those of a scope with direct routes ask for no more than these have.
  const handler = scope.errorHandler as unknown as (error: unknown, ...of: Parameters<Answer>) => unknown;
  run(
    () => handler.call(scope, error, request, reply),
    (another) => {
      request.log.error({ err: another }, 'failed to answer an error');
      reply.raw.destroy();
    },
  );
}

/** Runs what may fail at once or later. */
function run(act: () => unknown, fail: (error: unknown) => void): void {
  try {
    const done = act();
    if (done instanceof Promise) done.catch(fail);
  } catch (error) {
    fail(error);
  }
}
