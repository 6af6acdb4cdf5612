import type { FastifyInstance } from 'fastify';
import { dataContractWriter, wcfStyle } from '../../formats/data-contract-write.ts';
import type { RecordShape, Writable } from '../../formats/shape.ts';
import type { SoapEnvelope } from '../../formats/soap-envelope.ts';
import { serveDirectly } from '../../http/direct-door.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { takeBodies } from '../../http/take-bodies.ts';
import type { Operation, RequestOf, ResponseOf } from '../contract.ts';
import { answerGet, type Published } from './answer-get.ts';
import { MESSAGE_TYPE, readContentType } from './content-type.ts';
import { actionOf, type WcfContract } from './contract.ts';
import { inEnvelope } from './envelope.ts';
import {
  actionNotSupported,
  deserializationFailed,
  internalServiceFault,
  mustUnderstand,
  writeFault,
} from './fault.ts';
import { parametersReader } from './read-parameters.ts';
import { receiveMessage } from './receive.ts';
import { readSoapAction } from './soap-action.ts';

/**
 * What an operation answers: its response, or the service's declared fault with a sentence for people, and the seconds after which the client may ask again
 * where the fault means "later".
 */
export type WcfAnswer<O extends Operation, D extends RecordShape> =
  | { readonly kind: 'reply'; readonly value: ResponseOf<O> }
  | {
      readonly kind: 'fault';
      readonly reason: string;
      readonly detail: Writable<D>;
      readonly retryAfterSeconds?: number | undefined;
    };

/** What each operation of a contract does. The request is null when the client left the whole record out. */
export type WcfOperations<C extends WcfContract> = {
  readonly [K in keyof C['operations']]: (
    request: RequestOf<C['operations'][K]> | null,
    http: HttpRequest,
  ) => Promise<WcfAnswer<C['operations'][K], C['faultDetail']>>;
};

/** One service at one address. */
export interface WcfEndpoint<C extends WcfContract> extends Published {
  readonly contract: C;
  readonly operations: WcfOperations<C>;
}

/** What stands behind one action. */
type Dispatch = (envelope: SoapEnvelope, http: HttpRequest, reply: HttpReply) => Promise<HttpReply>;

/** Neither the service nor its pages take these. */
const OTHER_VERBS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/**
 * Serves a contract at one path, over SOAP 1.1, and its description to whoever comes by GET. The scope given must be the endpoint's own: its body parsers and its error handler become
 * WCF's. A thrown error is logged and answered with an InternalServiceFault.
 */
export function serveWcf<const C extends WcfContract>(app: FastifyInstance, endpoint: WcfEndpoint<C>): void {
  const { path } = endpoint;
  const dispatches = dispatchesOf(endpoint);
  takeBodies(app);
  app.setErrorHandler(sayError);
  app.route({
    method: OTHER_VERBS,
    url: path,
    handler: (_request, reply) => reply.code(405).header('allow', 'GET, HEAD, POST').send(),
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: path,
    handler: (request, reply) => answerGet(endpoint, request, reply),
  });
  serveDirectly(app, 'POST', path, (request, reply) => {
    // The parser above leaves bytes or nothing.
    const received = receiveMessage(request.headers['content-type'], request.body as Buffer | undefined);
    if (!received.ok) return sayStatus(reply, received.status, received.reason);
    const action = readSoapAction(request.headers.soapaction);
    const dispatch = dispatches.get(action);
    return dispatch === undefined
      ? sayMessage(reply, 500, actionNotSupported(action))
      : dispatch(received.envelope, request, reply);
  });
}

function dispatchesOf<C extends WcfContract>({ contract, operations }: WcfEndpoint<C>): ReadonlyMap<string, Dispatch> {
  const writeDetail = dataContractWriter(contract.faultDetail, wcfStyle, { surroundingDepth: 4 });
  const writeDeclaredFault = (reason: string, detail: Writable<RecordShape>): string =>
    writeFault('Client', undefined, reason, writeDetail(detail));
  const dispatches = new Map<string, Dispatch>();
  for (const operation of Object.values(contract.operations)) {
    // The mapped type keeps each operation with its function; a loop over the names can't.
    const answer = operations[operation.name] as unknown as Answer;
    dispatches.set(actionOf(contract, operation), dispatchOf(contract, operation, answer, writeDeclaredFault));
  }
  return dispatches;
}

type Answer = (request: unknown, http: HttpRequest) => Promise<WcfAnswer<Operation, RecordShape>>;

function dispatchOf(
  contract: WcfContract,
  operation: Operation,
  answer: Answer,
  writeDeclaredFault: (reason: string, detail: Writable<RecordShape>) => string,
): Dispatch {
  const { namespace } = contract;
  const read = parametersReader(contract, operation);
  const write = dataContractWriter(operation.response, wcfStyle, {
    name: `${operation.name}Result`,
    namespace,
    surroundingNamespace: namespace,
    surroundingDepth: 3,
  });
  const open = `<${operation.name}Response xmlns="${namespace}">`;
  const close = `</${operation.name}Response>`;
  return async (envelope, http, reply) => {
    // No contract here declares headers, so none that insists on being understood is.
    const insisting = envelope.headers.find((header) => header.mustUnderstand)?.element;
    if (insisting !== undefined) return sayMessage(reply, 500, mustUnderstand(insisting.name, insisting.namespace));
    const reading = read(envelope);
    if (!reading.ok) return sayMessage(reply, 500, deserializationFailed(reading.what));
    const said = await answer(reading.value, http);
    if (said.kind === 'fault') {
      if (said.retryAfterSeconds !== undefined) reply.header('retry-after', said.retryAfterSeconds);
      return sayMessage(reply, 500, writeDeclaredFault(said.reason, said.detail));
    }
    return sayMessage(reply, 200, inEnvelope(open + write(said.value) + close));
  };
}

function sayMessage(reply: HttpReply, status: 200 | 500, message: string): HttpReply {
  // An answer may carry tokens (RFC 6749 section 5.1).
  return reply.code(status).header('content-type', MESSAGE_TYPE).header('cache-control', 'no-store').send(message);
}

function sayStatus(reply: HttpReply, status: number, reason: string | undefined): HttpReply {
  if (reason !== undefined) reply.raw.statusMessage = reason;
  return reply.code(status).send();
}

function sayError(error: unknown, request: HttpRequest, reply: HttpReply): HttpReply {
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sayStatus(reply, 413, 'Request Entity Too Large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const type = readContentType(request.headers['content-type']);
    return sayStatus(reply, 415, type.ok ? undefined : type.reason);
  }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return sayStatus(reply, 400, undefined);
  request.log.error({ err: error }, 'a fault was answered');
  return sayMessage(reply, 500, internalServiceFault);
}
