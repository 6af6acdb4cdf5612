import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../core/model/audit-entry.ts';
import type { Refusal, Result } from '../../core/refusal.ts';
import { serveDirectly } from '../../http/direct-door.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { callerOf, type Site } from '../dialect.ts';
import { answerJson, answerRefusal, withoutKeeping } from './answer.ts';
import { type ClientReading, readClient } from './client-authentication.ts';
import { openToScripts } from './cross-origin.ts';
import { type KeyProof, readKeyProof } from './dpop.ts';
import { serveOtherMethods } from './other-methods.ts';
import { type Parameters, readParameters, type Targets } from './parameters.ts';

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
  /** Whether scripts of other sites may ask here. */
  readonly scripts?: 'open to scripts';
  /** Writes a yes in another form than JSON, when it was asked for in one. */
  readonly write?: (request: HttpRequest, asked: OauthRequest, members: Members) => Promise<Written> | undefined;
  readonly answer: (request: OauthRequest) => Promise<Result<Members | undefined>>;
}

type Members = Readonly<Record<string, unknown>>;

export interface Written {
  readonly type: string;
  readonly text: string;
}

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
    if (endpoint.scripts !== undefined) openToScripts(request, reply);
    const reading = readRequest(request, url, accepted);
    if (!reading.ok) return answerRefusal(reply, site.core.refuse(endpoint.operation, caller, reading.refusal).refusal);
    const asked = { ...reading.asked, caller };
    const result = await endpoint.answer(asked);
    if (!result.ok) return answerRefusal(reply, result.refusal);
    const { value } = result;
    if (value === undefined) return withoutKeeping(reply.code(200)).send();
    const writing = endpoint.write?.(request, asked, value);
    if (writing === undefined) return answerJson(reply, endpoint.status ?? 200, value);
    const written = await writing;
    return withoutKeeping(reply.code(200)).header('content-type', written.type).send(written.text);
  });
  serveOtherMethods(app, path, ['POST'], endpoint.scripts);
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
