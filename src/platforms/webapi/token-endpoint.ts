import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { writeHttpDate } from '../../formats/net-dates.ts';
import type { RecordShape, Writable } from '../../formats/shape.ts';
import { serveDirectly } from '../../http/direct-door.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { takeBodies } from '../../http/take-bodies.ts';
import { withCallback } from './callback.ts';
import type { WebApiOperation } from './contract.ts';
import { contentTypeOf, withCallbackOf, xmlWriter } from './formatters.ts';
import { FIRST_FORMAT, type Negotiated, negotiate } from './negotiate.ts';
import { hideContentType, sentContentType } from './sent-content-type.ts';
import { type TokenReading, tokenReader } from './token-fields.ts';
import { jsonText } from './write-json.ts';

/** An error of the token endpoint: OAuth's word, and the application's own text where it has one. */
export interface TokenError {
  readonly error: string;
  readonly description: string | undefined;
  /** When the same request may be answered otherwise, for whoever is told to come back. */
  readonly retryAfterSeconds?: number | undefined;
}

export type TokenAnswer<A extends RecordShape> =
  | {
      readonly ok: true;
      readonly value: Writable<A>;
      /** When given, `.issued` and `.expires` are told after the members. Epoch milliseconds. */
      readonly ticket: { readonly issuedAt: number; readonly expiresAt: number } | undefined;
    }
  | { readonly ok: false; readonly error: TokenError };

/** Everything that the endpoint answers, errors too, carries these (reference page, section 11). */
const HEADERS = { 'cache-control': 'no-cache', pragma: 'no-cache', expires: '-1' };

/** Katana's own spelling of it. */
const JSON_HEADERS = { ...HEADERS, 'content-type': 'application/json;charset=UTF-8' };

export interface TokenManners {
  /**
   * As Katana has it: a body is a form whatever it is labelled and whatever the verb, and the answer is JSON whatever is accepted. Otherwise only POST
   * issues anything; other verbs are answered as Katana answers them without a body.
   */
  readonly formOnly: boolean;
}

/**
 * Serves a token endpoint in Katana's manners: errors are always 400 and always JSON, and so is the answer to whoever asks for nothing else.
 *
 * @param answer gets every request, unreadable ones too, so that it can note what it refuses
 */
export function serveTokenEndpoint<Q extends RecordShape, A extends RecordShape>(
  app: FastifyInstance,
  operation: WebApiOperation<Q, A>,
  manners: TokenManners,
  answer: (reading: TokenReading<Q>, request: HttpRequest) => Promise<TokenAnswer<A>>,
): void {
  const read = tokenReader(operation.request, manners.formOnly);
  const writeXml = xmlWriter(operation.response);
  const sayYes = (said: TokenAnswer<A> & { ok: true }, request: HttpRequest, reply: HttpReply) => {
    const chosen = manners.formOnly ? FIRST_FORMAT : tokenFormatOf(request.headers.accept);
    if (chosen.mediaType === FIRST_FORMAT.mediaType) {
      return reply.headers(JSON_HEADERS).send(successText(operation.response, said));
    }
    reply.headers(HEADERS).header('content-type', contentTypeOf(chosen));
    // The ticket's times are no members, and their names are no names in XML.
    if (chosen.format === 'xml') return reply.send(writeXml(said.value));
    const { callback } = withCallbackOf(chosen, request);
    return reply.send(withCallback(successText(operation.response, said), callback));
  };
  const say = async (reading: TokenReading<Q>, request: HttpRequest, reply: HttpReply) => {
    const said = await answer(reading, request);
    if (said.ok) return sayYes(said, request, reply);
    const { retryAfterSeconds } = said.error;
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    return reply.code(400).headers(JSON_HEADERS).send(errorText(said.error));
  };
  app.register(async (scope) => {
    takeBodies(scope);
    scope.addHook('onRequest', hideContentType);
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error.statusCode !== undefined && error.statusCode < 500) {
        const fault = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? 'too-large' : 'broken';
        return say({ ok: false, fault }, request, reply);
      }
      request.log.error({ err: error }, 'fault in a token endpoint');
      return reply
        .code(500)
        .headers(JSON_HEADERS)
        .send(errorText({ error: 'server_error', description: undefined }));
    });
    const answerBody = (bytes: Uint8Array, request: HttpRequest, reply: HttpReply) =>
      say(read(sentContentType(request), bytes), request, reply);
    serveDirectly(scope, 'POST', operation.path, (request, reply) =>
      answerBody(Buffer.isBuffer(request.body) ? request.body : NOTHING, request, reply),
    );
    const otherVerbs = scope.supportedMethods.filter((verb) => verb !== 'POST');
    scope.route({
      method: otherVerbs,
      url: operation.path,
      handler: async (request, reply) => {
        const bytes = manners.formOnly ? await bodyOf(request) : NOTHING;
        if (bytes === undefined) return say({ ok: false, fault: 'too-large' }, request, reply);
        return answerBody(bytes, request, reply);
      },
    });
  });
}

const NOTHING = new Uint8Array();

/** The whole body, or undefined when it is larger than the server takes. The parser leaves those of GET, HEAD and TRACE unread. */
async function bodyOf(request: FastifyRequest): Promise<Uint8Array | undefined> {
  if (Buffer.isBuffer(request.body)) return request.body;
  if (!['GET', 'HEAD', 'TRACE'].includes(request.method)) return NOTHING;
  const pieces: Buffer[] = [];
  let length = 0;
  // Nothing has set an encoding on it, so it gives bytes.
  for await (const piece of request.raw as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > request.routeOptions.bodyLimit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/**
 * As everywhere in Web API, but for browsers: whoever accepts HTML gets the JSON that Katana gives, since a page that posts a form here means
 * nothing by the XML which browsers accept.
 */
function tokenFormatOf(accept: string | undefined): Negotiated {
  return accept !== undefined && /text\/html/i.test(accept) ? FIRST_FORMAT : negotiate(accept);
}

/** The members in the contract's order: whole numbers as numbers, anything else as text, which is never null. */
function successText<A extends RecordShape>(shape: A, { value, ticket }: TokenAnswer<A> & { ok: true }): string {
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const given = (value as Readonly<Record<string, unknown>>)[name];
    members[name] = member.type === 'int' ? given : String(given ?? '');
  }
  if (ticket !== undefined) {
    members['.issued'] = writeHttpDate(ticket.issuedAt);
    members['.expires'] = writeHttpDate(ticket.expiresAt);
  }
  return jsonText(members);
}

function errorText({ error, description }: TokenError): string {
  return jsonText(description === undefined ? { error } : { error, error_description: description });
}
