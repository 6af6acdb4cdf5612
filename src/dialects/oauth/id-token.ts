import type { IssuedTokens } from '../../core/operations/redeem-code.ts';
import type { Site } from '../dialect.ts';
import { subjectOf } from './token-terms.ts';

/** The scope that asks for an identity beside the tokens (OpenID Connect Core 1.0 section 3.1.2.1). */
export const IDENTITY_SCOPE = 'openid';

/** The scope of connections that outlive a logon (OpenID Connect Core 1.0 section 11). */
const AWAY_SCOPE = 'offline_access';

/** The one that every client must be able to check (OpenID Connect Core 1.0 section 15.1). */
export const ID_TOKEN_ALGORITHM = 'RS256';

/** How the person had logged on when they were asked. */
export interface Logon {
  readonly authenticatedAt: number | undefined;
  readonly nonce?: string | undefined;
}

/** Half of a SHA-256. */
const HALF_HASH_BYTES = 16;

export function hasScope(scope: string, word: string): boolean {
  return scope.split(' ').includes(word);
}

/**
 * The ID token that comes with the tokens that a person granted (OpenID Connect Core 1.0 sections 2 and 3.1.3.6), undefined where none was asked for. What is known
 * about the person besides is told at the userinfo endpoint. `sid` names the connection, so that logging out can end it.
 */
export async function idTokenFor(
  site: Site,
  issued: IssuedTokens,
  logon: Logon | undefined,
  lifetimeSeconds: number,
): Promise<string | undefined> {
  const { account, client, scope, access } = issued;
  if (account === undefined || logon === undefined || !hasScope(scope, IDENTITY_SCOPE)) return undefined;
  const issuedAt = Math.floor(access.token.issuedAt / 1000);
  const claims = {
    iss: site.url,
    sub: subjectOf(account, client.id),
    aud: client.id,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    auth_time: logon.authenticatedAt === undefined ? undefined : Math.floor(logon.authenticatedAt / 1000),
    nonce: logon.nonce,
    // The fingerprint is the SHA-256 of the token's text.
    at_hash: Buffer.from(access.token.fingerprint, 'base64url').subarray(0, HALF_HASH_BYTES).toString('base64url'),
    // Logging out ends the connection, unless it is meant to go on while the person is away.
    sid: hasScope(scope, AWAY_SCOPE) ? undefined : connectionName(access.token.familyId),
  };
  return site.sign(claims, { algorithm: ID_TOKEN_ALGORITHM });
}

/** What a connection is called on this wire: 16 hexadecimal digits, good for nothing else. */
function connectionName(familyId: bigint): string {
  return familyId.toString(16).padStart(16, '0');
}

/** The id behind the name of a connection, or undefined when it is none. */
export function readConnectionName(name: unknown): bigint | undefined {
  return typeof name === 'string' && /^[0-7][0-9a-f]{15}$/.test(name) ? BigInt(`0x${name}`) : undefined;
}
