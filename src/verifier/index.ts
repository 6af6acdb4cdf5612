/**
 * The verifier: `/verify`, where a reverse proxy asks about a request that it holds (nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`
 * over HTTP).
 *
 * It takes a credential of any dialect where that dialect carries it, and answers 200 with headers that say who is there, or 401, 403, 429 or 503. It
 * never reads a body, never redirects, and knows nothing of what is being protected but the scope, role and resource that the proxy's question names.
 */
import type { FastifyInstance } from 'fastify';
import type { CredentialUse, UsedCredential } from '../core/operations/use-credential.ts';
import { type Refusal, type Result, say } from '../core/refusal.ts';
import type { Site } from '../dialects/dialect.ts';
import { serveDirectly } from '../http/direct-door.ts';
import type { Answer, HttpReply, HttpRequest } from '../http/exchange.ts';
import { type BoundToken, boundTokenIn, type Carrier, credentialsIn } from './carriers.ts';
import { type Challenges, challengesOf, type Scheme } from './challenges.ts';
import { heldRequest, type QuestionPlace } from './held-request.ts';
import { identityHeaders } from './identity-headers.ts';
import { VERIFIER_DEFAULTS, type VerifierSettings } from './settings.ts';
import { type Denial, INSUFFICIENT, vocabulary } from './vocabulary.ts';

/** A proxy passes on the method of the request that it asks about. */
const OTHER_METHODS = ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const METHODS = ['GET', ...OTHER_METHODS];

/** Credentials that one request may have tried, so that a bag of cookies is no load. */
const MOST_TRIED = 4;

const ANY: CredentialUse['accepts'] = ['session', 'access'];
const TOKENS: CredentialUse['accepts'] = ['access'];

const IMPROPER: Refusal = { code: 'key-proof-rejected', why: 'improper' };

interface Demand {
  /** `?scope=`: every word of it must be among the token's (space-separated). */
  readonly scope?: string | string[];
  /** `?role=`: the person's role must be one of its words. */
  readonly role?: string | string[];
  /** `?resource=`: what is behind the proxy here, instead of the site's resources. */
  readonly resource?: string | string[];
}

type Used = Result<UsedCredential>;

/** Serves the verifier at one site. @param given settings; those left out keep their defaults */
export function verifier(given: Partial<VerifierSettings> = {}) {
  const settings: VerifierSettings = { ...VERIFIER_DEFAULTS, ...given };
  return {
    name: 'verifier',
    register(app: FastifyInstance, site: Site): void {
      const carriers = settings.carriersBySite[site.name] ?? settings.carriers;
      if (carriers.length === 0) return;
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('*', (_request, body, done) => {
        body.resume();
        done(null);
      });
      const resources = settings.resourcesBySite[site.name] ?? settings.resources;
      const challenges = challengesOf(schemesOf(carriers), site.checkedAlgorithms);
      const place = { path: settings.path, siteUrl: site.url };
      const answer = async (request: HttpRequest, reply: HttpReply, demand: Demand) => {
        const named = words(demand.resource);
        const audiences = named.length > 0 ? named : resources;
        const bound = boundTokenIn(request, carriers);
        const scheme = bound === undefined ? undefined : 'DPoP';
        const used = await (bound === undefined
          ? present(site, request, credentialsIn(request, carriers), audiences)
          : presentBound(site, request, bound, audiences, place));
        const refuse = (denial: Denial) => deny(reply, denial, challenges, scheme);
        if (used === undefined) return refuse({ status: 401, error: undefined, retryAfterSeconds: undefined });
        if (!used.ok) return refuse(say(vocabulary, used.refusal, undefined));
        if (!meets(used.value, demand)) return refuse(INSUFFICIENT);
        return reply
          .code(200)
          .headers(identityHeaders(used.value, used.value.session?.site))
          .header('cache-control', 'no-store')
          .header('content-length', '0')
          .send();
      };
      // Fastify reads a query into texts and lists of texts.
      const toOperator: Answer = (request, reply) => answer(request, reply, request.query as Demand);
      serveDirectly(app, 'GET', settings.path, toOperator);
      app.route({ method: OTHER_METHODS, url: settings.path, handler: toOperator });
      // Behind a path that a client chose the query is the client's, too, and demands nothing.
      app.route({
        method: METHODS,
        url: `${settings.path}/*`,
        handler: (request, reply) => answer(request, reply, {}),
      });
    },
  };
}

/** The first credential that is let through; else what was said of the first. Undefined when there is none. */
function present(
  site: Site,
  request: HttpRequest,
  [text, ...others]: readonly string[],
  audiences: readonly string[],
): Promise<Used | undefined> | undefined {
  if (text === undefined) return undefined;
  const caller = callerOf(site, request);
  const use = (one: string) =>
    site.core.useCredential({ caller, text: one, accepts: ANY, atItsSiteOnly: false, audiences });
  return others.length === 0 ? use(text) : firstOf([text, ...others.slice(0, MOST_TRIED - 1)], use);
}

async function firstOf(texts: readonly string[], use: (text: string) => Promise<Used>): Promise<Used | undefined> {
  let first: Used | undefined;
  for (const text of texts) {
    const used = await use(text);
    if (used.ok) return used;
    first ??= used;
  }
  return first;
}

/** A token that its holder must prove to hold the key of. A session is bound to none. */
function presentBound(
  site: Site,
  request: HttpRequest,
  { text, proof, manner }: BoundToken,
  audiences: readonly string[],
  place: QuestionPlace,
): Used | Promise<Used> {
  const caller = callerOf(site, request);
  const held = heldRequest(request, manner, place);
  if (held === undefined) return site.core.refuse('use-credential', caller, IMPROPER);
  const keyProof = { text: proof, ...held };
  return site.core.useCredential({ caller, text, accepts: TOKENS, atItsSiteOnly: false, audiences, keyProof });
}

function callerOf(site: Site, request: HttpRequest) {
  return { dialect: 'verifier', site: site.name, address: request.ip };
}

function schemesOf(carriers: readonly Carrier[]): readonly Scheme[] {
  const has = (kind: Carrier['kind']) => carriers.some((carrier) => carrier.kind === kind);
  return [...(has('bearer') ? (['Bearer'] as const) : []), ...(has('dpop') ? (['DPoP'] as const) : [])];
}

function meets({ scope, account }: UsedCredential, demand: Demand): boolean {
  const scopes = words(demand.scope);
  const roles = words(demand.role);
  const held = scopes.length === 0 ? NO_WORDS : scope.split(' ');
  if (!scopes.every((word) => held.includes(word))) return false;
  return roles.length === 0 || (account !== undefined && roles.includes(account.role));
}

const NO_WORDS: readonly string[] = [];

function words(value: string | string[] | undefined): readonly string[] {
  if (value === undefined) return NO_WORDS;
  return [value].flat().flatMap((text) => text.split(' ').filter((word) => word !== ''));
}

function deny(
  reply: HttpReply,
  { status, error, retryAfterSeconds }: Denial,
  challenges: Challenges,
  scheme: Scheme | undefined,
): HttpReply {
  if (status === 401 || error !== undefined) reply.header('www-authenticate', challenges(scheme, error));
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).header('cache-control', 'no-store').header('content-length', '0').send();
}
