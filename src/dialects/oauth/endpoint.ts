import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../core/model/audit-entry.ts';
import type { Refusal, Result } from '../../core/refusal.ts';
import { serveDirectly } from '../../http/direct-door.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import { callerOf, type Site } from '../dialect.ts';
import { answerJson, answerRefusal, withoutKeeping } from './answer.ts';
import { type ClientReading, readClient } from './client-authentication.ts';
import { type KeyProof, readKeyProof } from './dpop.ts';
import { improper, type Parameters, readParameters, type Targets } from './parameters.ts';

/** A request of an endpoint that takes forms, read. */
export interface OauthRequest {
  /** How the client proves itself, or why it can't be read. */
  readonly client: ClientReading;
  readonly parameters: Parameters;
  readonly targets: Targets;
  /** The DPoP proof that came with it. */
  readonly keyProof: KeyProof | undefined;
  readonly caller: Caller;
}

/** What an endpoint does with what it was asked: the members of its JSON, undefined for a yes without words, or a refusal. */
export interface Endpoint {
  /** As refusals found while reading are noted. */
  readonly operation: string;
  /** The status of a yes; 200 unless said. */
  readonly status?: number;
  readonly answer: (request: OauthRequest) => Promise<Result<Readonly<Record<string, unknown>> | undefined>>;
}

/** Every method that the server reads but POST. */
const OTHER_METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Serves an endpoint: POST with a form, and nothing else (RFC 6749 section 3.2, RFC 7009 section 2.1, RFC 7662 section 2.1).
 * @param audiences the names of this server that a client may make its assertion out to, besides this endpoint's own
 */
export function serveEndpoint(
  app: FastifyInstance,
  site: Site,
  path: string,
  audiences: readonly string[],
  endpoint: Endpoint,
): void {
  const url = `${site.url}${path}`;
  const accepted = [...audiences, url];
  serveDirectly(app, 'POST', path, async (request, reply) => {
    const caller = callerOf('oauth', site, request);
    const reading = readRequest(request, url, accepted);
    const result = reading.ok
      ? await endpoint.answer({ ...reading.asked, caller })
      : site.core.refuse(endpoint.operation, caller, reading.refusal);
    if (!result.ok) return answerRefusal(reply, result.refusal);
    return result.value === undefined
      ? withoutKeeping(reply.code(200)).send()
      : answerJson(reply, endpoint.status ?? 200, result.value);
  });
  serveOtherMethods(app, path, 'POST', OTHER_METHODS);
}

type RequestReading =
  | { readonly ok: true; readonly asked: Omit<OauthRequest, 'caller'> }
  | { readonly ok: false; readonly refusal: Refusal };

function readRequest(request: HttpRequest, url: string, audiences: readonly string[]): RequestReading {
  const reading = readParameters(request);
  if (!reading.ok) return reading;
  const proof = readKeyProof(request, url);
  if (!proof.ok) return proof;
  const { parameters, targets } = reading;
  const client = readClient(request.headers.authorization, parameters, audiences);
  return { ok: true, asked: { client, parameters, targets, keyProof: proof.keyProof } };
}

/** Answers 405 in OAuth's words, naming what is allowed. The body isn't read. */
export function serveOtherMethods(
  app: FastifyInstance,
  path: string,
  allowed: string,
  others: readonly string[],
): void {
  const refuse = (reply: HttpReply) =>
    answerRefusal(
      reply.header('allow', allowed),
      improper(`the method, which must be ${allowed.replace(', ', ' or ')}`).refusal,
      405,
    );
  app.route({
    method: [...others],
    url: path,
    onRequest: async (_request, reply) => refuse(reply),
    handler: async (_request, reply) => refuse(reply),
  });
}
