/** Doors that take a person's name and password, and the two that take what stands for them. */
import { basic, form } from '../../callers/ask.ts';
import { openBrowser } from '../../callers/browser.ts';
import * as digioffice from '../../callers/digioffice.ts';
import * as projector from '../../callers/projector.ts';
import * as twinfield from '../../callers/twinfield.ts';
import { type Door, type Said, said, saidBy } from '../door.ts';
import { post, type Stage } from '../stage.ts';
import { digiofficeWord, saidByPage, saidByProjector } from '../words.ts';

type Ask = (stage: Stage) => Promise<Said>;

/** A door that needs nothing beforehand. */
function takingPasswords(ask: Ask): Door {
  return { kind: 'password', approach: async (stage) => () => ask(stage) };
}

function saidByLogon({ word, next }: twinfield.SeenLogon): Said {
  return said(word, next === 'None' ? 'Ok' : `Ok, ${next}`);
}

/** Basic credentials at an operation. */
async function withBasic({ ask, person, password }: Stage, url: string): Promise<Said> {
  const headers = { accept: 'application/json', authorization: basic(person.name, password) };
  return digiofficeWord(await ask('c1', { method: 'GET', url, headers }));
}

export const passwordDoors = {
  'twinfield: Logon': takingPasswords(async ({ ask, person, password }) =>
    saidByLogon(await twinfield.logon(ask, person.name, password, person.organisation)),
  ),
  'twinfield: Logon on a cluster': takingPasswords(async ({ ask, person, password }) =>
    saidByLogon(await twinfield.logon(ask, person.name, password, person.organisation, 'c1')),
  ),
  'projector: PwsAuthenticate': takingPasswords(async ({ ask, person, password }) => {
    const fields = { AccountCode: person.organisation, Password: password, UserName: person.name };
    const body = await projector.call(ask, 'c1', 'PwsAuthenticate', fields);
    return saidByProjector(body);
  }),
  'digioffice: Authenticate': takingPasswords(async ({ ask, person, password }) =>
    said((await digioffice.authenticate(ask, person.name, password)).word),
  ),
  'digioffice: ConvertSessionToToken by Basic': takingPasswords((stage) =>
    withBasic(stage, '/api/json/reply/ConvertSessionToToken'),
  ),
  'digioffice: GetJWTAccessToken by Basic': takingPasswords((stage) =>
    withBasic(stage, '/api/json/reply/GetJWTAccessToken'),
  ),
  'yindo: /token': takingPasswords(async ({ ask, person, password }) => {
    const fields = { grant_type: 'password', username: person.name, password };
    return saidBy(await ask('c1', { method: 'POST', url: '/token', ...form(fields) }));
  }),
  'pages: /login': takingPasswords(async ({ ask, person, password }) => {
    const browser = openBrowser(ask, 'login');
    await browser.open('/login');
    const { organisation, name } = person;
    const answer = await browser.submit('/login', { organisation, name, password });
    return saidByPage(answer, browser.cookies.has('tessera-session'));
  }),
  'oauth: password': {
    kind: 'password, by a client',
    approach: async (stage) => async () => {
      const { person, password, scope, resource } = stage;
      const who = { username: `${person.organisation}\\${person.name}`, password };
      const bounds = { ...(scope === undefined ? {} : { scope }), ...(resource === undefined ? {} : { resource }) };
      return saidBy(await post(stage, '/oauth2/token', { grant_type: 'password', ...who, ...bounds }));
    },
  },
  'twinfield: OAuthLogon': {
    kind: 'delegation',
    approach: async (stage: Stage) => async () => {
      const { ask, client, pair } = stage;
      const given = { token: pair, secret: `${pair}-secret` };
      return saidByLogon(await twinfield.oauthLogonWith(ask, { key: client.id, secret: client.secret }, given));
    },
  },
} satisfies Readonly<Record<string, Door>>;
