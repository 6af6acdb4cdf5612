/**
 * Saying an answer: status, reason phrase, headers, and the body in the negotiated format.
 */
import type { FastifyReply } from 'fastify';
import type { Answer } from './answer.ts';
import type { ServiceStackContract } from './contract.ts';
import { type Format, formats, jsonCodec, type WriteBody } from './formats.ts';
import { errorResponseShape, reasonOf, type ServiceError, statusOf } from './response-status.ts';
import { type SetCookie, writeSetCookie } from './set-cookie.ts';
import { signInAddress } from './sign-in-address.ts';

export interface Speaker {
  /** @param target path and query, for the page that a browser comes back to */
  answer(reply: FastifyReply, format: Format, operation: string, target: string, answer: Answer<object>): FastifyReply;
  error(reply: FastifyReply, format: Format, error: ServiceError): FastifyReply;
  /** Yes, with nothing to say. */
  nothing(reply: FastifyReply): FastifyReply;
  /** No route leads here. */
  nowhere(reply: FastifyReply): FastifyReply;
}

export interface SpeakingHost {
  readonly contract: ServiceStackContract;
  readonly prefix: string;
  readonly url: string;
}

interface Writers {
  readonly type: string;
  readonly error: WriteBody;
  readonly operations: ReadonlyMap<string, WriteBody>;
}

export function speaker(host: SpeakingHost): Speaker {
  const { contract } = host;
  const json = writersOf(contract, jsonCodec);
  const byKey = new Map(
    formats.map(({ key, codec }) => [key, codec === undefined ? json : writersOf(contract, codec)]),
  );
  const writers = (format: Format): Writers => byKey.get(format.key) ?? json;

  const sayError = (reply: FastifyReply, format: Format, error: ServiceError, operation?: string): FastifyReply => {
    const { type, operations, error: plain } = writers(format);
    const write = (error.thrown === 'in-service' && operation !== undefined && operations.get(operation)) || plain;
    const reason = reasonOf(error);
    if (reason !== undefined) reply.raw.statusMessage = reason;
    if (error.retryAfterSeconds !== undefined) reply.header('Retry-After', error.retryAfterSeconds);
    return vary(reply)
      .code(error.status)
      .header('Content-Type', type)
      .send(write({ ResponseStatus: statusOf(error) }));
  };

  return {
    answer(reply, format, operation, target, answer) {
      setCookies(reply, answer.cookies);
      if (answer.kind === 'failed') return sayError(reply, format, answer.error, operation);
      if (answer.kind === 'unauthenticated') {
        vary(reply);
        if (format.key !== 'html') return reply.code(401).header('WWW-Authenticate', contract.challenge).send();
        return reply
          .code(302)
          .header('Location', signInAddress(host, operation, target))
          .send();
      }
      const { type, operations } = writers(format);
      const write = operations.get(operation);
      if (write === undefined) throw new Error(`The contract has no operation ${operation}`);
      return vary(reply)
        .header('Content-Type', type)
        .send(write({ ...answer.value }));
    },
    error: sayError,
    nothing: (reply) => vary(reply).code(204).send(),
    nowhere: (reply) => vary(reply).code(404).header('Content-Type', 'text/plain').send('404'),
  };
}

function writersOf(contract: ServiceStackContract, codec: NonNullable<Format['codec']>): Writers {
  const operations = Object.values(contract.operations);
  return {
    type: codec.type,
    error: codec.writer(errorResponseShape),
    operations: new Map(operations.map(({ name, response }) => [name, codec.writer(response)])),
  };
}

function vary(reply: FastifyReply): FastifyReply {
  return reply.header('Vary', 'Accept');
}

function setCookies(reply: FastifyReply, cookies: readonly SetCookie[] | undefined): void {
  if (cookies !== undefined && cookies.length > 0) reply.header('Set-Cookie', cookies.map(writeSetCookie));
}
