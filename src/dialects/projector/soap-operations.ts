import type { IssuedTokens } from '../../core/operations/redeem-code.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import type { WcfOperations } from '../../platforms/wcf/index.ts';
import { callerOf, type Site, urlOf } from '../dialect.ts';
import { authenticate, sessionMembers } from './authenticate.ts';
import { acquireTokens, authorityOf, revokeConnection, TOKEN_TYPE } from './connection.ts';
import type { projectorContract } from './contract.ts';
import { type AcquisitionWords, readAcquisition } from './read-acquisition.ts';
import { type RevocationWords, readRevocation } from './read-revocation.ts';
import { type Spelling, said } from './reading.ts';
import type { ProjectorSettings } from './settings.ts';
import { type Exchange, okMembers, sayRefusal } from './soap-answer.ts';
import type { ErrorContext } from './vocabulary.ts';
import { connectionsCulled } from './warning.ts';

const ACQUISITION_SPELLING: Spelling<keyof AcquisitionWords> = {
  clientIdentifier: 'ClientIdentifier',
  clientSecret: 'ClientSecret',
  code: 'Code',
  codeVerifier: 'CodeVerifier',
  grantType: 'GrantType',
  redirectUri: 'RedirectUri',
  refreshToken: 'RefreshToken',
};

const REVOCATION_SPELLING: Spelling<keyof RevocationWords> = {
  clientIdentifier: 'ClientIdentifier',
  clientSecret: 'ClientSecret',
  token: 'Token',
  tokenType: 'TokenType',
};

/** Integers of a response are never nil, so an answer without tokens has zeros. */
const NO_TOKENS = { ExpiresInSeconds: 0, MaxLifetimeMinutes: 0, TimeoutMinutes: 0 };

/** A boolean isn't nil either. */
const NO_SESSION = { SuperUserFlag: false };

const ACQUIRE_CODE: ErrorContext = { place: 'PwsAcquireOauth2Token', grant: 'code' };
const ACQUIRE_REFRESH: ErrorContext = { place: 'PwsAcquireOauth2Token', grant: 'refresh-token' };
const REVOKE: ErrorContext = { place: 'PwsRevokeOauth2RefreshToken', grant: 'refresh-token' };
const AUTHENTICATE: ErrorContext = { place: 'PwsAuthenticate', grant: 'code' };
const UNAUTHENTICATE: ErrorContext = { place: 'PwsUnauthenticate', grant: 'refresh-token' };

/**
 * The operations of the SOAP face at one site: request record in, core asked, response record or PwsFault out. A SessionTicket on the two
 * OAuth operations is passed over, since the seed pages say only that it should be left out.
 */
export function soapOperations(site: Site, settings: ProjectorSettings): WcfOperations<typeof projectorContract> {
  const begin = (request: { readonly RequestId: number | null } | null, http: HttpRequest): Exchange => ({
    site,
    settings,
    caller: callerOf('projector', site, http),
    requestId: request?.RequestId ?? 0,
  });
  return {
    PwsAuthenticate: async (request, http) => {
      const exchange = begin(request, http);
      const result = await authenticate(exchange, request);
      if (result.ok) return { kind: 'reply', value: { ...okMembers(exchange), ...sessionMembers(result.value) } };
      const { refusal } = result;
      if (refusal.code === 'elsewhere') {
        const RedirectUrl = urlOf(site, refusal.site);
        return { kind: 'reply', value: { ...okMembers(exchange), ...NO_SESSION, RedirectUrl } };
      }
      const refused = sayRefusal(exchange, refusal, AUTHENTICATE);
      return refused.kind === 'fault' ? refused : { kind: 'reply', value: { ...refused.value, ...NO_SESSION } };
    },

    PwsAcquireOauth2Token: async (request, http) => {
      const exchange = begin(request, http);
      const words: AcquisitionWords = {
        clientIdentifier: said(request?.ClientIdentifier),
        clientSecret: said(request?.ClientSecret),
        code: said(request?.Code),
        codeVerifier: said(request?.CodeVerifier),
        grantType: said(request?.GrantType),
        redirectUri: said(request?.RedirectUri),
        refreshToken: said(request?.RefreshToken),
      };
      const reading = readAcquisition(words, ACQUISITION_SPELLING);
      const context = words.grantType === 'code' ? ACQUIRE_CODE : ACQUIRE_REFRESH;
      const result = reading.ok
        ? await acquireTokens(site, settings, { caller: exchange.caller, atHomeOnly: true }, reading.value)
        : site.core.refuse('acquire-tokens', exchange.caller, reading.refusal);
      if (result.ok) {
        const warnings = result.value.evicted === 0 ? [] : [connectionsCulled(result.value.evicted)];
        const members = { ...okMembers(exchange, warnings), ...tokenMembers(site, settings, result.value) };
        return { kind: 'reply', value: members };
      }
      const { refusal } = result;
      if (refusal.code === 'elsewhere') {
        const RedirectUrl = urlOf(site, refusal.site);
        return { kind: 'reply', value: { ...okMembers(exchange), ...NO_TOKENS, RedirectUrl } };
      }
      const refused = sayRefusal(exchange, refusal, context);
      return refused.kind === 'fault' ? refused : { kind: 'reply', value: { ...refused.value, ...NO_TOKENS } };
    },

    PwsRevokeOauth2RefreshToken: async (request, http) => {
      const exchange = begin(request, http);
      const words: RevocationWords = {
        clientIdentifier: said(request?.ClientIdentifier),
        clientSecret: said(request?.ClientSecret),
        token: said(request?.Token),
        tokenType: said(request?.TokenType),
      };
      const reading = readRevocation(words, REVOCATION_SPELLING);
      const result = reading.ok
        ? await revokeConnection(site, { caller: exchange.caller, atHomeOnly: true }, reading.value)
        : site.core.refuse('revoke-credential', exchange.caller, reading.refusal);
      if (result.ok) return { kind: 'reply', value: okMembers(exchange) };
      const { refusal } = result;
      if (refusal.code === 'elsewhere') {
        return { kind: 'reply', value: { ...okMembers(exchange), RedirectUrl: urlOf(site, refusal.site) } };
      }
      return sayRefusal(exchange, refusal, REVOKE);
    },

    PwsUnauthenticate: async (request, http) => {
      const exchange = begin(request, http);
      const { caller } = exchange;
      const text = said(request?.SessionTicket) ?? '';
      const result = await site.core.endCredential({
        caller,
        text,
        accepts: ['session', 'access'],
        atItsSiteOnly: true,
      });
      return result.ok
        ? { kind: 'reply', value: okMembers(exchange) }
        : sayRefusal(exchange, result.refusal, UNAUTHENTICATE);
    },
  };
}

function tokenMembers(site: Site, settings: ProjectorSettings, issued: IssuedTokens) {
  const authority = authorityOf(site, issued);
  const lifetimeMinutes = Math.floor(settings.ticketLifetimeSeconds / 60);
  return {
    AccessToken: issued.access.text,
    ExpiresInSeconds: issued.expiresInSeconds,
    MaxLifetimeMinutes: lifetimeMinutes,
    RefreshToken: issued.refresh?.text ?? null,
    RestServiceAuthority: authority,
    SoapServiceAuthority: authority,
    TimeoutMinutes: lifetimeMinutes,
    TokenType: TOKEN_TYPE,
  };
}
