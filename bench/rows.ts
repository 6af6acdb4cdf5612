/**
 * The rows: what is asked of the server under test and, where a peer can do the same work, of the peer; which floor the row is held against, and
 * what it is to reach. Requests are written out here in full, so that whoever doubts a number can send the same bytes.
 */
import { SEED_CLIENT } from '../src/server/demo-world/clients.ts';
import { type RequestPlan, VALUE } from './load/request-plan.ts';
import { PEER_CLIENT, PEER_PERSON } from './peers/known-client.ts';
import { PAIR_SECRET, type PlantName } from './plant.ts';

export type FloorName = 'form' | 'soap';
export type PeerName = 'oidc-provider' | 'oauth2-server' | 'node-soap';

/** A request to one of a server's sites. */
export interface Exchange extends Pick<RequestPlan, 'head' | 'body' | 'use' | 'chain'> {
  readonly site: 'login' | 'c1';
  /** What the server plants beforehand for the place of the value; `known` are the tokens of the filled table. */
  readonly plant?: PlantName | 'known' | 'access-token';
}

export interface Row {
  readonly name: string;
  readonly title: string;
  readonly floor: FloorName;
  /** Share of the floor's throughput that is to be reached. */
  readonly ofFloor?: number;
  readonly ours: Exchange;
  readonly peers: readonly { readonly name: PeerName; readonly exchange: Exchange; readonly times?: number }[];
  /** Shown in the plot of throughput against connections. */
  readonly isPlotted?: boolean;
}

const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';

function post(path: string, headers: string): string {
  return `POST ${path} HTTP/1.1\r\n${headers}`;
}

function basic(id: string, secret: string): string {
  return `Authorization: Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}\r\n`;
}

const MACHINE = basic('demo-machine', 'demo-machine-secret');
const WEB = basic('demo-web', 'demo-web-secret');
const PEER = basic(PEER_CLIENT.id, PEER_CLIENT.secret);
const REFRESHED = { before: '"refresh_token":"', after: '"' };

function form(path: string, client: string, body: string): Pick<Exchange, 'site' | 'head' | 'body'> {
  return { site: 'login', head: post(path, FORM + client), body };
}

