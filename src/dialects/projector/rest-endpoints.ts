/**
 * The REST face: `POST /oauth2token` and `POST /oauth2revoketoken`, twins of the two OAuth operations of the SOAP face.
 *
 * Words, rules and reasons are the same; the manners are OAuth 2's (RFC 6749, RFC 7009): forms, JSON, its error codes. Unlike the SOAP face it has no way to
 * send a client elsewhere, and clients expect none: they bring a code to whatever site they know and go on at the authorities of the answer. So every
 * site answers for every user.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/model/audit-entry.ts';
import { type Refusal, type Result, say } from '../../core/refusal.ts';
import { takeBodies } from '../../http/take-bodies.ts';
import { callerOf, type Site } from '../dialect.ts';
import { type AcquiredTokens, acquireTokens, authorityOf, revokeConnection, TOKEN_TYPE } from './connection.ts';
import { type AcquisitionWords, readAcquisition } from './read-acquisition.ts';
import { type RevocationWords, readRevocation } from './read-revocation.ts';
import type { Spelling } from './reading.ts';
import { type RestRequest, readRestRequest } from './rest-request.ts';
import { type RestContext, restVocabulary } from './rest-vocabulary.ts';
import type { ProjectorSettings } from './settings.ts';

const ACQUISITION_SPELLING: Spelling<keyof AcquisitionWords> = {
  clientIdentifier: 'client_id',
  clientSecret: 'client_secret',
  code: 'code',
  codeVerifier: 'code_verifier',
  grantType: 'grant_type',
  redirectUri: 'redirect_uri',
  refreshToken: 'refresh_token',
};

const REVOCATION_SPELLING: Spelling<keyof RevocationWords> = {
  clientIdentifier: 'client_id',
  clientSecret: 'client_secret',
  token: 'token',
  tokenType: 'token_type',
};

/** The members of an answer. */
type Answer = Readonly<Record<string, unknown>>;

interface Endpoint {
  /** As refusals found while reading are noted. */
  readonly operation: string;
  readonly ask: (request: RestRequest, caller: Caller) => Promise<Result<Answer>>;
}

const OTHER_VERBS = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Serves both endpoints. The scope must be their own: its body parsers and its error handler become theirs. */
export function serveRest(app: FastifyInstance, site: Site, settings: ProjectorSettings): void {
  takeBodies(app);
  app.setErrorHandler((error: FastifyError, request, reply) => sayError(site, error, request, reply));
  serve(app, site, settings.tokenPath, tokenEndpoint(site, settings));
  serve(app, site, settings.revokePath, revokeEndpoint(site));
}

function tokenEndpoint(site: Site, settings: ProjectorSettings): Endpoint {
  return {
    operation: 'acquire-tokens',
    ask: async ({ parameters, secretPlace }, caller) => {
      const reading = readAcquisition(wordsIn(parameters, ACQUISITION_SPELLING), ACQUISITION_SPELLING);
      if (!reading.ok) return site.core.refuse('acquire-tokens', caller, reading.refusal);
      const result = await acquireTokens(site, settings, { caller, atHomeOnly: false, secretPlace }, reading.value);
      return result.ok ? { ok: true, value: tokenAnswer(site, result.value) } : result;
    },
  };
}

function revokeEndpoint(site: Site): Endpoint {
  return {
    operation: 'revoke-credential',
    ask: async ({ parameters, secretPlace }, caller) => {
      const reading = readRevocation(wordsIn(parameters, REVOCATION_SPELLING), REVOCATION_SPELLING);
      if (!reading.ok) return site.core.refuse('revoke-credential', caller, reading.refusal);
      const result = await revokeConnection(site, { caller, atHomeOnly: false, secretPlace }, reading.value);
      // RFC 7009 section 2.2 gives no meaning to the body; some clients can't do without one in JSON.
      return result.ok ? { ok: true, value: {} } : result;
    },
  };
}

function wordsIn<Word extends string>(
  parameters: ReadonlyMap<string, string>,
  spelling: Spelling<Word>,
): Readonly<Record<Word, string | undefined>> {
  const words = Object.entries<string>(spelling).map(([word, name]) => [word, parameters.get(name)]);
  // A spelling has every word, so the record of its words has too.
  return Object.fromEntries(words);
}

/** The members that deployed clients read, four of which they insist on: the two tokens and the two authorities. */
function tokenAnswer(site: Site, issued: AcquiredTokens): Answer {
  const authority = authorityOf(site, issued);
  return {
    access_token: issued.access.text,
    token_type: TOKEN_TYPE,
    expires_in: issued.expiresInSeconds,
    refresh_token: issued.refresh?.text,
    scope: issued.scope,
    soap_service_authority: authority,
    rest_service_authority: authority,
  };
}

function serve(app: FastifyInstance, site: Site, path: string, { operation, ask }: Endpoint): void {
  app.post(path, async (request, reply) => {
    const caller = callerOf('projector', site, request);
    const reading = readRestRequest(request);
    const result = reading.ok ? await ask(reading.value, caller) : site.core.refuse(operation, caller, reading.refusal);
    const isCode = reading.ok && reading.value.parameters.get('grant_type') === 'code';
    const byHeader = request.headers.authorization !== undefined;
    return result.ok
      ? sayJson(reply, 200, result.value)
      : sayRefusal(reply, result.refusal, { grant: isCode ? 'code' : 'refresh-token', byHeader });
  });
  app.route({
    method: OTHER_VERBS,
    url: path,
    // Before a body would be read.
    onRequest: async (_request, reply) => reply.code(405).header('allow', 'POST').send(),
    handler: async (_request, reply) => reply.code(405).header('allow', 'POST').send(),
  });
}

/** Nobody on the way may keep the answer (RFC 6749 section 5.1). */
function sayJson(reply: FastifyReply, status: number, members: Answer): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('pragma', 'no-cache')
    .send(JSON.stringify(members));
}

function sayRefusal(reply: FastifyReply, refusal: Refusal, context: RestContext, status?: number): FastifyReply {
  const word = say(restVocabulary, refusal, context);
  if (word.status === 401) reply.header('www-authenticate', 'Basic realm="projector"');
  if (word.retryAfter !== undefined) reply.header('retry-after', String(word.retryAfter));
  return sayJson(reply, status ?? word.status, { error: word.error, error_description: word.description });
}

function sayError(site: Site, error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode } = error;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const improper = [error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? 'Content-Type' : 'body'];
    const malformed: Refusal = { code: 'request-malformed', missing: [], improper };
    const { refusal } = site.core.refuse('read-request', callerOf('projector', site, request), malformed);
    return sayRefusal(reply, refusal, { grant: 'code', byHeader: false }, statusCode === 413 ? 413 : 400);
  }
  request.log.error({ err: error }, 'a fault was answered');
  return sayJson(reply, 500, { error: 'server_error', error_description: 'The service could not answer.' });
}
