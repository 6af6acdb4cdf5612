import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordShape, Writable } from '../../formats/shape.ts';
import { takeBodies } from '../../http/take-bodies.ts';
import type { WebApiOperation } from './contract.ts';
import { answerFormatOf, contentTypeOf, formatError, formatter } from './formatters.ts';
import { FAULT, UNREADABLE, type WebApiError, wrongVerb } from './words.ts';

export type WebApiAnswer<A extends RecordShape = RecordShape> =
  | { readonly ok: true; readonly value: Writable<A> }
  | { readonly ok: false; readonly error: WebApiError };

/** An operation and what answers it. */
export interface ServedOperation {
  readonly operation: WebApiOperation;
  readonly answer: (request: FastifyRequest) => Promise<WebApiAnswer>;
}

/** Ties an answer to its operation, so that the compiler checks the members. */
export function served<A extends RecordShape>(
  operation: WebApiOperation<RecordShape, A>,
  answer: (request: FastifyRequest) => Promise<WebApiAnswer<A>>,
): ServedOperation {
  // Only this operation's own shape is ever used to write what its answer gives.
  return { operation, answer: answer as ServedOperation['answer'] };
}

/** As ASP.NET says it of everything that a controller answers. */
const NOT_KEPT = { 'cache-control': 'no-cache', pragma: 'no-cache', expires: '-1' };

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Serves operations in a scope of their own. Answers and errors are in the format that the request accepts, JSON if it doesn't care. A verb that a path doesn't have is answered 405; the rest of the site isn't touched.
 */
export function serveOperations(app: FastifyInstance, operations: readonly ServedOperation[]): void {
  app.register(async (scope) => {
    takeBodies(scope);
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error.statusCode !== undefined && error.statusCode < 500) return sayError(request, reply, UNREADABLE);
      request.log.error({ err: error }, 'fault in a Web API operation');
      return sayError(request, reply, FAULT);
    });
    for (const [path, ofPath] of Map.groupBy(operations, ({ operation }) => operation.path))
      servePath(scope, path, ofPath);
  });
}

function servePath(scope: FastifyInstance, path: string, operations: readonly ServedOperation[]): void {
  for (const { operation, answer } of operations) {
    const write = formatter(operation.response);
    scope.route({
      method: operation.verb,
      url: path,
      // Web API has no HEAD where an action says GET.
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const said = await answer(request);
        if (!said.ok) return sayError(request, reply, said.error);
        const format = answerFormatOf(request);
        return reply.headers(NOT_KEPT).header('content-type', contentTypeOf(format)).send(write(said.value, format));
      },
    });
  }
  const allowed: readonly string[] = operations.map(({ operation }) => operation.verb);
  const refuse = (request: FastifyRequest, reply: FastifyReply) =>
    sayError(request, reply, wrongVerb(request.method, allowed));
  scope.route({
    method: VERBS.filter((verb) => !allowed.includes(verb)),
    url: path,
    // Answered before any body is read.
    onRequest: async (request, reply) => refuse(request, reply),
    handler: async (request, reply) => refuse(request, reply),
  });
}

function sayError(request: FastifyRequest, reply: FastifyReply, error: WebApiError): FastifyReply {
  const format = answerFormatOf(request);
  return reply
    .code(error.status)
    .headers(error.headers)
    .headers(NOT_KEPT)
    .header('content-type', contentTypeOf(format))
    .send(formatError(error, format));
}
