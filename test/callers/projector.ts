import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import type { SiteName } from '../support/demo.ts';
import { type Ask, elementText, form, memberText, type Seen } from './ask.ts';

export interface SeenTokens extends Seen {
  readonly ticket: string;
  readonly refreshToken: string;
}

type Fields = Readonly<Record<string, string>>;

/** Turns a code into tokens. The word of a refusal is its number and code, as `50631 OauthInvalidGrant`. */
export function redeem(
  ask: Ask,
  code: string = SEED_CLIENT.code,
  clientSecret = SEED_CLIENT.secret,
): Promise<SeenTokens> {
  const { codeVerifier, redirectUri } = SEED_CLIENT;
  const grant = { Code: code, CodeVerifier: codeVerifier, GrantType: 'code', RedirectUri: redirectUri };
  return acquire(ask, { ...client(clientSecret), ...grant });
}

export function refresh(ask: Ask, refreshToken: string = SEED_CLIENT.refreshToken): Promise<SeenTokens> {
  return acquire(ask, { ...client(SEED_CLIENT.secret), GrantType: 'refresh_token', RefreshToken: refreshToken });
}

/** Logs a user on by password. */
export async function authenticate(ask: Ask, person: string, password: string): Promise<Seen & { ticket: string }> {
  const fields = { AccountCode: 'ACME', Password: password, UserName: person };
  const body = await call(ask, 'c1', 'PwsAuthenticate', fields);
  return { word: wordOf(body), ticket: elementText(body, 'SessionTicket') ?? '' };
}

/** Refreshes by the other face. The word of a refusal is its error and description. */
export async function refreshOverRest(ask: Ask, refreshToken: string = SEED_CLIENT.refreshToken): Promise<SeenTokens> {
  return acquireOverRest(ask, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** Turns a code into tokens by the other face. */
export async function redeemOverRest(ask: Ask, code: string = SEED_CLIENT.code): Promise<SeenTokens> {
  const { codeVerifier, redirectUri } = SEED_CLIENT;
  return acquireOverRest(ask, { grant_type: 'code', code, code_verifier: codeVerifier, redirect_uri: redirectUri });
}

async function acquireOverRest(ask: Ask, fields: Fields): Promise<SeenTokens> {
  const proof = { client_id: SEED_CLIENT.id, client_secret: SEED_CLIENT.secret };
  const { body } = await ask('c1', { method: 'POST', url: '/oauth2token', ...form({ ...proof, ...fields }) });
  const error = memberText(body, 'error');
  const word = error === undefined ? 'ok' : `${error} ${memberText(body, 'error_description')}`;
  const member = (name: string) => memberText(body, name) ?? '';
  return { word, ticket: member('access_token'), refreshToken: member('refresh_token') };
}

async function acquire(ask: Ask, fields: Fields): Promise<SeenTokens> {
  const body = await call(ask, 'c1', 'PwsAcquireOauth2Token', fields);
  const ticket = elementText(body, 'AccessToken') ?? '';
  return { word: wordOf(body), ticket, refreshToken: elementText(body, 'RefreshToken') ?? '' };
}

export async function unauthenticate(ask: Ask, ticket: string): Promise<Seen> {
  return { word: wordOf(await call(ask, 'c1', 'PwsUnauthenticate', { SessionTicket: ticket })) };
}

export async function revoke(ask: Ask, refreshToken: string): Promise<Seen> {
  const fields = { ...client(SEED_CLIENT.secret), Token: refreshToken, TokenType: 'refresh_token' };
  return { word: wordOf(await call(ask, 'c1', 'PwsRevokeOauth2RefreshToken', fields)) };
}

function client(secret: string): Fields {
  return { ClientIdentifier: SEED_CLIENT.id, ClientSecret: secret };
}

/** How a call ended: `ok`, or number and code. */
export function wordOf(body: string): string {
  if (elementText(body, 'Status') === 'Ok') return 'ok';
  const number = elementText(body, 'ErrorNumber');
  return number === undefined ? body : `${number} ${elementText(body, 'ErrorCode')}`;
}

/** Any operation, by its fields in wire order. @returns the body of the answer */
export async function call(ask: Ask, site: SiteName, operation: string, fields: Fields): Promise<string> {
  const members = Object.entries(fields).map(([name, value]) => `<r:${name}>${value}</r:${name}>`);
  const requests = 'http://projectorpsa.com/DataContracts/Requests/';
  const services = 'http://projectorpsa.com/PwsProjectorServices/';
  const answer = await ask(site, {
    method: 'POST',
    url: '/OpsProjectorWcfSvc/PwsProjectorServices.svc',
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"${services}IPwsProjectorServices/${operation}"`,
    },
    body:
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
      `<${operation} xmlns="${services}"><serviceRequest xmlns:r="${requests}">${members.join('')}</serviceRequest></${operation}>` +
      '</s:Body></s:Envelope>',
  });
  return answer.body;
}
