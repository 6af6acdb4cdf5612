/**
 * The OAuth dialect: the standard's endpoints, at the login site.
 *
 * It owns how RFC 6749, 7009 and 7662 ask and answer: forms, client authentication, JSON, the error words. It refuses to know which dialect
 * a credential came from: whatever the server issued anywhere can be refreshed, inspected and revoked here, and is shown with its origin.
 * Clusters serve none of it, so that there is one issuer.
 */
import type { FastifyError, FastifyInstance } from 'fastify';
import { takeBodies } from '../../http/take-bodies.ts';
import { BODY_LIMIT, callerOf, type Dialect, type Site } from '../dialect.ts';
import { answerFault, answerRefusal } from './answer.ts';
import { serveAuthorize } from './authorize.ts';
import { serveEndpoint } from './endpoint.ts';
import { introspectEndpoint } from './introspect.ts';
import { serveJwks } from './jwks.ts';
import { parEndpoint } from './par.ts';
import { improper } from './parameters.ts';
import { revokeEndpoint } from './revoke.ts';
import { OAUTH_DEFAULTS, type OauthSettings } from './settings.ts';
import { tokenEndpoint } from './token.ts';

export function oauth(settings: Partial<OauthSettings> = {}): Dialect {
  const chosen = { ...OAUTH_DEFAULTS, ...settings };
  return {
    name: 'oauth',
    register: (app, site) => {
      if (site.role === 'login') register(app, site, chosen);
    },
  };
}

function register(app: FastifyInstance, site: Site, settings: OauthSettings): void {
  const { prefix } = settings;
  takeBodies(app);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const what = faultOfRequest(error);
    if (what === undefined) {
      request.log.error({ err: error }, 'fault in the oauth dialect');
      return answerFault(reply);
    }
    const { refusal } = site.core.refuse('read-request', callerOf('oauth', site, request), improper(what).refusal);
    return answerRefusal(reply, refusal, error.statusCode === 413 ? 413 : 400);
  });
  const audiences = [site.url, `${site.url}${prefix}/token`];
  serveEndpoint(app, site, `${prefix}/token`, audiences, tokenEndpoint(site, settings));
  serveEndpoint(app, site, `${prefix}/introspect`, audiences, introspectEndpoint(site));
  serveEndpoint(app, site, `${prefix}/revoke`, audiences, revokeEndpoint(site));
  serveEndpoint(app, site, `${prefix}/par`, audiences, parEndpoint(site, settings));
  serveAuthorize(app, site, settings);
  serveJwks(app, site, `${prefix}/jwks`);
}

/** What the client did wrong before anything could be read, or undefined for a fault of the server. */
function faultOfRequest({ code, statusCode }: FastifyError): string | undefined {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return `the body, which is larger than ${BODY_LIMIT} bytes`;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'Content-Type, which must be application/x-www-form-urlencoded';
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'the request' : undefined;
}
