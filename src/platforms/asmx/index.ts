/**
 * The asmx platform: the manners of ASP.NET's XML web services (.asmx), driven by a contract.
 *
 * It owns the path of a service: which requests are SOAP, which operation they ask, how parameters and headers are read, and every byte of
 * an answer or a fault, in SOAP 1.1 and 1.2. What an operation does is the dialect's answer; the platform knows no account, no session and
 * no refusal, and nothing of why an answer is what it is.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SoapVersion } from '../../formats/soap-names.ts';
import { type AsmxAnswers, type BoundContract, bindContract } from './bind.ts';
import { readContentType, SOAP_11_TYPE, SOAP_12_TYPE } from './content-type.ts';
import type { AsmxContract } from './contract.ts';
import { envelope } from './envelope.ts';
import { type AsmxFault, faults, writeFault } from './fault.ts';
import { guessVersion, readRequest } from './read-request.ts';

export type { AsmxAnswers } from './bind.ts';
export { type AsmxCall, type AsmxContract, type AsmxOperation, type AsmxYes, asmxOperation } from './contract.ts';
export { type AsmxFault, faults } from './fault.ts';

/** Where and what an ASMX service is. */
export interface AsmxEndpoint<C extends AsmxContract> {
  /** The path of the .asmx file; matched in any case, with any query. */
  readonly path: string;
  readonly contract: C;
  readonly answers: AsmxAnswers<C, FastifyRequest>;
}

const TYPES: Readonly<Record<SoapVersion, string>> = {
  '1.1': `${SOAP_11_TYPE}; charset=utf-8`,
  '1.2': `${SOAP_12_TYPE}; charset=utf-8`,
};

const NO_BODY = new Uint8Array();

/** Serves one .asmx file, in a scope of its own within `app`. */
export function serveAsmx<C extends AsmxContract>(app: FastifyInstance, endpoint: AsmxEndpoint<C>): void {
  const contract = bindContract(endpoint.contract, endpoint.answers);
  const { path } = endpoint;
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler<FastifyError>((error, request, reply) => sendError(error, request, reply));
    scope.post(path, (request, reply) => answerPost(contract, request, reply));
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'],
      url: path,
      handler: (_request, reply) => sendUnrecognised(reply.header('allow', 'POST'), 405, ''),
    });
    scope.all<{ Params: { '*': string } }>(`${path}/*`, (request, reply) =>
      sendUnrecognised(reply, 500, ` for URL unexpectedly ending in '/${request.params['*']}'`),
    );
  });
}

async function answerPost(
  contract: BoundContract<FastifyRequest>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // The parser above gives bytes, and nothing when the request has no body.
  const body = (request.body as Uint8Array | undefined) ?? NO_BODY;
  const reading = readRequest(contract, { ...wordsOf(request), body });
  if (reading.kind === 'empty') return sendEmpty(reply, reading.version, reading.status);
  if (reading.kind === 'fault') return sendFault(reply, reading.version, reading.fault);

  const { version, operation, parameters, header, notUnderstood } = reading;
  try {
    const answer = await operation.answer({ parameters, header }, request);
    if (answer.kind === 'fault') return sendFault(reply, version, answer);
    // .NET runs the operation first and only then finds that a header was not understood.
    if (notUnderstood !== undefined) return sendFault(reply, version, faults.notUnderstood(notUnderstood));
    const blocks = answer.header === undefined ? '' : operation.writeHeader(answer.header);
    return reply
      .code(200)
      .header('cache-control', 'private, max-age=0')
      .header('content-type', TYPES[version])
      .send(envelope(version, blocks, operation.writeResponse(answer.response)));
  } catch (error) {
    return sendUnexpected(error, request, reply, version);
  }
}

function wordsOf(request: FastifyRequest) {
  const { soapaction, 'content-type': contentType } = request.headers;
  // Node joins what was sent twice, so the list is a case of the type only.
  return { soapAction: Array.isArray(soapaction) ? soapaction.join(', ') : soapaction, contentType };
}

/** ASP.NET forgets the answer's caching when it turns to a fault, and falls back on its default. */
function sendFault(reply: FastifyReply, version: SoapVersion, fault: AsmxFault): FastifyReply {
  if (fault.retryAfterSeconds === undefined) reply.code(500);
  else reply.code(429).header('retry-after', String(fault.retryAfterSeconds));
  return reply
    .header('cache-control', 'private')
    .header('content-type', TYPES[version])
    .send(writeFault(version, fault));
}

function sendEmpty(reply: FastifyReply, version: SoapVersion, status: 400 | 415): FastifyReply {
  return reply.code(status).header('cache-control', 'private').header('content-type', TYPES[version]).send('');
}

function sendUnrecognised(reply: FastifyReply, status: 405 | 500, where: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'private')
    .type('text/plain; charset=utf-8')
    .send(`Request format is unrecognized${where}.`);
}

function sendUnexpected(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  version: SoapVersion,
): FastifyReply {
  request.log.error({ err: error }, 'an operation failed');
  return sendFault(reply, version, faults.unexpected);
}

/** Fastify's own errors come before the body was read, so that the headers alone say which version the client speaks. */
function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { soapAction, contentType } = wordsOf(request);
  const version = guessVersion(soapAction, readContentType(contentType));
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendFault(reply, version, faults.tooLarge);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendEmpty(reply, version, 415);
  if (error.statusCode !== undefined && error.statusCode < 500) return sendEmpty(reply, version, 400);
  return sendUnexpected(error, request, reply, version);
}
