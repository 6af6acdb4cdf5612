/**
 * What tokens tell, in the framework's order, and how they are signed (reference, servicestack-webapi section 7). Times are Unix seconds.
 */
import type { TokenFacts, TokenTerms } from '../../core/operations/steps/mint-token.ts';
import { frameworkJson } from './framework-json.ts';
import type { DigiofficeSettings } from './settings.ts';

export interface DigiofficeTokens {
  /** @param lifetimeSeconds when not that of the settings */
  readonly access: (lifetimeSeconds?: number) => TokenTerms;
  readonly refresh: TokenTerms;
}

type Claims = Readonly<Record<string, unknown>>;

/** @param site whose tokens they are: a key that isn't given is one of each site's own */
export function tokensOf(settings: DigiofficeSettings, site: string): DigiofficeTokens {
  const { issuer, audiences, tokenSeconds, refreshTokenSeconds, signing, signingKey } = settings;
  const shared = signingKey === '' ? { name: `digioffice ${site}` } : { bytes: Buffer.from(signingKey, 'base64') };
  const isShared = signing === 'hs256';
  const audience = audiences.length > 1 ? audiences : audiences[0];

  const terms = (type: string, lifetimeSeconds: number, claims: (facts: TokenFacts) => Claims): TokenTerms => ({
    form: {
      name: 'signed',
      type,
      claims: isShared ? (facts) => frameworkJson(claims(facts)) : claims,
      shared: isShared ? shared : undefined,
    },
    lifetimeSeconds,
  });

  const accessClaims = (facts: TokenFacts): Claims => {
    const { account, jti } = facts;
    return {
      iss: issuer,
      ...subjectAndTimes(facts),
      aud: audience,
      email: account?.email,
      name: account?.displayName,
      preferred_username: account?.name,
      roles: account === undefined ? undefined : [account.role],
      jti,
    };
  };
  return {
    access: (lifetimeSeconds = tokenSeconds) => terms('JWT', lifetimeSeconds, accessClaims),
    refresh: terms('JWTR', refreshTokenSeconds, (facts) => ({ ...subjectAndTimes(facts), jti: facts.jti })),
  };
}

/** `sub` is a number in either manner, because the framework writes any text so that looks like one. */
function subjectAndTimes({ account, issuedAt, expiresAt }: TokenFacts): Claims {
  return { sub: account?.id, iat: Math.floor(issuedAt / 1000), exp: Math.floor(expiresAt / 1000) };
}
