/**
 * The OpenID endpoints of this system (section A8 of the reference page), which came after the OAuth 1 steps: a client sends the person's browser to authorize, gets
 * tokens for the code, and uses one in place of a session, or turns it into one by AccessTokenLogon.
 *
 * The same core answers the standard dialect; here are this system's addresses, claims and words.
 */
import type { FastifyError, FastifyInstance } from 'fastify';
import { takeBodies } from '../../../http/take-bodies.ts';
import type { Site } from '../../dialect.ts';
import type { TwinfieldSettings } from '../settings.ts';
import { authorize, resume } from './authorize.ts';
import { issuerOf, OPENID_SCOPES } from './claims.ts';
import { revocation, sendJson, token } from './token.ts';
import { userinfo, validateToken } from './validate.ts';

export function serveOpenid(app: FastifyInstance, site: Site, settings: TwinfieldSettings): void {
  const { openidPath } = settings;
  const path = `${openidPath}/connect`;
  app.register(async (scope) => {
    takeBodies(scope);
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      // Fastify's own errors are about the request; whatever else is ours, and the cause stays in the log.
      const { statusCode = 500 } = error;
      if (statusCode < 500) return sendJson(reply, statusCode, { error: 'invalid_request' });
      request.log.error({ err: error }, 'an OpenID endpoint failed');
      const isPage = request.routeOptions.url?.includes('/authorize') === true;
      return isPage ? site.pages.showFault(reply) : sendJson(reply, 500, { error: 'server_error' });
    });
    scope.get(`${path}/authorize`, (q, r) => authorize(site, `${path}/authorize/answer`, q, r));
    scope.get(`${path}/authorize/answer`, (q, r) => resume(site, q, r));
    scope.post(`${path}/token`, (q, r) => token(site, settings, q, r));
    scope.post(`${path}/revocation`, (q, r) => revocation(site, q, r));
    scope.get(`${path}/accesstokenvalidation`, (q, r) => validateToken(site, openidPath, q, r));
    scope.route({ method: ['GET', 'POST'], url: `${path}/userinfo`, handler: (q, r) => userinfo(site, q, r) });
    scope.get(`${openidPath}/.well-known/openid-configuration`, (_q, r) =>
      sendJson(r, 200, metadataOf(issuerOf(site, openidPath))),
    );
    scope.get(`${openidPath}/.well-known/jwks`, (_q, r) => sendJson(r, 200, site.publicKeys()));
  });
}

/** What clients that configure themselves ask for first (OpenID Connect Discovery 1.0 section 3). */
function metadataOf(issuer: string) {
  const connect = `${issuer}/connect`;
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    authorization_endpoint: `${connect}/authorize`,
    token_endpoint: `${connect}/token`,
    userinfo_endpoint: `${connect}/userinfo`,
    revocation_endpoint: `${connect}/revocation`,
    scopes_supported: ['openid', ...Object.keys(OPENID_SCOPES), 'offline_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256', 'plain'],
  };
}
