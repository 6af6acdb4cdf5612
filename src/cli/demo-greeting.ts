import type { SitePlan } from '../server/assemble.ts';
import { SEED_CLIENT } from '../server/demo-world/clients.ts';

/** What the demo prints once it serves: where, and one request to paste for every dialect with the answer to expect. */
export function demoGreeting(sites: readonly SitePlan[]): string {
  const at = (name: string) => sites.find((site) => site.name === name)?.url ?? '';
  const addresses = sites.map(({ name, role, url }) => `  ${name.padEnd(6)} ${url}  ${role}`).join('\n');
  const requests = REQUESTS.map(({ dialect, expect, curl }) => `# ${dialect}\n${curl(at)}\n#   -> ${expect}\n`).join(
    '\n',
  );
  return `Tessera serves its demo world. Everything in it is public and made up.\n\n${addresses}\n\n${requests}\nStop with Ctrl-C.\n`;
}

interface DemoRequest {
  readonly dialect: string;
  readonly expect: string;
  readonly curl: (at: (site: string) => string) => string;
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

const REQUESTS: readonly DemoRequest[] = [
  {
    dialect: 'twinfield: OAuthLogon',
    expect:
      '<SessionID>…</SessionID> … <OAuthLogonResult>Ok</OAuthLogonResult><nextAction>None</nextAction><cluster>…</cluster>',
    curl: (at) => `curl -s ${at('login')}/webservices/session.asmx -H 'Content-Type: text/xml; charset=utf-8' \\
  -H 'SOAPAction: "http://www.twinfield.com/OAuthLogon"' -d '<soap:Envelope xmlns:soap="${SOAP}"><soap:Body>
  <OAuthLogon xmlns="http://www.twinfield.com/"><clientToken>demo-consumer</clientToken><clientSecret>demo-consumer-secret</clientSecret>
  <accessToken>demo-access-ada</accessToken><accessSecret>demo-secret-ada</accessSecret></OAuthLogon></soap:Body></soap:Envelope>'`,
  },
  {
    dialect: 'projector: PwsAcquireOauth2Token',
    expect:
      '<a:AccessToken>…</a:AccessToken><a:ExpiresInSeconds>604800</a:ExpiresInSeconds> … <a:RefreshToken>…</a:RefreshToken>',
    curl: (
      at,
    ) => `curl -s ${at('c1')}/OpsProjectorWcfSvc/PwsProjectorServices.svc -H 'Content-Type: text/xml; charset=utf-8' \\
  -H 'SOAPAction: "http://projectorpsa.com/PwsProjectorServices/IPwsProjectorServices/PwsAcquireOauth2Token"' \\
  -d '<s:Envelope xmlns:s="${SOAP}"><s:Body><PwsAcquireOauth2Token xmlns="http://projectorpsa.com/PwsProjectorServices/">
  <serviceRequest xmlns:r="http://projectorpsa.com/DataContracts/Requests/">
  <r:ClientIdentifier>${SEED_CLIENT.id}</r:ClientIdentifier>
  <r:ClientSecret>${SEED_CLIENT.secret}</r:ClientSecret>
  <r:GrantType>refresh_token</r:GrantType>
  <r:RefreshToken>${SEED_CLIENT.refreshToken}</r:RefreshToken>
  </serviceRequest></PwsAcquireOauth2Token></s:Body></s:Envelope>'`,
  },
  {
    dialect: 'digioffice: Authenticate, then ConvertSessionToToken',
    expect: '{"AccessToken":"eyJ…"}',
    curl: (
      at,
    ) => `curl -s -c /tmp/tessera-demo-cookies -o /dev/null ${at('c1')}/api/auth/credentials -H 'Accept: application/json' \\
  -d UserName=ada -d Password=ada-demo-pass
curl -s -b /tmp/tessera-demo-cookies -X POST ${at('c1')}/api/session-to-token -H 'Accept: application/json'`,
  },
  {
    dialect: 'yindo: POST /token',
    expect: '{"access_token":"tat_…","token_type":"bearer","expires_in":1209600,"userName":"theuser", …}',
    curl: (at) => `curl -s ${at('login')}/token -d 'grant_type=password&username=theuser&password=thepass'`,
  },
  {
    dialect: 'oauth: POST /oauth2/token',
    expect: '{"access_token":"tat_…","token_type":"Bearer","expires_in":3600, …}',
    curl: (at) =>
      `curl -s ${at('login')}/oauth2/token -u demo-machine:demo-machine-secret -d grant_type=client_credentials`,
  },
];
