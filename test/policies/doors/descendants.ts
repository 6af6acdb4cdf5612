/** Doors that are asked with what came of something else: they end with that, however many steps lie between. */
import { memberText } from '../../callers/ask.ts';
import * as twinfield from '../../callers/twinfield.ts';
import { type Door, type Said, said, saidBy } from '../door.ts';
import { clientAccess, holding } from '../holding.ts';
import { keep, ownToken, session } from '../obtain.ts';
import type { ClientOfStage } from '../policy-world.ts';
import { post, type Stage } from '../stage.ts';
import { OWN, STANDARD } from './conversions.ts';

/** What a client gets in exchange. It isn't held by the stage: what it came of is. */
async function exchanged(
  stage: Stage,
  client: ClientOfStage,
  subject: { readonly text: string; readonly type: string },
  wanted: string,
): Promise<string> {
  const answer = await post({ ...stage, client }, '/oauth2/token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: subject.text,
    subject_token_type: subject.type,
    requested_token_type: wanted,
  });
  return keep([], memberText(answer.body, 'access_token'), answer.body);
}

/** The token that another client has got for this client's. */
async function ofAnotherClient(stage: Stage): Promise<string> {
  const subject = { text: await clientAccess(stage), type: `${STANDARD}access_token` };
  return exchanged(stage, await stage.world.addClient(), subject, `${STANDARD}access_token`);
}

/** The session that a token opens. */
async function sessionBy(stage: Stage, token: string): Promise<string> {
  const opened = await twinfield.accessTokenLogon(stage.askFromAfar, token);
  return keep([], opened.session, opened.word);
}

async function keepAlive({ ask }: Stage, text: string): Promise<Said> {
  return said((await twinfield.onCluster(ask, 'KeepAlive', text)).word);
}

export const descendantDoors = {
  'twinfield: KeepAlive, session by a token': holding(
    'descendant of a grant',
    async (stage) => sessionBy(stage, await clientAccess(stage)),
    keepAlive,
  ),
  'twinfield: KeepAlive, session by another client’s exchange': holding(
    'descendant of a grant',
    async (stage) => sessionBy(stage, await ofAnotherClient(stage)),
    keepAlive,
  ),
  'oauth: userinfo, by another client’s exchange': holding(
    'descendant of a grant',
    ofAnotherClient,
    async ({ ask }, token) => {
      const headers = { authorization: `Bearer ${token}` };
      return saidBy(await ask('login', { method: 'GET', url: '/oauth2/userinfo', headers }));
    },
  ),
  'twinfield: KeepAlive, session by the exchange of an own token': holding(
    'descendant of a logon',
    async (stage) => {
      const subject = { text: await ownToken(stage), type: `${STANDARD}access_token` };
      return sessionBy(stage, await exchanged(stage, stage.client, subject, `${STANDARD}access_token`));
    },
    keepAlive,
  ),
  'oauth: refresh, by the exchange of a session': holding(
    'descendant of a logon',
    async (stage) => {
      const subject = { text: await session(stage), type: `${OWN}session` };
      return exchanged(stage, stage.client, subject, `${STANDARD}refresh_token`);
    },
    async (stage, token) =>
      saidBy(await post(stage, '/oauth2/token', { grant_type: 'refresh_token', refresh_token: token })),
  ),
} satisfies Readonly<Record<string, Door>>;
