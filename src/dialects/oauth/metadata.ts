/**
 * What this server offers, for clients to read: RFC 8414 and OpenID Connect Discovery 1.0. Both say the same, and every member comes from what serves it,
 * so that nothing is advertised that isn't done.
 */
import type { FastifyInstance } from 'fastify';
import type { Site } from '../dialect.ts';
import { AUTHENTICATION_METHODS } from './client-authentication.ts';
import { ID_TOKEN_ALGORITHM } from './id-token.ts';
import { INTROSPECTION_ALGORITHM } from './introspect.ts';
import { serveOpenDocument } from './open-document.ts';
import { PROMPT_WORDS, RESPONSE_MODES } from './read-authorization.ts';
import { OAUTH_SCOPES } from './scopes.ts';
import type { OauthSettings } from './settings.ts';
import { CLAIM_NAMES } from './userinfo.ts';

/** The members of the metadata that name an endpoint. */
export type EndpointName =
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'device_authorization_endpoint'
  | 'pushed_authorization_request_endpoint'
  | 'introspection_endpoint'
  | 'revocation_endpoint'
  | 'userinfo_endpoint'
  | 'end_session_endpoint'
  | 'jwks_uri';

/** Those at which clients prove themselves, apart from the token endpoint. */
const PROVING = ['introspection', 'revocation'] as const;

/** @param endpoints where each is served @param grantTypes those that the token endpoint takes */
export function serveMetadata(
  app: FastifyInstance,
  site: Site,
  settings: OauthSettings,
  endpoints: ReadonlyMap<EndpointName, string>,
  grantTypes: readonly string[],
): void {
  const confidential = AUTHENTICATION_METHODS.filter((method) => method !== 'none');
  const proving = { introspection: confidential, revocation: AUTHENTICATION_METHODS };
  const document = {
    issuer: site.url,
    ...Object.fromEntries(endpoints),
    scopes_supported: Object.keys(OAUTH_SCOPES),
    response_types_supported: ['code'],
    response_modes_supported: RESPONSE_MODES,
    grant_types_supported: grantTypes,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
    require_pushed_authorization_requests: settings.requirePushed,
    prompt_values_supported: PROMPT_WORDS,
    token_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
    token_endpoint_auth_signing_alg_values_supported: site.checkedAlgorithms,
    ...Object.fromEntries(
      PROVING.flatMap((name) => [
        [`${name}_endpoint_auth_methods_supported`, proving[name]],
        [`${name}_endpoint_auth_signing_alg_values_supported`, site.checkedAlgorithms],
      ]),
    ),
    introspection_signing_alg_values_supported: [INTROSPECTION_ALGORITHM],
    dpop_signing_alg_values_supported: site.checkedAlgorithms,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [ID_TOKEN_ALGORITHM],
    claim_types_supported: ['normal'],
    claims_supported: [...CLAIM_NAMES, 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'at_hash', 'sid'],
  };
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    serveOpenDocument(app, `/.well-known/${name}`, () => document);
  }
}
