/**
 * One exchange: a request is routed, negotiated, bound and performed, in that order, and its answer said.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { charsetOf, mediaTypeOf } from '../../formats/content-type.ts';
import { readCookies } from '../../formats/cookies.ts';
import type { Answer, Call, Performers } from './answer.ts';
import { type Binding, type Body, binder, notDeserialized } from './bind.ts';
import type { ServiceStackContract, ServiceStackOperation, Verb } from './contract.ts';
import { type Format, formats, type ReadBody } from './formats.ts';
import { type Incoming, isSecure, readIncoming, valueIn, verbIn } from './incoming.ts';
import { negotiate, ofContentType, ofKey } from './negotiate.ts';
import { notImplemented, type ServiceError } from './response-status.ts';
import { type Routed, type Routing, router } from './route.ts';
import type { Speaker } from './speak.ts';

export interface Exchange {
  answer(request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply>;
  /** The format in which a request that failed early is answered. */
  formatOf(request: FastifyRequest): Format;
}

export interface ExchangeHost<C extends ServiceStackContract> {
  readonly contract: C;
  readonly performers: Performers<C>;
  readonly prefix: string;
  /** Hears of every request that was routed to an operation and couldn't be bound to it, before it is answered. */
  readonly onUnreadable: (operation: keyof C['operations'], request: FastifyRequest) => void;
}

/** An operation with all that is built once for it. */
interface Prepared {
  readonly operation: ServiceStackOperation;
  readonly typeName: string;
  readonly bind: ReturnType<typeof binder>;
  /** By the format's key. */
  readonly readers: ReadonlyMap<string, ReadBody>;
  readonly perform: (call: Call, request: unknown) => Promise<Answer<object>>;
}

export function exchanger<C extends ServiceStackContract>(
  host: ExchangeHost<C>,
  fallback: Format,
  speak: Speaker,
): Exchange {
  const operations = Object.values(host.contract.operations);
  const route = router(operations, formats);
  const prepared = new Map(operations.map((operation) => [operation.name, prepare(operation, host)]));

  return {
    answer(request, reply) {
      const incoming = readIncoming(request, host.prefix);
      const routing = route(incoming.path);
      if (routing === undefined) return speak.nowhere(reply);
      const format = formatFor(incoming, routing, fallback);
      if (routing.kind === 'unknown-operation') {
        const message = `The operation '${routing.name}' does not exist for this service`;
        return speak.error(reply, format, notImplemented(message));
      }
      const known = prepared.get(routing.name);
      if (known === undefined) throw new Error(`The contract has no operation ${routing.name}`);
      const bound = bindIncoming(known, routing, incoming);
      if (!bound.ok) {
        host.onUnreadable(routing.name, request);
        return speak.error(reply, format, bound.error);
      }
      const verb = verbIn(incoming);
      const { operation } = known;
      if (operation.verbs !== 'any' && !operation.verbs.includes(verb)) {
        return verb === 'OPTIONS' ? speak.nothing(reply) : speak.error(reply, format, noMethod(operation, verb));
      }
      const call = { request, verb, isSecure: isSecure(incoming), cookies: readCookies(request.headers.cookie) };
      return known
        .perform(call, bound.value)
        .then((answer) => speak.answer(reply, format, operation.name, request.url, answer));
    },
    formatOf(request) {
      const incoming = readIncoming(request, host.prefix);
      return formatFor(incoming, route(incoming.path), fallback);
    },
  };
}

function prepare<C extends ServiceStackContract>(
  operation: ServiceStackOperation,
  { contract, performers }: ExchangeHost<C>,
): Prepared {
  const typeName = `${contract.clrNamespace}.${operation.request.name}`;
  const codecs = formats.flatMap(({ key, codec }) => (codec === undefined ? [] : [{ key, codec }]));
  return {
    operation,
    typeName,
    bind: binder(operation.request, typeName),
    readers: new Map(codecs.map(({ key, codec }) => [key, codec.reader(operation.request)])),
    // The mapped type keeps each performer with its operation; here they are taken by name, and the shapes keep the promise.
    perform: performers[operation.name as keyof C['operations']] as Prepared['perform'],
  };
}

function noMethod({ name, serviceName }: ServiceStackOperation, verb: Verb): ServiceError {
  const method = `${verb.charAt(0)}${verb.slice(1).toLowerCase()}`;
  return notImplemented(`Could not find method named ${method}(${name}) or Any(${name}) on Service ${serviceName}`);
}

function bindIncoming({ bind, readers, typeName }: Prepared, routed: Routed, incoming: Incoming): Binding {
  const { query, form, fault, request } = incoming;
  if (fault !== undefined) {
    const reason = `The fields can not be read: ${fault}.`;
    return { ok: false, error: notDeserialized('application/x-www-form-urlencoded', typeName, reason) };
  }
  const body = bodyIn(incoming, routed, readers);
  if (routed.predefined === undefined) return bind(body, [routed.values, query, form]);
  const mayHaveBody = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
  return bind(body, [mayHaveBody ? form : query]);
}

/** The body with the reader of its format: the path's on a predefined route, else that of its type; a body of no known type is passed over. */
function bodyIn({ body, contentType }: Incoming, routed: Routed, readers: Prepared['readers']): Body | undefined {
  if (body === undefined) return undefined;
  const byPath = ofKey(formats, routed.predefined);
  const format = byPath?.codec === undefined ? ofContentType(formats, contentType) : byPath;
  const read = format === undefined ? undefined : readers.get(format.key);
  if (format === undefined || read === undefined) return undefined;
  return {
    bytes: body,
    contentType: contentType === undefined ? format.contentType : mediaTypeOf(contentType),
    charset: charsetOf(contentType),
    read,
  };
}

function formatFor({ query, request, contentType }: Incoming, routing: Routing | undefined, fallback: Format): Format {
  return negotiate(
    {
      suffix: routing?.kind === 'operation' ? routing.suffix : undefined,
      path: routing?.predefined,
      hasCallback: valueIn(query, 'callback') !== undefined,
      format: valueIn(query, 'format'),
      accept: request.headers.accept,
      contentType,
    },
    formats,
    fallback,
  );
}
