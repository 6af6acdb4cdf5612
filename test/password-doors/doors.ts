/** Every door of the server that takes a password, as a caller sees it: one try, and how it was answered in that wire's own words. */
import { type Answer, type Ask, basic, elementText, form, memberText } from '../callers/ask.ts';

/** One try. @returns what was said, with the status, and how long the caller is told to wait where it is told */
export type Door = (ask: Ask, name: string, password: string) => Promise<string>;

const ORGANISATION = 'ACME';
const XML = 'text/xml; charset=utf-8';
const JSON_BOTH = { accept: 'application/json', 'content-type': 'application/json' };

function soap(body: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
}

function said({ status, headers }: Answer, words: string): string {
  const wait = headers['retry-after'];
  return `${status} ${words.replace(/\s+/g, ' ').trim()}${wait === undefined ? '' : `; Retry-After ${wait}`}`;
}

const twinfieldLogon: Door = async (ask, name, password) => {
  const parameters = `<user>${name}</user><password>${password}</password><organisation>${ORGANISATION}</organisation>`;
  const answer = await ask('login', {
    method: 'POST',
    url: '/webservices/session.asmx',
    headers: { 'content-type': XML, soapaction: '"http://www.twinfield.com/Logon"' },
    body: soap(`<Logon xmlns="http://www.twinfield.com/">${parameters}</Logon>`),
  });
  const result = elementText(answer.body, 'LogonResult');
  if (result === undefined) return said(answer, `fault ${elementText(answer.body, 'faultstring')}`);
  return said(answer, `${result}, next ${elementText(answer.body, 'nextAction')}`);
};

const pwsAuthenticate: Door = async (ask, name, password) => {
  const services = 'http://projectorpsa.com/PwsProjectorServices/';
  const members = `<r:AccountCode>${ORGANISATION}</r:AccountCode><r:Password>${password}</r:Password><r:UserName>${name}</r:UserName>`;
  const answer = await ask('c1', {
    method: 'POST',
    url: '/OpsProjectorWcfSvc/PwsProjectorServices.svc',
    headers: { 'content-type': XML, soapaction: `"${services}IPwsProjectorServices/PwsAuthenticate"` },
    body: soap(
      `<PwsAuthenticate xmlns="${services}"><serviceRequest xmlns:r="http://projectorpsa.com/DataContracts/Requests/">` +
        `${members}</serviceRequest></PwsAuthenticate>`,
    ),
  });
  const { body } = answer;
  if (elementText(body, 'Status') === 'Ok') return said(answer, 'Ok');
  return said(answer, `${elementText(body, 'ErrorNumber')} ${elementText(body, 'ErrorText')}`);
};

async function authenticate(ask: Ask, headers: Readonly<Record<string, string>>, body: object): Promise<string> {
  const request = {
    method: 'POST',
    url: '/api/auth',
    headers: { ...JSON_BOTH, ...headers },
    body: JSON.stringify(body),
  } as const;
  const answer = await ask('c1', request);
  const error = /"ErrorCode":"([^"]*)","Message":"([^"]*)"/.exec(answer.body);
  return said(answer, error === null ? `for ${memberText(answer.body, 'UserName')}` : `${error[1]}: ${error[2]}`);
}

const authenticateCredentials: Door = (ask, UserName, Password) =>
  authenticate(ask, {}, { provider: 'credentials', UserName, Password });

const authenticateBasic: Door = (ask, name, password) =>
  authenticate(ask, { authorization: basic(name, password) }, {});

const token: Door = async (ask, username, password) => {
  const answer = await ask('c1', {
    method: 'POST',
    url: '/token',
    ...form({ grant_type: 'password', username, password }),
  });
  const error = memberText(answer.body, 'error');
  if (error === undefined) return said(answer, `for ${memberText(answer.body, 'userName')}`);
  return said(answer, `${error}: ${memberText(answer.body, 'error_description')}`);
};

/** The password grant, for a client with the permit. */
const oauthToken: Door = async (ask, name, password) => {
  const client = { client_id: 'demo-legacy', client_secret: 'demo-legacy-secret' };
  const fields = { grant_type: 'password', ...client, username: `${ORGANISATION}\\${name}`, password };
  const answer = await ask('login', { method: 'POST', url: '/oauth2/token', ...form(fields) });
  const error = memberText(answer.body, 'error');
  if (error === undefined) return said(answer, `scope ${memberText(answer.body, 'scope')}`);
  return said(answer, `${error}: ${memberText(answer.body, 'error_description')}`);
};

/** A browser with cookies of its own each time. */
const loginPage: Door = async (ask, name, password) => {
  const shown = await ask('login', { method: 'GET', url: '/login' });
  const cookie = shown.cookies.map((text) => text.split(';', 1)[0]).join('; ');
  const formToken = /name="form-token" value="([^"]*)"/.exec(shown.body)?.[1] ?? '';
  const sent = form({ 'form-token': formToken, organisation: ORGANISATION, name, password });
  const answer = await ask('login', { method: 'POST', url: '/login', ...sent, headers: { ...sent.headers, cookie } });
  if (answer.status === 303) return said(answer, `on to ${answer.headers.location?.split('?', 1)[0]}`);
  return said(answer, /<title>(?:Error: )?([^<·]*)/.exec(answer.body)?.[1] ?? answer.body);
};

export const DOORS = {
  'twinfield Logon': twinfieldLogon,
  PwsAuthenticate: pwsAuthenticate,
  'Authenticate, credentials': authenticateCredentials,
  'Authenticate, Basic': authenticateBasic,
  'yindo /token': token,
  '/oauth2/token': oauthToken,
  'login page': loginPage,
} satisfies Readonly<Record<string, Door>>;

export type DoorName = keyof typeof DOORS;

export const DOOR_NAMES = Object.keys(DOORS) as readonly DoorName[];
