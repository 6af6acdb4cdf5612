import { ACCESS_TOKEN, REFRESH_TOKEN } from '../../core/model/secret-form.ts';
import type { SignedForm, TokenFacts, TokenTerms } from '../../core/operations/steps/mint-token.ts';
import type { Site } from '../dialect.ts';
import type { OauthSettings } from './settings.ts';

/** What this dialect's tokens are made of. */
export interface DialectTerms {
  readonly access: TokenTerms;
  readonly refresh: TokenTerms;
}

/** Access tokens are opaque, or signed for clients whose record asks for it; refresh tokens are always opaque. */
export function tokenTerms(site: Site, settings: OauthSettings): DialectTerms {
  const { accessLifetimeSeconds, refreshLifetimeSeconds } = settings;
  return {
    access: { form: ACCESS_TOKEN, signed: jwtAccessToken(site, settings), lifetimeSeconds: accessLifetimeSeconds },
    refresh: { form: REFRESH_TOKEN, lifetimeSeconds: refreshLifetimeSeconds },
  };
}

/** A JWT access token (RFC 9068 section 2). Without a resource it is for this server, whose name is then its audience (section 3). */
export function jwtAccessToken(site: Site, { accessAlgorithm }: OauthSettings): SignedForm {
  const claims = ({ account, clientId, scope, audience, boundTo, jti, issuedAt, expiresAt }: TokenFacts) => ({
    iss: site.url,
    sub: subjectOf(account, clientId),
    aud: audience.length > 1 ? audience : (audience[0] ?? site.url),
    client_id: clientId,
    iat: Math.floor(issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
    jti,
    scope: scope === '' ? undefined : scope,
    cnf: boundTo === undefined ? undefined : { jkt: boundTo },
  });
  return { name: 'signed', algorithm: accessAlgorithm, type: 'at+jwt', claims };
}

/** The person's number; a client that acts for itself is its own subject (RFC 9068 section 2.2). */
export function subjectOf(account: TokenFacts['account'], clientId: string | undefined): string | undefined {
  return account === undefined ? clientId : String(account.id);
}
