/**
 * The verifier: `/verify`, where a reverse proxy asks about a request that it holds (nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`
 * over HTTP).
 *
 * It takes a credential of any dialect where that dialect carries it, and answers 200 with headers that say who is there, or 401, 403, 429 or 503. It
 * never reads a body, never redirects, and knows nothing of what is being protected but the scope and role that the proxy's question names.
 */
import type { FastifyInstance } from 'fastify';
import type { UsedCredential } from '../core/operations/use-credential.ts';
import { type Result, say } from '../core/refusal.ts';
import type { Site } from '../dialects/dialect.ts';
import { serveDirectly } from '../http/direct-door.ts';
import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import { credentialsIn } from './carriers.ts';
import { identityHeaders } from './identity-headers.ts';
import { VERIFIER_DEFAULTS, type VerifierSettings } from './settings.ts';
import { type Denial, INSUFFICIENT, vocabulary } from './vocabulary.ts';

/** A proxy passes on the method of the request that it asks about. */
const OTHER_METHODS = ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const METHODS = ['GET', ...OTHER_METHODS];

/** Credentials that one request may have tried, so that a bag of cookies is no load. */
const MOST_TRIED = 4;

interface Demand {
  /** `?scope=`: every word of it must be among the token's (space-separated). */
  readonly scope?: string | string[];
  /** `?role=`: the person's role must be one of its words. */
  readonly role?: string | string[];
}

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
      const answer = async (request: HttpRequest, reply: HttpReply) => {
        const used = await present(site, request, credentialsIn(request, carriers));
        if (used === undefined) return deny(reply, { status: 401, error: undefined, retryAfterSeconds: undefined });
        if (!used.ok) return deny(reply, say(vocabulary, used.refusal, undefined));
        // Fastify reads a query into texts and lists of texts.
        if (!meets(used.value, request.query as Demand)) return deny(reply, INSUFFICIENT);
        return reply
          .code(200)
          .headers(identityHeaders(used.value, used.value.session?.site))
          .header('cache-control', 'no-store')
          .header('content-length', '0')
          .send();
      };
      serveDirectly(app, 'GET', settings.path, answer);
      app.route({ method: OTHER_METHODS, url: settings.path, handler: answer });
      app.route({ method: METHODS, url: `${settings.path}/*`, handler: answer });
    },
  };
}

/** The first credential that is let through; else what was said of the first. Undefined when there is none. */
async function present(
  site: Site,
  request: HttpRequest,
  texts: readonly string[],
): Promise<Result<UsedCredential> | undefined> {
  const caller = { dialect: 'verifier', site: site.name, address: request.ip };
  let first: Result<UsedCredential> | undefined;
  for (const text of texts.slice(0, MOST_TRIED)) {
    const used = await site.core.useCredential({ caller, text, accepts: ['session', 'access'], atItsSiteOnly: false });
    if (used.ok) return used;
    first ??= used;
  }
  return first;
}

function meets({ scope, account }: UsedCredential, demand: Demand): boolean {
  const held = scope.split(' ');
  if (!words(demand.scope).every((word) => held.includes(word))) return false;
  const roles = words(demand.role);
  return roles.length === 0 || (account !== undefined && roles.includes(account.role));
}

function words(value: string | string[] | undefined): readonly string[] {
  return [value ?? []].flat().flatMap((text) => text.split(' ').filter((word) => word !== ''));
}

function deny(reply: HttpReply, { status, error, retryAfterSeconds }: Denial): HttpReply {
  if (status === 401 || error !== undefined) {
    reply.header('www-authenticate', `Bearer realm="tessera"${error === undefined ? '' : `, error="${error}"`}`);
  }
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).header('cache-control', 'no-store').header('content-length', '0').send();
}