function soap(site: Exchange['site'], path: string, action: string, body: string) {
  const envelope =
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>${body}</soap:Body></soap:Envelope>`;
  return {
    site,
    head: post(path, `Content-Type: text/xml; charset=utf-8\r\nSOAPAction: "${action}"\r\n`),
    body: envelope,
  };
}

const TWINFIELD = 'http://www.twinfield.com/';

function oauthLogon(accessToken: string) {
  return soap(
    'login',
    '/webservices/session.asmx',
    `${TWINFIELD}OAuthLogon`,
    `<OAuthLogon xmlns="${TWINFIELD}"><clientToken>demo-consumer</clientToken><clientSecret>demo-consumer-secret</clientSecret>` +
      `<accessToken>${accessToken}</accessToken><accessSecret>${PAIR_SECRET}</accessSecret></OAuthLogon>`,
  );
}

/** By many people in turn: one person's logons end one another, and have to wait for each other. */
const OAUTH_LOGON: Exchange = { ...oauthLogon(VALUE), plant: 'delegation', use: 'cycle' };
const PEER_LOGON: Exchange = { ...oauthLogon('demo-access-ada'), use: 'cycle' };

const PWS = 'http://projectorpsa.com/PwsProjectorServices/';
const ACQUIRE = soap(
  'c1',
  '/OpsProjectorWcfSvc/PwsProjectorServices.svc',
  `${PWS}IPwsProjectorServices/PwsAcquireOauth2Token`,
  `<PwsAcquireOauth2Token xmlns="${PWS}"><serviceRequest xmlns:r="http://projectorpsa.com/DataContracts/Requests/">` +
    `<r:ClientIdentifier>${SEED_CLIENT.id}</r:ClientIdentifier><r:ClientSecret>${SEED_CLIENT.secret}</r:ClientSecret>` +
    `<r:GrantType>refresh_token</r:GrantType><r:RefreshToken>${VALUE}</r:RefreshToken>` +
    '</serviceRequest></PwsAcquireOauth2Token>',
);

export const ROWS: readonly Row[] = [
  {
    name: 'introspection',
    title: 'introspection, opaque token',
    floor: 'form',
    ofFloor: 0.75,
    ours: { ...form('/oauth2/introspect', MACHINE, `token=${VALUE}`), plant: 'known', use: 'cycle' },
    peers: [
      {
        name: 'oidc-provider',
        times: 3,
        exchange: { ...form('/token/introspection', PEER, `token=${VALUE}`), plant: 'access-token', use: 'cycle' },
      },
    ],
    isPlotted: true,
  },
  {
    name: 'introspection-signed',
    title: 'introspection, signed token (JWT)',
    floor: 'form',
    ofFloor: 0.75,
    ours: { ...form('/oauth2/introspect', MACHINE, `token=${VALUE}`), plant: 'signed-token', use: 'cycle' },
    peers: [],
  },
  {
    name: 'verify',
    title: 'verify for a proxy, opaque token',
    floor: 'form',
    ofFloor: 0.75,
    ours: {
      site: 'c1',
      head: `GET /verify HTTP/1.1\r\nAuthorization: Bearer ${VALUE}\r\n`,
      body: '',
      plant: 'known',
      use: 'cycle',
    },
    peers: [],
  },
  {
    name: 'refresh',
    title: 'refresh over REST',
    floor: 'form',
    ofFloor: 0.55,
    ours: {
      ...form('/oauth2/token', WEB, `grant_type=refresh_token&refresh_token=${VALUE}`),
      plant: 'refresh-token',
      use: 'chain',
      chain: REFRESHED,
    },
    peers: [
      {
        name: 'oidc-provider',
        times: 3.5,
        exchange: {
          ...form('/token', PEER, `grant_type=refresh_token&refresh_token=${VALUE}`),
          plant: 'refresh-token',
          use: 'chain',
          chain: REFRESHED,
        },
      },
      {
        name: 'oauth2-server',
        exchange: {
          ...form('/token', PEER, `grant_type=refresh_token&refresh_token=${VALUE}`),
          plant: 'refresh-token',
          use: 'chain',
          chain: REFRESHED,
        },
      },
    ],
    isPlotted: true,
  },
  {
    name: 'client-credentials',
    title: 'client_credentials, opaque token',
    floor: 'form',
    ofFloor: 0.6,
    ours: { ...form('/oauth2/token', MACHINE, 'grant_type=client_credentials'), use: 'cycle' },
    peers: [
      {
        name: 'oidc-provider',
        times: 2.25,
        exchange: { ...form('/token', PEER, 'grant_type=client_credentials&scope=read+write'), use: 'cycle' },
      },
      {
        name: 'oauth2-server',
        exchange: { ...form('/token', PEER, 'grant_type=client_credentials'), use: 'cycle' },
      },
    ],
    isPlotted: true,
  },
  {
    name: 'oauth-logon',
    title: 'OAuthLogon over SOAP',
    floor: 'soap',
    ofFloor: 0.33,
    ours: OAUTH_LOGON,
    peers: [{ name: 'node-soap', times: 2, exchange: PEER_LOGON }],
    isPlotted: true,
  },
  {
    name: 'acquire',
    title: 'refresh over SOAP (PwsAcquireOauth2Token)',
    floor: 'soap',
    ofFloor: 0.33,
    ours: {
      ...ACQUIRE,
      plant: 'long-refresh-token',
      use: 'chain',
      chain: { before: 'RefreshToken>', after: '<' },
    },
    peers: [{ name: 'node-soap', times: 2, exchange: PEER_LOGON }],
    isPlotted: true,
  },
  {
    name: 'password',
    title: 'password `/token`, hash left out',
    floor: 'form',
    ofFloor: 0.45,
    ours: {
      ...form('/token', '', 'grant_type=password&userName=ada&password=ada-demo-pass&clientKey=bench'),
      site: 'c1',
      use: 'cycle',
    },
    peers: [
      {
        name: 'oauth2-server',
        exchange: {
          ...form('/token', PEER, `grant_type=password&username=${PEER_PERSON.name}&password=${PEER_PERSON.password}`),
          use: 'cycle',
        },
      },
    ],
  },
  {
    name: 'session-to-token',
    title: 'session to signed token (EdDSA)',
    floor: 'form',
    ofFloor: 0.3,
    ours: {
      site: 'c1',
      head: post(
        '/api/session-to-token',
        `Accept: application/json\r\nContent-Type: application/json\r\nCookie: ss-id=${VALUE}\r\n`,
      ),
      body: '{"PreserveSession":true}',
      plant: 'session',
      use: 'cycle',
    },
    peers: [],
  },
  {
    name: 'revoke',
    title: 'revoke an access token',
    floor: 'form',
    ours: { ...form('/oauth2/revoke', MACHINE, `token=${VALUE}`), plant: 'access-token', use: 'once' },
    peers: [],
  },
];
