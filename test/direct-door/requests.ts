/** Requests of any shape to the routes that are answered directly, most of them such that the direct door takes them. */
import fc from 'fast-check';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import type { SiteName } from '../support/demo.ts';

export interface RawRequest {
  readonly site: SiteName;
  readonly method: string;
  /** One character for each byte. */
  readonly text: string;
}

/** A request that makes sense. */
interface Sample {
  readonly type: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const FORM = 'application/x-www-form-urlencoded';
const MACHINE = `Authorization: Basic ${btoa('demo-machine:demo-machine-secret')}`;
const SEED = `Authorization: Basic ${btoa(`${SEED_CLIENT.id}:${SEED_CLIENT.secret}`)}`;
const TWINFIELD = 'http://www.twinfield.com/';
const PROJECTOR = 'http://projectorpsa.com/PwsProjectorServices/';
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

const form = (body: string, ...headers: string[]): Sample => ({ type: FORM, headers, body });

function soap(namespace: string, action: string, header: string, content: string): Sample {
  const type = namespace === SOAP_11 ? 'text/xml; charset=utf-8' : 'application/soap+xml; charset=utf-8';
  const body = `<s:Envelope xmlns:s="${namespace}">${header}<s:Body>${content}</s:Body></s:Envelope>`;
  return { type, headers: [`SOAPAction: "${action}"`], body };
}

const logon = (namespace: string) =>
  soap(
    namespace,
    `${TWINFIELD}OAuthLogon`,
    '',
    `<OAuthLogon xmlns="${TWINFIELD}"><clientToken>demo-consumer</clientToken><clientSecret>demo-consumer-secret</clientSecret>` +
      '<accessToken>demo-access-ada</accessToken><accessSecret>demo-secret-ada</accessSecret></OAuthLogon>',
  );

const pws = (operation: string, members: Readonly<Record<string, string>>) => {
  const given = Object.entries(members).map(([name, text]) => `<r:${name}>${text}</r:${name}>`);
  const record = `<serviceRequest xmlns:r="http://projectorpsa.com/DataContracts/Requests/">${given.join('')}</serviceRequest>`;
  return soap(
    SOAP_11,
    `${PROJECTOR}IPwsProjectorServices/${operation}`,
    '',
    `<${operation} xmlns="${PROJECTOR}">${record}</${operation}>`,
  );
};

/** By route, as the direct door has them. `live` is a credential that opens something. */
const samplesOf = (live: string): Readonly<Record<string, readonly Sample[]>> => ({
  'POST /webservices/session.asmx': [
    logon(SOAP_11),
    logon(SOAP_12),
    soap(
      SOAP_11,
      `${TWINFIELD}KeepAlive`,
      `<s:Header><Header xmlns="${TWINFIELD}"><SessionID>${live}</SessionID></Header></s:Header>`,
      `<KeepAlive xmlns="${TWINFIELD}" />`,
    ),
  ],
  'POST /OpsProjectorWcfSvc/PwsProjectorServices.svc': [
    pws('PwsAuthenticate', { AccountCode: 'ACME', Password: 'ada-demo-pass', UserName: 'ada' }),
    pws('PwsAcquireOauth2Token', {
      ClientIdentifier: SEED_CLIENT.id,
      ClientSecret: SEED_CLIENT.secret,
      GrantType: 'refresh_token',
      RefreshToken: SEED_CLIENT.refreshToken,
    }),
    pws('PwsUnauthenticate', { SessionTicket: live }),
  ],
  'POST /token': [
    form('grant_type=password&username=theuser&password=thepass&clientKey=k'),
    {
      type: 'application/json',
      headers: [],
      body: '{"grant_type":"password","userName":"theuser","password":"thepass"}',
    },
    {
      type: 'text/xml',
      headers: ['Accept: application/xml'],
      body: '<OAuthRequest xmlns="http://schemas.datacontract.org/2004/07/Yindo.DAL.Types"><grant_type>password</grant_type><password>thepass</password><userName>theuser</userName></OAuthRequest>',
    },
  ],
  'POST /oauth2/token': [
    form('grant_type=client_credentials', MACHINE),
    form(`grant_type=refresh_token&refresh_token=${SEED_CLIENT.refreshToken}`, SEED),
  ],
  'POST /oauth2/device_authorization': [form('client_id=demo-tv&scope=openid')],
  'POST /oauth2/par': [
    form(
      `response_type=code&redirect_uri=${encodeURIComponent(SEED_CLIENT.redirectUri)}&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`,
      SEED,
    ),
  ],
  'POST /oauth2/introspect': [
    form(`token=${encodeURIComponent(live)}`, MACHINE),
    form(`token=${encodeURIComponent(live)}`, MACHINE, 'Accept: application/token-introspection+jwt'),
  ],
  'POST /oauth2/revoke': [form('token=nothing', MACHINE)],
  'GET /verify': [
    { type: FORM, headers: [`Authorization: Bearer ${live}`], body: '' },
    { type: FORM, headers: [`Cookie: ss-id=x; ss-tok=${live}`], body: '' },
    { type: FORM, headers: [`SessionID: ${live}`], body: '' },
  ],
});

const OTHER_TYPES = [
  'text/xml; charset="utf-8"',
  'text/xml;charset=UTF-8',
  'TEXT/XML; Charset=UTF-8',
  'text/xml; charset=utf-16',
  'application/soap+xml; charset=utf-8',
  `application/soap+xml; charset=utf-8; action="${TWINFIELD}OAuthLogon"`,
  'application/json; charset=utf-8',
  `${FORM}; charset=utf-8`,
  `${FORM};charset=UTF-8`,
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/xml; charset',
  '/',
  'text',
  '',
];

/** Whatever a type might look like, most of it wrong. */
const anyType = fc
  .tuple(fc.constantFrom('text/xml', FORM, 'application/soap+xml', 'a', ''), fc.stringMatching(/^[;= "\\/a-z-]{0,12}$/))
  .map((parts) => parts.join(''));

const OTHER_HEADERS = [
  MACHINE,
  'Authorization: Basic !!',
  'Authorization: Bearer garbage',
  'Authorization: DPoP garbage',
  'DPoP: a.b.c',
  'Accept: */*',
  'Accept: text/xml',
  'Accept: text/javascript',
  'Accept: application/xml;q=0.5, text/json',
  'Accept-Encoding: gzip',
  'Accept-Version: 2.x',
  'Connection: close',
  'Connection: keep-alive',
  'Content-Encoding: gzip',
  'Cookie: ss-id=a; ss-opt=perm; ss-pid=b; __proto__=c',
  'Expect: 100-continue',
  'Host: elsewhere.example:99',
  'Origin: https://spa.example',
  'SOAPAction: "nothing"',
  'SOAPAction: ""',
  'SOAPAction:',
  'Upgrade: websocket',
  'X-Forwarded-For: 10.1.1.1',
  'X-Forwarded-Proto: https',
  'X-HTTP-Method-Override: DELETE',
  'X-Original-URL: /verify?role=administrator',
  'X-ss-id: a',
  'Constructor: __proto__',
] as const;

const header = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...OTHER_HEADERS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.stringMatching(/^[A-Za-z-]{1,12}$/), fc.stringMatching(/^[ -~é]{0,20}$/))
      .map((pair) => `X-${pair.join(': ')}`),
  },
);

/** Cuts a text at some place and puts something in. */
const edit = fc.record({
  at: fc.nat(1000),
  cut: fc.nat(12),
  insert: fc.oneof(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6, unit: 'binary' })),
});

