import type { Caller } from '../../core/model/audit-entry.ts';
import { LONG_CODE } from '../../core/model/secret-form.ts';
import type { IssuedTokens } from '../../core/operations/redeem-code.ts';
import type { Result } from '../../core/refusal.ts';
import type { Site } from '../dialect.ts';
import type { ClientProof } from './client-authentication.ts';
import type { KeyProof } from './dpop.ts';
import type { Endpoint } from './endpoint.ts';
import { idTokenFor } from './id-token.ts';
import { missing, type Parameters } from './parameters.ts';
import type { OauthSettings } from './settings.ts';
import { readResources } from './targets.ts';
import { type DialectTerms, tokenTerms } from './token-terms.ts';

/** One grant's request, read. */
interface Asked {
  readonly site: Site;
  readonly terms: DialectTerms;
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly parameters: Parameters;
  /** Undefined when no resource was named. */
  readonly audience: readonly string[] | undefined;
  readonly keyProof: KeyProof | undefined;
}

type Grant = { readonly needs: readonly string[]; readonly ask: (asked: Asked) => Promise<Result<IssuedTokens>> };

/** The grants of the token endpoint, by the `grant_type` that asks for them. */
const GRANTS: ReadonlyMap<string, Grant> = new Map([
  ['client_credentials', { needs: [], ask: askForClient }],
  ['refresh_token', { needs: ['refresh_token'], ask: askWithRefreshToken }],
  ['authorization_code', { needs: ['code', 'redirect_uri'], ask: askWithCode }],
]);

/** As metadata names them. */
export const GRANT_TYPES: readonly string[] = [...GRANTS.keys()];

/**
 * `POST /oauth2/token` (RFC 6749 section 3.2): client credentials, refresh tokens of any dialect, and authorization codes.
 *
 * A code is always asked with a redirect address here, so section 4.1.3 makes `redirect_uri` a must.
 */
export function tokenEndpoint(site: Site, settings: OauthSettings): Endpoint {
  const terms = tokenTerms(site, settings);
  return {
    operation: 'token',
    scripts: 'open to scripts',
    answer: async ({ client: reading, parameters, targets, keyProof, caller }) => {
      const grantType = parameters.get('grant_type');
      if (grantType === undefined) return site.core.refuse('token', caller, missing('grant_type').refusal);
      const grant = GRANTS.get(grantType);
      if (grant === undefined) {
        return site.core.refuse('token', caller, { code: 'grant-type-unsupported', asked: grantType });
      }
      if (!reading.ok) return site.core.refuse('token', caller, reading.refusal);
      const absent = grant.needs.filter((name) => !parameters.has(name));
      if (absent.length > 0) return site.core.refuse('token', caller, missing(...absent).refusal);
      const resources = readResources(targets.resources);
      if (!resources.ok) return site.core.refuse('token', caller, resources.refusal);
      const { audience } = resources;
      const result = await grant.ask({ site, terms, caller, client: reading.client, parameters, audience, keyProof });
      if (!result.ok) return result;
      const idToken = await idTokenFor(site, result.value, settings.idTokenLifetimeSeconds);
      return { ok: true, value: tokenAnswer(result.value, idToken) };
    },
  };
}

function askForClient({ site, terms: { access }, caller, client, parameters, audience, keyProof }: Asked) {
  return site.core.issueClientToken({ caller, client, scope: parameters.get('scope'), access, audience, keyProof });
}

function askWithRefreshToken({ site, terms, caller, client, parameters, audience, keyProof }: Asked) {
  return site.core.refreshTokens({
    ...terms,
    caller,
    client,
    token: parameters.get('refresh_token') ?? '',
    scope: parameters.get('scope'),
    audience,
    keyProof,
    atHomeOnly: false,
  });
}

function askWithCode({ site, terms, caller, client, parameters, audience, keyProof }: Asked) {
  return site.core.redeemCode({
    ...terms,
    caller,
    client,
    code: parameters.get('code') ?? '',
    codeForm: LONG_CODE,
    redirectUri: parameters.get('redirect_uri') ?? '',
    verifier: parameters.get('code_verifier'),
    audience,
    keyProof,
    atHomeOnly: false,
  });
}

/** RFC 6749 section 5.1, and RFC 9449 section 5 for bound tokens. The scope is told whenever there is one, asked for or not. */
function tokenAnswer({ access, refresh, expiresInSeconds, scope }: IssuedTokens, idToken: string | undefined) {
  return {
    access_token: access.text,
    token_type: tokenTypeOf(access.token),
    expires_in: expiresInSeconds,
    refresh_token: refresh?.text,
    id_token: idToken,
    scope: scope === '' ? undefined : scope,
  };
}

/** How an access token is presented. */
function tokenTypeOf({ boundTo }: IssuedTokens['access']['token']): 'Bearer' | 'DPoP' {
  return boundTo === undefined ? 'Bearer' : 'DPoP';
}
