/** Doors at which whoever holds a credential is let through with it, and those at which a client asks what one is worth. */
import * as twinfield from '../../callers/twinfield.ts';
import * as yindo from '../../callers/yindo.ts';
import { type Door, said, saidBy } from '../door.ts';
import { type AskHolding, clientAccess, holding, holdingRefresh } from '../holding.ts';
import { loggedOn, ownToken, session } from '../obtain.ts';
import { post, type Stage } from '../stage.ts';
import { digiofficeWord, saidByPage, titleOf } from '../words.ts';

function bearer(site: 'login' | 'c1', url: string): AskHolding {
  return async ({ ask }, token) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return saidBy(await ask(site, { method: 'GET', url, headers }));
  };
}

function bearerAnswer({ askFromAfar }: Stage, token: string) {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  return askFromAfar('c1', { method: 'GET', url: '/me/sessions', headers });
}

const inspect: AskHolding = async (stage, token) => {
  const answer = await post(stage, '/oauth2/introspect', { token });
  const isActive = answer.body.startsWith('{"active":true,');
  if (answer.body === '{"active":false}') return { yes: false, word: '200 inactive' };
  return isActive ? { yes: true, word: '200 active' } : saidBy(answer);
};

/** The vendor's operation that echoes who is there: what a token in the header opens and nothing else. */
const presentToken: AskHolding = async ({ ask }, token) => {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  return digiofficeWord(await ask('c1', { method: 'GET', url: '/api/session-to-token', headers }));
};

export const useDoors = {
  'twinfield: KeepAlive': holding('using a session', session, async ({ ask }, text) =>
    said((await twinfield.onCluster(ask, 'KeepAlive', text)).word),
  ),
  'twinfield: SelectCompany': holding('using a session', session, async ({ ask, person }, text) => {
    const company = `<company>${person.company}</company>`;
    const { word, result } = await twinfield.onCluster(ask, 'SelectCompany', text, company);
    return word === 'ok' ? { yes: result === 'Ok', word: result } : said(word);
  }),
  'yindo: /me by a session': holding('using a session', session, async ({ ask }, text) =>
    said((await yindo.me(ask, text)).word.replace(/ .*/, '')),
  ),
  'verifier: /verify by a session': holding('using a session', session, async ({ ask }, text) =>
    saidBy(await ask('c1', { method: 'GET', url: '/verify', headers: { sessionid: text } })),
  ),
  'digioffice: who is logged on': holding('using a session', session, async ({ ask }, text) => {
    const headers = { accept: 'application/json', 'x-ss-id': text };
    return digiofficeWord(await ask('c1', { method: 'GET', url: '/api/auth', headers }));
  }),
  'twinfield: GetRole by a token': holding('using a token', clientAccess, async ({ ask, person }, token) =>
    said((await twinfield.withToken(ask, 'GetRole', token, person.company)).word),
  ),
  'twinfield: connect/userinfo': holding(
    'using a token',
    clientAccess,
    bearer('login', '/auth/authentication/connect/userinfo'),
  ),
  'twinfield: connect/accesstokenvalidation': holding('using a token', clientAccess, async ({ ask }, token) => {
    const url = `/auth/authentication/connect/accesstokenvalidation?token=${token}`;
    return saidBy(await ask('login', { method: 'GET', url }));
  }),
  'digioffice: a token presented': holding('using a token', clientAccess, presentToken),
  'yindo: /me by a token': holding('using a token', clientAccess, bearer('c1', '/me')),
  'oauth: userinfo': holding('using a token', clientAccess, bearer('login', '/oauth2/userinfo')),
  'verifier: /verify by a token': holding('using a token', clientAccess, bearer('c1', '/verify')),
  'yindo: own sessions': holding('own sessions', ownToken, bearer('c1', '/me/sessions')),
  'pages: /connections': {
    kind: 'own sessions',
    approach: async (stage) => {
      const browser = await loggedOn(stage);
      return async () => {
        const answer = await browser.open('/connections');
        return saidByPage(answer, titleOf(answer.body) === 'Connected applications');
      };
    },
  },
  'yindo: another session’s end': {
    kind: 'own sessions',
    approach: async (stage) => {
      const token = await ownToken(stage);
      await ownToken(stage);
      const listed = await bearerAnswer(stage, token);
      const key = /"sessionKey":"([^"]*)"/.exec(listed.body)?.[1];
      const headers = { authorization: `Bearer ${token}` };
      return async () => saidBy(await stage.ask('c1', { method: 'DELETE', url: `/me/sessions/${key}`, headers }));
    },
  },
  'oauth: introspect a session': holding('inspecting', session, inspect),
  'oauth: introspect an access token': holding('inspecting', clientAccess, inspect),
  'oauth: introspect a refresh token': holdingRefresh('inspecting', inspect),
} satisfies Readonly<Record<string, Door>>;
