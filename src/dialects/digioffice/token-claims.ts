import type { TokenFacts, TokenTerms } from '../../core/operations/steps/mint-token.ts';
import type { DigiofficeSettings } from './settings.ts';

/**
 * What a token tells, in the framework's order (reference, servicestack-webapi section 7). `sub` is a JSON number, because the framework writes
 * any text so that looks like one; times are Unix seconds.
 */
export function tokenTerms({ issuer, tokenSeconds }: DigiofficeSettings): TokenTerms {
  const claims = ({ account, issuedAt, expiresAt, jti }: TokenFacts): Readonly<Record<string, unknown>> => ({
    iss: issuer,
    sub: account?.id,
    iat: Math.floor(issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
    email: account?.email,
    name: account?.displayName,
    preferred_username: account?.name,
    roles: account === undefined ? undefined : [account.role],
    jti,
  });
  return { form: { name: 'signed', claims }, lifetimeSeconds: tokenSeconds };
}