/** Mostly what is given first. */
function mostly<T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
}

/** @param sites where each route is served, by route */
export function anyRequest(sites: ReadonlyMap<string, readonly SiteName[]>, live: string): fc.Arbitrary<RawRequest> {
  const samples = samplesOf(live);
  const every = Object.values(samples).flat();
  return fc.constantFrom(...sites.keys()).chain((route) => {
    const [method = '', path = ''] = route.split(' ');
    const own = samples[route];
    if (own === undefined) throw new Error(`There are no samples of requests to ${route}`);
    return fc
      .record({
        site: fc.constantFrom(...(sites.get(route) ?? [])),
        method: mostly(method, fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE')),
        target: mostly(path, anyTarget(path)),
        version: mostly('1.1', fc.constant('1.0')),
        sample: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...own) },
          { weight: 1, arbitrary: fc.constantFrom(...every) },
        ),
        otherType: mostly(undefined, fc.oneof(fc.constantFrom(...OTHER_TYPES), anyType)),
        more: fc.array(header, { maxLength: 4 }),
        edits: mostly([], fc.array(edit, { maxLength: 3 })),
        framing: mostly('sized', fc.constantFrom('chunked', 'none', 'empty')),
      })
      .map(({ site, sample, otherType, edits, ...rest }) => ({
        site,
        method: rest.method,
        text: write({
          ...rest,
          type: otherType ?? sample.type,
          headers: sample.headers,
          body: edited(sample.body, edits),
        }),
      }));
  });
}

function anyTarget(path: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      path.toUpperCase(),
      `${path}/`,
      `/${path}`,
      `${path}?`,
      `${path}?callback=cb`,
      `${path}?scope=a&role=administrator&role=b`,
      `${path}?%zz`,
      `${path}%20`,
      `${path}/more`,
      `http://127.0.0.1:8080${path}`,
      `${path}#x`,
      `${path}%2f`,
      path.replace('o', '%6f'),
    ),
    fc.webQueryParameters().map((query) => `${path}?${query}`),
  );
}

function edited(
  body: string,
  edits: readonly { readonly at: number; readonly cut: number; readonly insert: string }[],
): string {
  const text = edits.reduce((given, { at, cut, insert }) => {
    const from = Math.floor((at / 1000) * given.length);
    return given.slice(0, from) + insert + given.slice(from + cut);
  }, body);
  return Buffer.from(text).toString('latin1');
}

interface Parts {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly type: string;
  readonly headers: readonly string[];
  readonly more: readonly string[];
  readonly body: string;
  readonly framing: string;
}

function write({ method, target, version, type, headers, more, body, framing }: Parts): string {
  const isBare = framing === 'none' || (framing === 'sized' && body === '');
  const isChunked = framing === 'chunked' && version === '1.1';
  const sent = isBare || framing === 'empty' ? '' : body;
  const length = isBare ? [] : [isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${sent.length}`];
  const typed = isBare && method === 'GET' ? [] : [`Content-Type: ${type}`];
  const first = [`${method} ${target} HTTP/${version}`, 'Host: 127.0.0.1:8080'];
  const head = [...first, ...typed, ...length, ...headers, ...more, '', ''].join('\r\n');
  if (!isChunked) return head + sent;
  return `${head}${sent === '' ? '' : `${sent.length.toString(16)}\r\n${sent}\r\n`}0\r\n\r\n`;
}
