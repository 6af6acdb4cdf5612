/** Doors at which whoever holds a credential turns it into another, with no client to prove itself. */
import * as digioffice from '../../callers/digioffice.ts';
import * as projector from '../../callers/projector.ts';
import * as twinfield from '../../callers/twinfield.ts';
import { type Door, type Said, said, saidBy } from '../door.ts';
import { type AskHolding, clientAccess, holding, holdingRefresh } from '../holding.ts';
import { login, session } from '../obtain.ts';
import { post, type Stage } from '../stage.ts';
import { digiofficeWord, saidByProjector } from '../words.ts';

async function crossOver({ ask }: Stage, credential: string): Promise<Said> {
  return saidByProjector(await projector.call(ask, 'c1', 'PwsAuthenticate', { CrossoverTicket: credential }));
}

async function shortToken({ ask }: Stage, headers: Readonly<Record<string, string>>): Promise<Said> {
  const url = '/api/json/reply/GetJWTAccessToken';
  return digiofficeWord(await ask('c1', { method: 'GET', url, headers: { accept: 'application/json', ...headers } }));
}

export const OWN = 'urn:tessera:token-type:';
export const STANDARD = 'urn:ietf:params:oauth:token-type:';

/** An exchange of one kind of credential for another, by the stage's client. */
function exchange(subject: string, wanted: string): AskHolding {
  return async (stage, credential) => {
    const { scope, resource } = stage;
    const fields = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: credential,
      subject_token_type: subject,
      requested_token_type: wanted,
      ...(scope === undefined ? {} : { scope }),
      ...(resource === undefined ? {} : { resource }),
    };
    return saidBy(await post(stage, '/oauth2/token', fields));
  };
}

const TOKEN_EXCHANGE = 'exchange of a token';
const SESSION_EXCHANGE = 'exchange of a session';

export const conversionDoors = {
  'twinfield: AccessTokenLogon': holding('logon by token', clientAccess, async ({ ask }, token) =>
    said((await twinfield.accessTokenLogon(ask, token)).word),
  ),
  'projector: PwsAuthenticate, CrossoverTicket of a session': holding('session into token', session, crossOver),
  'projector: PwsAuthenticate, CrossoverTicket of a token': holding('token into token', clientAccess, crossOver),
  'digioffice: ConvertSessionToToken': holding('session into token', session, async ({ ask }, credential) =>
    said((await digioffice.convert(ask, credential, false)).word),
  ),
  'digioffice: GetJWTAccessToken by a session': holding('session into token', session, (stage, credential) =>
    shortToken(stage, { 'x-ss-id': credential }),
  ),
  'digioffice: GetJWTAccessToken by a token': holding('token into token', clientAccess, (stage, token) =>
    shortToken(stage, { authorization: `Bearer ${token}` }),
  ),
  'digioffice: GetAccessToken': holding(
    'own refresh token',
    async (stage) => (await login(stage)).refresh,
    async ({ ask }, refreshToken) => said((await digioffice.renew(ask, refreshToken)).word),
  ),
  'oauth: exchange, session for a token': holding(
    SESSION_EXCHANGE,
    session,
    exchange(`${OWN}session`, `${STANDARD}access_token`),
  ),
  'oauth: exchange, session for a ticket': holding(
    SESSION_EXCHANGE,
    session,
    exchange(`${OWN}session`, `${OWN}projector-ticket`),
  ),
  'oauth: exchange, session for a refresh token': holding(
    SESSION_EXCHANGE,
    session,
    exchange(`${OWN}session`, `${STANDARD}refresh_token`),
  ),
  'oauth: exchange, token for a token': holding(
    TOKEN_EXCHANGE,
    clientAccess,
    exchange(`${STANDARD}access_token`, `${STANDARD}access_token`),
  ),
  'oauth: exchange, token for a session': holding(
    TOKEN_EXCHANGE,
    clientAccess,
    exchange(`${STANDARD}access_token`, `${OWN}twinfield-session`),
  ),
  'oauth: exchange, refresh token for a token': holdingRefresh(
    TOKEN_EXCHANGE,
    exchange(`${STANDARD}refresh_token`, `${STANDARD}access_token`),
  ),
} satisfies Readonly<Record<string, Door>>;
