/** A request of each dialect, and the parts in which it can be sent otherwise. */
import type { SiteName } from '../support/demo.ts';

export interface RawCall {
  readonly site: SiteName;
  readonly method: string;
  readonly target: string;
  readonly type: string;
  readonly headers: readonly string[];
  readonly body: string;
  /** What only a right answer has in it. */
  readonly says: RegExp;
}

const FORM = 'application/x-www-form-urlencoded';

function soap(action: string, content: string): Pick<RawCall, 'method' | 'type' | 'headers' | 'body'> {
  const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;
  return { method: 'POST', type: 'text/xml; charset=utf-8', headers: [`SOAPAction: "${action}"`], body };
}

const TWINFIELD = 'http://www.twinfield.com/';
const PROJECTOR = 'http://projectorpsa.com/PwsProjectorServices/';

export const CALLS: Readonly<Record<string, RawCall>> = {
  twinfield: {
    site: 'login',
    target: '/webservices/session.asmx',
    ...soap(
      `${TWINFIELD}OAuthLogon`,
      `<OAuthLogon xmlns="${TWINFIELD}"><clientToken>demo-consumer</clientToken><clientSecret>demo-consumer-secret</clientSecret>` +
        '<accessToken>demo-access-ada</accessToken><accessSecret>demo-secret-ada</accessSecret></OAuthLogon>',
    ),
    says: /<OAuthLogonResult>Ok</,
  },
  projector: {
    site: 'c1',
    target: '/OpsProjectorWcfSvc/PwsProjectorServices.svc',
    ...soap(
      `${PROJECTOR}IPwsProjectorServices/PwsAuthenticate`,
      `<PwsAuthenticate xmlns="${PROJECTOR}"><serviceRequest xmlns:r="http://projectorpsa.com/DataContracts/Requests/">` +
        '<r:AccountCode>ACME</r:AccountCode><r:Password>ada-demo-pass</r:Password><r:UserName>ada</r:UserName>' +
        '</serviceRequest></PwsAuthenticate>',
    ),
    says: /<a:SessionTicket>[^<]/,
  },
  digioffice: {
    site: 'c1',
    method: 'POST',
    target: '/api/auth/credentials',
    type: 'application/json',
    headers: ['Accept: application/json'],
    body: '{"UserName":"ada","Password":"ada-demo-pass"}',
    says: /"UserName":"ada"/,
  },
  yindo: {
    site: 'login',
    method: 'POST',
    target: '/token',
    type: FORM,
    headers: [],
    body: 'grant_type=password&username=theuser&password=thepass',
    says: /"access_token":"tat_/,
  },
  oauth: {
    site: 'login',
    method: 'POST',
    target: '/oauth2/token',
    type: FORM,
    headers: [`Authorization: Basic ${btoa('demo-machine:demo-machine-secret')}`],
    body: 'grant_type=client_credentials',
    says: /"access_token":"tat_/,
  },
};

/** How a call is sent, where it isn't sent as usual. */
export interface Otherwise {
  readonly method?: string;
  readonly target?: string;
  readonly version?: '1.0' | '1.1';
  readonly host?: string;
  readonly type?: string;
  readonly more?: readonly string[];
  readonly body?: string;
  readonly isChunked?: boolean;
  /** Instead of the body's own. */
  readonly length?: string;
}

export function headOf(call: RawCall, other: Otherwise = {}): string {
  const { method = call.method, target = call.target, version = '1.1', type = call.type, more = [] } = other;
  const host = other.host === undefined ? 'Host: 127.0.0.1' : other.host;
  const length = other.length ?? String((other.body ?? call.body).length);
  const framing = other.isChunked === true ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
  const lines = [
    `${method} ${target} HTTP/${version}`,
    host,
    `Content-Type: ${type}`,
    framing,
    ...call.headers,
    ...more,
  ];
  return [...lines.filter((line) => line !== ''), '', ''].join('\r\n');
}

/** Head and body. */
export function textOf(call: RawCall, other: Otherwise = {}): string {
  const body = other.body ?? call.body;
  if (other.isChunked !== true) return headOf(call, other) + body;
  const [first, rest] = [body.slice(0, 1), body.slice(1)];
  const chunks = `1;ext="a"\r\n${first}\r\n${rest.length.toString(16).toUpperCase()}\r\n${rest}\r\n0\r\nX-Trailer: a\r\n\r\n`;
  return headOf(call, other) + chunks;
}
