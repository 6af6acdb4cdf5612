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
import { deviceEndpoint } from './device-authorization.ts';
import { type Endpoint, serveEndpoint } from './endpoint.ts';
import { advertised, grantsOf } from './grants.ts';
import { introspectEndpoint } from './introspect.ts';
import { serveLogOut } from './log-out.ts';
import { type EndpointName, serveMetadata } from './metadata.ts';
import { serveOpenDocument } from './open-document.ts';
import { parEndpoint } from './par.ts';
import { improper } from './parameters.ts';
import { revokeEndpoint } from './revoke.ts';
import { OAUTH_SCOPES } from './scopes.ts';
import { OAUTH_DEFAULTS, type OauthSettings } from './settings.ts';
import { tokenEndpoint } from './token.ts';
import { serveUserinfo } from './userinfo.ts';

export function oauth(settings: Partial<OauthSettings> = {}): Dialect {
  const chosen = { ...OAUTH_DEFAULTS, ...settings };
  return {
    name: 'oauth',
    scopes: OAUTH_SCOPES,
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
  // Whatever is served stands in the metadata, and nothing else does.
  const served = new Map<EndpointName, string>();
  const at = (name: EndpointName, path: string): string => {
    served.set(name, `${site.url}${prefix}${path}`);
    return `${prefix}${path}`;
  };
  const grants = grantsOf(site, settings);
  const audiences = [site.url, `${site.url}${prefix}/token`];
  const serve = (name: EndpointName, path: string, endpoint: Endpoint) =>
    serveEndpoint(app, site, at(name, path), audiences, endpoint);
  serveAuthorize(app, site, settings, at('authorization_endpoint', '/authorize'));
  serve('token_endpoint', '/token', tokenEndpoint(site, grants));
  serve('device_authorization_endpoint', '/device_authorization', deviceEndpoint(site, settings));
  serve('pushed_authorization_request_endpoint', '/par', parEndpoint(site, settings));
  serve('introspection_endpoint', '/introspect', introspectEndpoint(site));
  serve('revocation_endpoint', '/revoke', revokeEndpoint(site));
  serveUserinfo(app, site, at('userinfo_endpoint', '/userinfo'));
  serveLogOut(app, site, at('end_session_endpoint', '/logout'));
  serveOpenDocument(app, at('jwks_uri', '/jwks'), site.publicKeys);
  serveMetadata(app, site, settings, served, advertised(grants));
}

/** What the client did wrong before anything could be read, or undefined for a fault of the server. */
function faultOfRequest({ code, statusCode }: FastifyError): string | undefined {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return `the body, which is larger than ${BODY_LIMIT} bytes`;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'Content-Type, which must be application/x-www-form-urlencoded';
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'the request' : undefined;
}
