import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readQuery } from '../../formats/form.ts';
import type { RecordShape, Writable } from '../../formats/shape.ts';
import { siteAddress } from '../../formats/site-address.ts';
import { takeBodies } from '../../http/take-bodies.ts';
import { hasMembers, type WebApiOperation } from './contract.ts';
import { answerFormatOf, contentTypeOf, formatError, formatter } from './formatters.ts';
import { type ModelReading, modelReader } from './read-model.ts';
import { hideContentType, sentContentType } from './sent-content-type.ts';
import { FAULT, notFound, UNREADABLE, type WebApiError, wrongVerb } from './words.ts';

export type WebApiAnswer<A extends RecordShape = RecordShape> =
  | { readonly ok: true; readonly value: Writable<A> }
  | { readonly ok: false; readonly error: WebApiError };

/** A request as an operation is handed it. */
export interface WebApiIncoming<Q extends RecordShape = RecordShape> {
  readonly request: FastifyRequest;
  /** By name; undefined for a field of the query that wasn't sent. */
  readonly uri: Readonly<Record<string, string | undefined>>;
  /** Reads the body. Nothing is said about it before, so that an answer can first look who asks. */
  readonly model: () => ModelReading<Q>;
}

/** An operation and what answers it. */
export interface ServedOperation {
  readonly operation: WebApiOperation;
  readonly answer: (incoming: WebApiIncoming) => Promise<WebApiAnswer>;
}

/** Ties an answer to its operation, so that the compiler checks the members of both directions. */
export function served<Q extends RecordShape, A extends RecordShape>(
  operation: WebApiOperation<Q, A>,
  answer: (incoming: WebApiIncoming<Q>) => Promise<WebApiAnswer<A>>,
): ServedOperation {
  // Only this operation's own shapes are ever used to read what its answer gets and to write what it gives.
  return { operation, answer: answer as unknown as ServedOperation['answer'] };
}

/** As ASP.NET says it of everything that a controller answers. */
const NOT_KEPT = { 'cache-control': 'no-cache', pragma: 'no-cache', expires: '-1' };

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The name of every action's parameter, as errors of its members begin. */
const PARAMETER = 'request';

const NOTHING = new Uint8Array();

/**
 * Serves operations in a scope of their own. Answers and errors are in the format that the request accepts, JSON if it doesn't care. A verb that a
 * path doesn't have is answered 405, and what lies below a path and is no operation 404; the rest of the site isn't touched.
 * @param siteUrl the URL by which the site knows itself, without a trailing slash
 */
export function serveOperations(app: FastifyInstance, operations: readonly ServedOperation[], siteUrl: string): void {
  app.register(async (scope) => {
    takeBodies(scope);
    scope.addHook('onRequest', hideContentType);
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error.statusCode !== undefined && error.statusCode < 500) return sayError(request, reply, UNREADABLE);
      request.log.error({ err: error }, 'fault in a Web API operation');
      return sayError(request, reply, FAULT);
    });
    const paths = Map.groupBy(operations, ({ operation }) => operation.path);
    for (const [path, ofPath] of paths) servePath(scope, path, ofPath);
    serveNothing(scope, [...paths.keys()], siteUrl);
  });
}

function servePath(scope: FastifyInstance, path: string, operations: readonly ServedOperation[]): void {
  const url = path.replace(/\{(\w+)\}/g, ':$1');
  for (const { operation, answer } of operations) {
    const write = formatter(operation.response);
    const read = modelReader(operation.request, PARAMETER);
    const isSilent = !hasMembers(operation.response);
    scope.route({
      method: operation.verb,
      url,
      // Web API has no HEAD where an action says GET.
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const bytes = Buffer.isBuffer(request.body) ? request.body : NOTHING;
        const model = () => read(sentContentType(request), bytes);
        const said = await answer({ request, uri: uriOf(operation, request), model });
        if (!said.ok) return sayError(request, reply, said.error);
        if (isSilent) return reply.code(204).headers(NOT_KEPT).send();
        const format = answerFormatOf(request);
        return reply.headers(NOT_KEPT).header('content-type', contentTypeOf(format)).send(write(said.value, format));
      },
    });
  }
  const allowed: readonly string[] = operations.map(({ operation }) => operation.verb);
  serveRefusal(
    scope,
    url,
    VERBS.filter((verb) => !allowed.includes(verb)),
    (request) => wrongVerb(request.method, allowed),
  );
}

/** Answers for what lies below the path that all others are below, where there is one, and is none of them. */
function serveNothing(scope: FastifyInstance, paths: readonly string[], siteUrl: string): void {
  const root = paths.find((path) => paths.every((other) => other === path || other.startsWith(`${path}/`)));
  if (root === undefined) return;
  serveRefusal(scope, `${root}/*`, VERBS, (request) => {
    // Not the query: it may hold what shouldn't be read twice.
    const path = (request.url.split('?', 1)[0] ?? '').slice(0, LONGEST_PATH);
    const [controller = ''] = path.slice(root.length + 1).split('/');
    return notFound(siteAddress(request.headers.host, siteUrl) + path, controller);
  });
}

/** As much of a path as is told back. */
const LONGEST_PATH = 200;

function serveRefusal(
  scope: FastifyInstance,
  url: string,
  method: readonly string[],
  errorOf: (request: FastifyRequest) => WebApiError,
): void {
  const refuse = (request: FastifyRequest, reply: FastifyReply) => sayError(request, reply, errorOf(request));
  // Answered before any body is read.
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => refuse(request, reply);
  scope.route({ method: [...method], url, onRequest, handler: async (request, reply) => refuse(request, reply) });
}

function uriOf({ path, parameters }: WebApiOperation, request: FastifyRequest): WebApiIncoming['uri'] {
  // The router leaves an object of texts.
  const pieces = request.params as Readonly<Record<string, string>>;
  const query = readQuery(request.raw.url ?? '', 'literal');
  const fields = query.ok ? query.form : [];
  const entries = parameters.map(({ name }) => {
    if (path.includes(`{${name}}`)) return [name, pieces[name]];
    return [name, fields.find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1]];
  });
  return Object.fromEntries(entries);
}

function sayError(request: FastifyRequest, reply: FastifyReply, error: WebApiError): FastifyReply {
  reply.code(error.status).headers(error.headers).headers(NOT_KEPT);
  if (Object.keys(error.members).length === 0) return reply.send();
  const format = answerFormatOf(request);
  return reply.header('content-type', contentTypeOf(format)).send(formatError(error, format));
}
