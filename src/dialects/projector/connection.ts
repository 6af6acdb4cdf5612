/**
 * What a client application asks about its connection with a user, put to the core. It is the same question whether it came over SOAP or
 * REST, so nothing here knows either.
 */
import type { Caller } from '../../core/model/audit-entry.ts';
import { LONG_CODE, LONG_TOKEN, TICKET } from '../../core/model/secret-form.ts';
import type { IssuedTokens } from '../../core/operations/redeem-code.ts';
import { type Result, yes } from '../../core/refusal.ts';
import { readScalar } from '../../formats/xml-lexical.ts';
import type { Site } from '../dialect.ts';
import type { Acquisition } from './read-acquisition.ts';
import type { Revocation } from './read-revocation.ts';
import type { ProjectorSettings } from './settings.ts';

/** What a client application got. */
export interface AcquiredTokens extends IssuedTokens {
  /** How many older connections of the client had to make room. */
  readonly evicted: number;
}

/** Exchanges a code or a refresh token for a session ticket and a new refresh token. */
export async function acquireTokens(
  site: Site,
  settings: ProjectorSettings,
  caller: Caller,
  asked: Acquisition,
): Promise<Result<AcquiredTokens>> {
  const client = proofOf(asked.client);
  const access = { form: TICKET, lifetimeSeconds: settings.ticketLifetimeSeconds };
  const refresh = { form: LONG_TOKEN, lifetimeSeconds: settings.refreshLifetimeSeconds };
  if (asked.grant === 'refresh_token') {
    const { refreshToken: token } = asked;
    const result = await site.core.refreshTokens({
      ...{ caller, client, token, access, refresh },
      scope: undefined,
      atHomeOnly: true,
    });
    return result.ok ? yes({ ...result.value, evicted: 0 }) : result;
  }
  const { code, redirectUri, verifier } = asked;
  return site.core.redeemCode({
    caller,
    client,
    code,
    codeForm: LONG_CODE,
    redirectUri,
    verifier,
    access,
    refresh,
    atHomeOnly: true,
    bound: settings.poolSize === 0 ? undefined : { most: settings.poolSize, per: settings.poolPer },
  });
}

/** Ends the connection that a refresh token stands for, tickets and all. */
export function revokeConnection(site: Site, caller: Caller, asked: Revocation) {
  return site.core.revokeCredential({ caller, client: proofOf(asked.client), text: asked.token, atHomeOnly: true });
}

/** The vendor's client identifiers are GUIDs, which are the same in either case and with or without braces. */
function proofOf({ id, secret }: Acquisition['client']) {
  const guid = readScalar('guid', id);
  return { id: guid.ok ? String(guid.value) : id, secret };
}
