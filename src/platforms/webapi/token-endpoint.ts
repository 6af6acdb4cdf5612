import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeHttpDate } from '../../formats/net-dates.ts';
import type { RecordShape, Writable } from '../../formats/shape.ts';
import type { WebApiOperation } from './contract.ts';
import { readTokenFields, type TokenReading } from './token-fields.ts';
import { jsonText } from './write-json.ts';

/** An error of the token endpoint: OAuth's word, and the application's own text where it has one. */
export interface TokenError {
  readonly error: string;
  readonly description: string | undefined;
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
const HEADERS = {
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  expires: '-1',
  'content-type': 'application/json;charset=UTF-8',
};

/**
 * Serves a token endpoint in Katana's manners: the content type and the Accept header don't matter, the answer is always JSON, errors are
 * always 400. Only POST issues anything; other verbs are answered as Katana answers them without a body.
 *
 * @param answer gets every request, unreadable ones too, so that it can note what it refuses
 */
export function serveTokenEndpoint<Q extends RecordShape, A extends RecordShape>(
  app: FastifyInstance,
  operation: WebApiOperation<Q, A>,
  answer: (reading: TokenReading<Q>, request: FastifyRequest) => Promise<TokenAnswer<A>>,
): void {
  const say = async (reading: TokenReading<Q>, request: FastifyRequest, reply: FastifyReply) => {
    const said = await answer(reading, request);
    reply.code(said.ok ? 200 : 400).headers(HEADERS);
    return reply.send(said.ok ? successText(operation.response, said) : errorText(said.error));
  };
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // A content type that is no media type at all would be refused before the body is read.
    scope.addHook('onRequest', async (request) => {
      delete request.raw.headers['content-type'];
    });
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error.statusCode !== undefined && error.statusCode < 500) {
        const fault = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? 'too-large' : 'broken';
        return say({ ok: false, fault }, request, reply);
      }
      request.log.error({ err: error }, 'fault in a token endpoint');
      return reply
        .code(500)
        .headers(HEADERS)
        .send(errorText({ error: 'server_error', description: undefined }));
    });
    scope.all(operation.path, async (request, reply) => {
      const { body } = request;
      // The parser leaves bytes, or nothing when there is no body.
      const bytes = request.method === 'POST' && Buffer.isBuffer(body) ? body : new Uint8Array();
      return say(readTokenFields(operation.request, bytes), request, reply);
    });
  });
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
