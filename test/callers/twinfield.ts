import type { SiteName } from '../support/demo.ts';
import { type Ask, elementText, type Seen } from './ask.ts';

const NAMESPACE = 'http://www.twinfield.com/';

export interface SeenLogon extends Seen {
  readonly session: string;
  /** What must be done next, as `SMSLogon`. */
  readonly next: string;
}

/** Logs on with a person's pair. The word is the result, as `Disabled`. */
export function oauthLogon(ask: Ask, person: string, clientSecret = 'demo-consumer-secret'): Promise<SeenLogon> {
  const pair = `<accessToken>demo-access-${person}</accessToken><accessSecret>demo-secret-${person}</accessSecret>`;
  const client = `<clientToken>demo-consumer</clientToken><clientSecret>${clientSecret}</clientSecret>`;
  return logonWith(ask, 'OAuthLogon', client + pair);
}

/** Logs on with any client's pair and any person's. */
export function oauthLogonWith(
  ask: Ask,
  client: { readonly key: string; readonly secret: string },
  pair: { readonly token: string; readonly secret: string },
): Promise<SeenLogon> {
  const own = `<clientToken>${client.key}</clientToken><clientSecret>${client.secret}</clientSecret>`;
  const given = `<accessToken>${pair.token}</accessToken><accessSecret>${pair.secret}</accessSecret>`;
  return logonWith(ask, 'OAuthLogon', own + given);
}

export function logon(
  ask: Ask,
  user: string,
  password: string,
  organisation = 'ACME',
  site: SiteName = 'login',
): Promise<SeenLogon> {
  const parameters = `<user>${user}</user><password>${password}</password><organisation>${organisation}</organisation>`;
  return logonWith(ask, 'Logon', parameters, site);
}

async function logonWith(
  ask: Ask,
  operation: string,
  parameters: string,
  site: SiteName = 'login',
): Promise<SeenLogon> {
  const body = await call(ask, site, operation, '', `<${operation} xmlns="${NAMESPACE}">${parameters}</${operation}>`);
  const word = elementText(body, `${operation}Result`) ?? faultOf(body);
  const next = elementText(body, 'nextAction') ?? 'None';
  return { word: word === 'Ok' ? 'ok' : word, session: elementText(body, 'SessionID') ?? '', next };
}

/** Uses a session where it belongs. The word of a refusal is its number, as `fault 103`. */
export function keepAlive(ask: Ask, session: string, site: SiteName = 'c1'): Promise<Seen> {
  return callInSession(ask, site, 'KeepAlive', session);
}

/** Ends a session where it belongs. */
export function abandon(ask: Ask, session: string, site: SiteName = 'c1'): Promise<Seen> {
  return callInSession(ask, site, 'Abandon', session);
}

async function callInSession(ask: Ask, site: SiteName, operation: string, session: string): Promise<Seen> {
  const header = `<soap:Header><Header xmlns="${NAMESPACE}"><SessionID>${session}</SessionID></Header></soap:Header>`;
  const body = await call(ask, site, operation, header, `<${operation} xmlns="${NAMESPACE}" />`);
  return { word: body.includes(`${operation}Response`) ? 'ok' : faultOf(body) };
}

export interface SeenResult extends Seen {
  /** What the answer says besides, as `Ok` or the role. */
  readonly result: string;
}

/** Asks any operation of a cluster. */
export function onCluster(
  ask: Ask,
  operation: string,
  session: string,
  parameters = '',
  site: SiteName = 'c1',
): Promise<SeenResult> {
  return askWithHeader(ask, operation, `<SessionID>${session}</SessionID>`, parameters, site);
}

/** The same with a token in the header, and the company to be worked in. */
export function withToken(ask: Ask, operation: string, token: string, company: string): Promise<SeenResult> {
  const members = `<AccessToken>${token}</AccessToken><CompanyCode>${company}</CompanyCode>`;
  return askWithHeader(ask, operation, members, '', 'c1');
}

async function askWithHeader(
  ask: Ask,
  operation: string,
  members: string,
  parameters: string,
  site: SiteName,
): Promise<SeenResult> {
  const header = `<soap:Header><Header xmlns="${NAMESPACE}">${members}</Header></soap:Header>`;
  const wrapper = `<${operation} xmlns="${NAMESPACE}">${parameters}</${operation}>`;
  const body = await call(ask, site, operation, header, wrapper);
  const result = elementText(body, `${operation}Result`) ?? '';
  return { word: body.includes(`${operation}Response`) ? 'ok' : faultOf(body), result };
}

/** Logs on with an access token. */
export function accessTokenLogon(ask: Ask, token: string): Promise<SeenLogon> {
  return logonWith(ask, 'AccessTokenLogon', `<accessToken>${token}</accessToken>`);
}

function faultOf(body: string): string {
  return `fault ${elementText(body, 'code') ?? elementText(body, 'faultstring') ?? body}`;
}

async function call(ask: Ask, site: SiteName, operation: string, header: string, content: string): Promise<string> {
  const envelope = 'http://schemas.xmlsoap.org/soap/envelope/';
  const answer = await ask(site, {
    method: 'POST',
    url: '/webservices/session.asmx',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${NAMESPACE}${operation}"` },
    body: `<soap:Envelope xmlns:soap="${envelope}">${header}<soap:Body>${content}</soap:Body></soap:Envelope>`,
  });
  return answer.body;
}
