/**
 * Saying an answer: status, reason phrase, headers, and the body in the negotiated format.
 */
import type { FastifyReply } from 'fastify';
import { isHarmlessCallback, withCallback } from '../../formats/jsonp.ts';
import type { RecordShape } from '../../formats/shape.ts';
import type { TextManner } from '../../formats/text-manner.ts';
import type { Answer, Failure } from './answer.ts';
import type { BatchAnswer } from './batch.ts';
import type { ServiceStackOperation } from './contract.ts';
import { type Codec, type Format, jsonCodec, type Values, type WriteBodies, type WriteBody } from './formats.ts';
import type { Host } from './host.ts';
import { mannerOf } from './manner.ts';
import { answerPage } from './pages/answer-page.ts';
import { sendPage } from './pages/page.ts';
import { errorResponseShape, reasonOf, type ServiceError, statusOf } from './response-status.ts';
import { setCookies } from './set-cookie.ts';
import { signInAddress } from './sign-in-address.ts';

/** How an answer is to be said. */
export interface Saying {
  readonly reply: FastifyReply;
  readonly format: Format;
  /** The query's `callback`, which is called with JSON. */
  readonly callback: string | undefined;
  /** Path and query, for the page that a browser comes back to. */
  readonly target: string;
  /** The operation that was asked for, if it was one. */
  readonly operation: string | undefined;
}

export interface Speaker {
  answer(saying: Saying, operation: ServiceStackOperation, answer: Answer<unknown>): FastifyReply;
  batch(saying: Saying, answer: BatchAnswer): FastifyReply;
  error(saying: Saying, error: ServiceError): FastifyReply;
  /** Yes, with nothing to say. */
  nothing(reply: FastifyReply): FastifyReply;
  /** No route leads here. */
  nowhere(reply: FastifyReply): FastifyReply;
}

export function speaker(host: Host): Speaker {
  const { contract, prefix, cookieStyle } = host;
  const manner = mannerOf(host);
  const shapes = [errorResponseShape, ...Object.values(contract.operations).map(({ response }) => response)];
  const kept = new Map<Codec, Writers>();
  // Made when a format is first spoken: most servers speak one or two of them.
  const writersFor = ({ codec = jsonCodec }: Pick<Format, 'codec'>): Writers => {
    const made = kept.get(codec) ?? writersOf(codec, shapes, manner);
    kept.set(codec, made);
    return made;
  };

  function send(saying: Saying, shape: RecordShape, value: Values): FastifyReply {
    const { reply, format, operation } = saying;
    if (format.key === 'html') {
      const path = repeatablePath(saying);
      return sendPage(reply, prefix, answerPage({ service: contract.name, operation, shape, value, path, prefix }));
    }
    const { type, one } = writersFor(format);
    return sendText(saying, type, written(one, shape)(value));
  }

  const sayError = (saying: Saying, error: ServiceError): FastifyReply => {
    const { reply, operation } = saying;
    const response = operation === undefined ? undefined : contract.operations[operation]?.response;
    const isTyped = error.thrown === 'in-service' && response !== undefined && response !== 'string';
    const reason = reasonOf(error);
    if (reason !== undefined) reply.raw.statusMessage = reason;
    if (error.retryAfterSeconds !== undefined) reply.header('Retry-After', error.retryAfterSeconds);
    vary(reply).code(error.status);
    return send(saying, isTyped ? response : errorResponseShape, { ResponseStatus: statusOf(error) });
  };

  const sayFailure = (saying: Saying, failure: Failure): FastifyReply => {
    const { reply, format, operation, target } = saying;
    const isHtml = format.key === 'html';
    if (failure.kind === 'failed') {
      if (isHtml && failure.seeOther !== undefined) return seeOther(reply, failure.seeOther);
      return sayError(saying, failure.error);
    }
    vary(reply);
    if (isHtml) return seeOther(reply, signInAddress(host, operation ?? '', target));
    return reply.code(401).header('WWW-Authenticate', contract.challenge).send();
  };

  return {
    answer(saying, operation, answer) {
      const { reply, format } = saying;
      setCookies(reply, answer.cookies, cookieStyle);
      if (answer.kind !== 'done') return sayFailure(saying, answer);
      vary(reply);
      const isHtml = format.key === 'html';
      if (isHtml && answer.seeOther !== undefined) return seeOther(reply, answer.seeOther);
      const { response, neverHtml } = operation;
      // Bare text is never HTML either: it would be read as markup.
      if (response === 'string') return sendBareText(saying, isHtml ? PLAIN : writersFor(format).type, answer.value);
      // A performer of a record's operation answers with a record.
      const value = answer.value as Values;
      if (isHtml && neverHtml === true) {
        const { type, one } = writersFor({ codec: jsonCodec });
        return sendText(saying, type, written(one, response)(value));
      }
      return send(saying, response, value);
    },
    batch(saying, { operation, values, cookies, failure }) {
      const { reply, format } = saying;
      setCookies(reply, cookies, cookieStyle);
      reply.header('X-AutoBatch-Completed', values.length);
      if (failure !== undefined) return sayFailure(saying, failure);
      vary(reply);
      const { type, many } = writersFor(format);
      return sendText(saying, type, written(many, operation.response)(values));
    },
    error: sayError,
    nothing: (reply) => vary(reply).code(204).send(),
    nowhere: (reply) => vary(reply).code(404).header('Content-Type', 'text/plain').send('404'),
  };
}

/** Where the same can be asked again: of a GET, and only when the address holds nothing that could be a secret. */
function repeatablePath({ reply, target }: Saying): string | undefined {
  const [path = '', query = ''] = target.split('?', 2);
  const isPlain = query === '' || /^format=\w+$/i.test(query);
  return reply.request.method === 'GET' && isPlain ? path.replace(/\.html$/, '') : undefined;
}

interface Writers {
  readonly type: string;
  readonly one: ReadonlyMap<unknown, WriteBody>;
  readonly many: ReadonlyMap<unknown, WriteBodies>;
}

/** The writers of every shape that can be said, in one format. */
function writersOf(codec: Codec, shapes: readonly (RecordShape | 'string')[], manner: TextManner): Writers {
  const records = shapes.filter((shape) => shape !== 'string');
  return {
    type: codec.type,
    one: new Map(records.map((shape) => [shape, codec.writer(shape, manner)])),
    many: new Map(records.map((shape) => [shape, codec.listWriter(shape, manner)])),
  };
}

function written<W>(writers: ReadonlyMap<unknown, W>, shape: unknown): W {
  const write = writers.get(shape);
  if (write === undefined) throw new Error('The contract has no such shape');
  return write;
}

function sendText({ reply, callback, operation }: Saying, type: string, text: string): FastifyReply {
  if (callback !== undefined && type === jsonCodec.type && isHarmlessCallback(callback)) {
    return reply.header('Content-Type', 'text/javascript').send(withCallback(text, callback));
  }
  if (type === 'text/csv' && operation !== undefined) {
    reply.header('Content-Disposition', `attachment;filename=${operation}.csv`);
  }
  return reply.header('Content-Type', type).send(text);
}

const PLAIN = 'text/plain; charset=utf-8';

/** The framework writes it as it is, whatever the format; only in a script it must be a string. */
function sendBareText(saying: Saying, type: string, value: unknown): FastifyReply {
  const text = String(value);
  return sendText(saying, type, saying.callback === undefined ? text : JSON.stringify(text));
}

function seeOther(reply: FastifyReply, address: string): FastifyReply {
  return vary(reply).code(302).header('Location', address).send();
}

function vary(reply: FastifyReply): FastifyReply {
  return reply.header('Vary', 'Accept');
}
