/**
 * One exchange: a request is routed, negotiated, bound and performed, in that order, and its answer said.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { charsetOf, mediaTypeOf } from '../../formats/content-type.ts';
import { batchOf } from './batch.ts';
import { type Binding, type Body, notDeserialized } from './bind.ts';
import { type Format, formats } from './formats.ts';
import { callOf, type Incoming, readIncoming, valueIn, verbIn } from './incoming.ts';
import { isForm, negotiate, ofContentType, ofKey } from './negotiate.ts';
import { type Prepared, type PreparedOperations, unknownOperation, wrongVerb } from './prepare.ts';
import { type Routed, type Routing, router } from './route.ts';
import type { Saying, Speaker } from './speak.ts';

export interface Exchange {
  answer(request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply>;
  /** How a request that failed early is answered. */
  sayingOf(request: FastifyRequest, reply: FastifyReply): Saying;
}

export interface ExchangePlace {
  readonly prefix: string;
  /** The format of an answer when the request asks for none. */
  readonly fallback: Format;
  /** Hears of every request that was routed to an operation and couldn't be bound to it, before it is answered. */
  readonly onUnreadable: (operation: string, request: FastifyRequest) => void;
}

export function exchanger(prepared: PreparedOperations, place: ExchangePlace, speak: Speaker): Exchange {
  const { prefix, fallback, onUnreadable } = place;
  const route = router(
    [...prepared.values()].map(({ operation }) => operation),
    formats,
  );
  const sayingFor = (reply: FastifyReply, incoming: Incoming, routing: Routing | undefined): Saying => ({
    reply,
    format: formatFor(incoming, routing, fallback),
    callback: valueIn(incoming.query, 'callback'),
    target: incoming.request.url,
    // A name that no operation has is the caller's word, and what is said around an answer goes by this.
    operation: routing?.kind === 'operation' ? routing.name : undefined,
  });

  return {
    answer(request, reply) {
      const incoming = readIncoming(request, prefix);
      const routing = route(incoming.path);
      if (routing === undefined) return speak.nowhere(reply);
      const saying = sayingFor(reply, incoming, routing);
      const known = routing.kind === 'operation' ? prepared.get(routing.name) : undefined;
      if (known === undefined || routing.kind !== 'operation')
        return speak.error(saying, unknownOperation(routing.name));
      const { operation, perform } = known;

      if (routing.isBatch) {
        const batch = batchOf(known, bodyIn(incoming, routing), fieldFault(incoming, known.typeName));
        if (!batch.ok) {
          onUnreadable(operation.name, request);
          return speak.error(saying, batch.error);
        }
        return batch.perform(callOf(incoming)).then((answer) => speak.batch(saying, answer));
      }

      const bound = bindIncoming(known, routing, incoming);
      if (!bound.ok) {
        onUnreadable(operation.name, request);
        return speak.error(saying, bound.error);
      }
      const verb = verbIn(incoming);
      const wrong = wrongVerb(operation, verb);
      if (wrong !== undefined) return verb === 'OPTIONS' ? speak.nothing(reply) : speak.error(saying, wrong);
      return perform(callOf(incoming), bound.value).then((answer) => speak.answer(saying, operation, answer));
    },
    sayingOf(request, reply) {
      const incoming = readIncoming(request, prefix);
      return { ...sayingFor(reply, incoming, route(incoming.path)), operation: undefined };
    },
  };
}

function bindIncoming({ bind, readers, typeName }: Prepared, routed: Routed, incoming: Incoming): Binding {
  const { query, form, request } = incoming;
  const fault = fieldFault(incoming, typeName);
  if (fault !== undefined) return { ok: false, error: fault };
  const body = bodyIn(incoming, routed);
  const read = body === undefined ? undefined : readers.get(body.format);
  const bound = body === undefined || read === undefined ? undefined : { ...body, read };
  if (routed.predefined === undefined) return bind(bound, [routed.values, query, form]);
  const mayHaveBody = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
  return bind(bound, [mayHaveBody ? form : query]);
}

function fieldFault({ fault, contentType }: Incoming, typeName: string) {
  if (fault === undefined) return undefined;
  const type = isForm(contentType) ? mediaTypeOf(contentType) : 'application/x-www-form-urlencoded';
  return notDeserialized(type, typeName, `The fields can not be read: ${fault}.`);
}

/** The body with its format: the path's on a predefined route, else that of its type; a body of no known type is passed over. */
function bodyIn({ body, contentType }: Incoming, routed: Routed): Body | undefined {
  if (body === undefined) return undefined;
  const byPath = ofKey(formats, routed.predefined);
  const format = byPath?.codec === undefined ? ofContentType(formats, contentType) : byPath;
  if (format === undefined) return undefined;
  return {
    bytes: body,
    format: format.key,
    contentType: contentType === undefined ? format.contentType : mediaTypeOf(contentType),
    charset: charsetOf(contentType),
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
