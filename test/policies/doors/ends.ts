/** Doors at which a credential is ended: by whoever holds it, or by a client. */
import { elementText, form } from '../../callers/ask.ts';
import * as projector from '../../callers/projector.ts';
import * as twinfield from '../../callers/twinfield.ts';
import { type Door, said, saidBy } from '../door.ts';
import { type AskHolding, holdingRefresh } from '../holding.ts';
import { clientTokens, keep, loggedOn, ownToken, session } from '../obtain.ts';
import { post } from '../stage.ts';
import { digiofficeWord, saidByPage, saidByProjector } from '../words.ts';

function byClient(end: AskHolding): Door {
  return holdingRefresh('ending by a client', end);
}

export const endDoors = {
  'twinfield: Abandon': {
    kind: 'ending',
    approach: async (stage) => {
      const text = await session(stage);
      return async () => said((await twinfield.onCluster(stage.ask, 'Abandon', text)).word);
    },
  },
  'projector: PwsUnauthenticate': {
    kind: 'ending',
    approach: async (stage) => {
      const { askFromAfar, person, password, held } = stage;
      const fields = { AccountCode: person.organisation, Password: password, UserName: person.name };
      const body = await projector.call(askFromAfar, 'c1', 'PwsAuthenticate', fields);
      const ticket = keep(held, elementText(body, 'SessionTicket'), body);
      return async () => said((await projector.unauthenticate(stage.ask, ticket)).word);
    },
  },
  'digioffice: logout': {
    kind: 'ending',
    approach: async (stage) => {
      const text = await session(stage);
      const headers = { accept: 'application/json', cookie: `ss-id=${text}` };
      return async () => digiofficeWord(await stage.ask('c1', { method: 'POST', url: '/api/auth/logout', headers }));
    },
  },
  'yindo: the end of the own session': {
    kind: 'ending',
    approach: async (stage) => {
      const headers = { authorization: `Bearer ${await ownToken(stage)}` };
      return async () => saidBy(await stage.ask('c1', { method: 'DELETE', url: '/me/session', headers }));
    },
  },
  'pages: /connections/end': {
    kind: 'ending',
    approach: async (stage) => {
      await clientTokens(stage);
      const browser = await loggedOn(stage);
      const { id } = stage.client;
      await browser.open('/connections');
      return async () => {
        const answer = await browser.submit('/connections/end', { client: id });
        return saidByPage(answer, answer.body.includes('Connected applications'));
      };
    },
  },
  'oauth: revoke': byClient(async (stage, token) => saidBy(await post(stage, '/oauth2/revoke', { token }))),
  'projector: PwsRevokeOauth2RefreshToken': byClient(async ({ ask, client }, token) => {
    const proof = { ClientIdentifier: client.id, ClientSecret: client.secret };
    const fields = { ...proof, Token: token, TokenType: 'refresh_token' };
    return saidByProjector(await projector.call(ask, 'c1', 'PwsRevokeOauth2RefreshToken', fields));
  }),
  'projector: /oauth2revoketoken': byClient(async ({ ask, client }, token) => {
    const fields = { client_id: client.id, client_secret: client.secret, token, token_type: 'refresh_token' };
    return saidBy(await ask('c1', { method: 'POST', url: '/oauth2revoketoken', ...form(fields) }));
  }),
  'twinfield: connect/revocation': byClient(async (stage, token) =>
    saidBy(await post(stage, '/auth/authentication/connect/revocation', { token })),
  ),
} satisfies Readonly<Record<string, Door>>;
