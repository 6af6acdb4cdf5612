/**
 * The asmx platform: the manners of ASP.NET's XML web services (.asmx), driven by a contract.
 *
 * It owns the path of a service: which requests are SOAP, which operation they ask, how parameters and headers are read, every byte of an
 * answer or a fault, in SOAP 1.1 and 1.2, and what the service says about itself: its pages and its description. What an operation does is the dialect's answer; the platform knows no account, no session and
 * no refusal, and nothing of why an answer is what it is.
 */
import type { FastifyError, FastifyInstance } from 'fastify';
import { serveDirectly } from '../../http/direct-door.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { takeBodies } from '../../http/take-bodies.ts';
import { answerBehindFile } from './answer-form.ts';
import { answerGet } from './answer-get.ts';
import { answerPost, sendUnexpected } from './answer-post.ts';
import { type AsmxAnswers, bindContract } from './bind.ts';
import { readContentType } from './content-type.ts';
import type { AsmxContract } from './contract.ts';
import { faults } from './fault.ts';
import { guessVersion } from './read-request.ts';
import { sendEmpty, sendFault, sendLine } from './send.ts';

export type { AsmxAnswers } from './bind.ts';
export { type AsmxCall, type AsmxContract, type AsmxOperation, type AsmxYes, asmxOperation } from './contract.ts';
export { type AsmxFault, faults } from './fault.ts';

/** Where and what an ASMX service is. */
export interface AsmxEndpoint<C extends AsmxContract> {
  /** How the site knows itself, without a trailing slash. Its scheme is the one that the service's documents tell. */
  readonly url: string;
  /** The path of the .asmx file; matched in any case, with any query. */
  readonly path: string;
  readonly contract: C;
  readonly answers: AsmxAnswers<C, HttpRequest>;
}

const NO_BODY = new Uint8Array();

/** Serves one .asmx file, in a scope of its own within `app`. */
export function serveAsmx<C extends AsmxContract>(app: FastifyInstance, endpoint: AsmxEndpoint<C>): void {
  const { url, path, contract } = endpoint;
  const bound = bindContract(contract, endpoint.answers);
  app.register(async (scope) => {
    const service = { contract, path, url };
    takeBodies(scope);
    scope.setErrorHandler<FastifyError>((error, request, reply) => sendError(error, request, reply));
    serveDirectly(scope, 'POST', path, (request, reply) => {
      // Bodies are taken as bytes, and as nothing when the request has no body.
      const body = (request.body as Uint8Array | undefined) ?? NO_BODY;
      return answerPost(bound, { ...wordsOf(request), body }, request, reply);
    });
    scope.route({
      method: ['GET', 'HEAD'],
      url: path,
      handler: (request, reply) => answerGet(service, request, reply),
    });
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'],
      url: path,
      handler: (_request, reply) =>
        sendLine(reply.header('allow', 'GET, HEAD, POST'), 405, 'Request format is unrecognized.'),
    });
    scope.all<{ Params: { '*': string } }>(`${path}/*`, (request, reply) =>
      answerBehindFile(contract, bound, request.params['*'], request, reply),
    );
  });
}

function wordsOf(request: HttpRequest) {
  const { soapaction, 'content-type': contentType } = request.headers;
  // Node joins what was sent twice, so the list is a case of the type only.
  return { soapAction: Array.isArray(soapaction) ? soapaction.join(', ') : soapaction, contentType };
}

/** Fastify's own errors come before the body was read, so that the headers alone say which version the client speaks. */
function sendError(error: FastifyError, request: HttpRequest, reply: HttpReply): HttpReply {
  const { soapAction, contentType } = wordsOf(request);
  const version = guessVersion(soapAction, readContentType(contentType));
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendFault(reply, version, faults.tooLarge);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return sendEmpty(reply, version, 415);
  if (error.statusCode !== undefined && error.statusCode < 500) return sendEmpty(reply, version, 400);
  return sendUnexpected(error, request, reply, version);
}
