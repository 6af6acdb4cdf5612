/**
 * What a client application asks about its connection with a user, put to the core. It is the same question whether it came over SOAP or
 * REST, so nothing here knows either.
 */
import type { Caller } from '../../core/model/audit-entry.ts';
import { LONG_CODE, LONG_TOKEN, TICKET } from '../../core/model/secret-form.ts';
import type { IssuedTokens } from '../../core/operations/redeem-code.ts';
import { type Result, yes } from '../../core/refusal.ts';
import { readScalar } from '../../formats/xml-lexical.ts';
import { type Site, urlOf } from '../dialect.ts';
import type { Acquisition } from './read-acquisition.ts';
import type { Revocation } from './read-revocation.ts';
import type { ProjectorSettings } from './settings.ts';

/** What a client application got. */
export interface AcquiredTokens extends IssuedTokens {
  /** How many older connections of the client had to make room. */
  readonly evicted: number;
}

/** How a client came with its question. */
export interface Approach {
  readonly caller: Caller;
  /** This face can send the client to the user's home, so nothing is done anywhere else. */
  readonly atHomeOnly: boolean;
  /** Where the client's secret stood, on a face that has two places for it. */
  readonly secretPlace?: 'header' | 'body';
}

/** What every ticket is called. */
export const TOKEN_TYPE = 'projector_session_ticket';

/** Exchanges a code or a refresh token for a session ticket and a new refresh token. */
export async function acquireTokens(
  site: Site,
  settings: ProjectorSettings,
  approach: Approach,
  asked: Acquisition,
): Promise<Result<AcquiredTokens>> {
  const { caller, atHomeOnly } = approach;
  const client = proofOf(asked.client, approach);
  const access = { form: TICKET, lifetimeSeconds: settings.ticketLifetimeSeconds };
  const refresh = { form: LONG_TOKEN, lifetimeSeconds: settings.refreshLifetimeSeconds };
  if (asked.grant === 'refresh_token') {
    const { refreshToken: token } = asked;
    const result = await site.core.refreshTokens({
      ...{ caller, client, token, access, refresh },
      scope: undefined,
      atHomeOnly,
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
    atHomeOnly,
    bound: settings.poolSize === 0 ? undefined : { most: settings.poolSize, per: settings.poolPer },
  });
}

/** Ends the connection that a refresh token stands for, tickets and all. */
export function revokeConnection(site: Site, approach: Approach, asked: Revocation) {
  const { caller, atHomeOnly } = approach;
  return site.core.revokeCredential({ caller, client: proofOf(asked.client, approach), text: asked.token, atHomeOnly });
}

/** Where the ticket is valid: at the user's home, whatever site was asked. */
export function authorityOf(site: Site, { account }: IssuedTokens): string {
  // A code and a refresh token of this dialect always stand for a person.
  return account === undefined ? site.url : urlOf(site, account.homeSite);
}

/** The vendor's client identifiers are GUIDs, which are the same in either case and with or without braces. */
export function clientIdOf(text: string): string {
  const guid = readScalar('guid', text);
  return guid.ok ? String(guid.value) : text;
}

function proofOf({ id, secret }: Acquisition['client'], { secretPlace }: Approach) {
  const place = secretPlace === undefined ? {} : { place: secretPlace };
  return { id: clientIdOf(id), secret, ...place };
}
