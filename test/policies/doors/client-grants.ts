/** Doors at which a client, proving who it is, turns what a person gave it into tokens, or asks for tokens of its own. */
import { type Answer, form, memberText } from '../../callers/ask.ts';
import { openBrowser } from '../../callers/browser.ts';
import * as oauth1 from '../../callers/oauth1.ts';
import * as projector from '../../callers/projector.ts';
import { type Door, type Said, saidBy } from '../door.ts';
import { type AskHolding, holdingRefresh } from '../holding.ts';
import { keep } from '../obtain.ts';
import { giveCode, post, type Stage } from '../stage.ts';
import { saidByProjector } from '../words.ts';

type Given = Awaited<ReturnType<typeof giveCode>>;
type Fields = Readonly<Record<string, string>>;

function redeeming(redeem: (stage: Stage, given: Given) => Promise<Said>): Door {
  return {
    kind: 'redeeming',
    approach: async (stage) => {
      const given = await giveCode(stage);
      return () => redeem(stage, given);
    },
  };
}

function refreshing(refresh: AskHolding): Door {
  return holdingRefresh('refreshing', refresh);
}

/** What bounds the request, where the stage says so. */
function bounds({ scope, resource }: Stage): Fields {
  return { ...(scope === undefined ? {} : { scope }), ...(resource === undefined ? {} : { resource }) };
}

async function acquire({ ask, client }: Stage, fields: Fields): Promise<Said> {
  const all = { ClientIdentifier: client.id, ClientSecret: client.secret, ...fields };
  return saidByProjector(await projector.call(ask, 'c1', 'PwsAcquireOauth2Token', all));
}

async function acquireOverRest({ ask, client }: Stage, fields: Fields): Promise<Said> {
  const all = { client_id: client.id, client_secret: client.secret, ...fields };
  return saidBy(await ask('c1', { method: 'POST', url: '/oauth2token', ...form(all) }));
}

function connectToken(stage: Stage, fields: Fields): Promise<Answer> {
  return post(stage, '/auth/authentication/connect/token', fields);
}

function codeFields({ code, verifier, redirectUri }: Given): Fields {
  return { code, code_verifier: verifier, redirect_uri: redirectUri };
}

/** Asks for a device, and has the person who typed its code say yes. */
const deviceCode: Door = {
  kind: 'redeeming',
  approach: async (stage) => {
    const { world, person, askFromAfar } = stage;
    const asked = await post(stage, '/oauth2/device_authorization', { scope: 'openid' });
    const device = keep([], memberText(asked.body, 'device_code'), asked.body);
    const userCode = keep([], memberText(asked.body, 'user_code'), asked.body);
    const browser = openBrowser(askFromAfar, 'login');
    await browser.open('/device');
    await browser.submit('/device', { user_code: userCode });
    await browser.submit('/login', { organisation: person.organisation, name: person.name, password: stage.password });
    const done = await browser.submit('/consent', { answer: 'grant' });
    if (!done.body.includes('Your device is connected')) throw new Error(done.body);
    world.demo.clock.move(6000);
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    return async () =>
      saidBy(await post(stage, '/oauth2/token', { grant_type: grant, device_code: device, ...bounds(stage) }));
  },
};

/** The last step of OAuth 1: all before it is asked while all is well. */
const finalize: Door = {
  kind: 'redeeming',
  approach: async (stage) => {
    const { ask, askFromAfar, person, client, world } = stage;
    const { login } = world.demo.urls;
    const sign = (path: string, more: Partial<oauth1.Signing>, extra: Fields) =>
      oauth1.signed(login, path, { method: 'PLAINTEXT', key: client.id, secret: stage.client.secret, ...more }, extra);
    const begun = await oauth1.askForPair(askFromAfar, sign('/oauth/initiate.aspx', {}, { oauth_callback: 'oob' }));
    const browser = openBrowser(askFromAfar, 'login');
    await browser.open(`/oauth/login.aspx?oauth_token=${begun.token}`);
    await browser.submit('/login', { organisation: person.organisation, name: person.name, password: stage.password });
    const shown = await browser.submit('/consent', { answer: 'grant' });
    const verifier = keep([], /<(?:output|code|strong)[^>]*>([^<]+)</.exec(shown.body)?.[1], shown.body);
    return async () => {
      const more = { key: stage.client.id, token: begun.token, tokenSecret: begun.secret };
      const request = sign('/oauth/finalize.aspx', more, { oauth_verifier: verifier });
      const { status, problem } = oauth1.pairIn(await ask('login', request));
      return { yes: status === 200, word: problem === '' ? `${status}` : `${status} ${problem}` };
    };
  },
};

export const clientGrantDoors = {
  'oauth: code': redeeming(async (stage, given) =>
    saidBy(
      await post(stage, '/oauth2/token', { grant_type: 'authorization_code', ...codeFields(given), ...bounds(stage) }),
    ),
  ),
  'projector: PwsAcquireOauth2Token, code': redeeming((stage, { code, verifier, redirectUri }) =>
    acquire(stage, { Code: code, CodeVerifier: verifier, GrantType: 'code', RedirectUri: redirectUri }),
  ),
  'projector: /oauth2token, code': redeeming((stage, given) =>
    acquireOverRest(stage, { grant_type: 'code', ...codeFields(given) }),
  ),
  'twinfield: connect/token, code': redeeming(async (stage, given) =>
    saidBy(await connectToken(stage, { grant_type: 'authorization_code', ...codeFields(given) })),
  ),
  'oauth: device code': deviceCode,
  'twinfield: finalize.aspx': finalize,
  'oauth: refresh': refreshing(async (stage, token) =>
    saidBy(await post(stage, '/oauth2/token', { grant_type: 'refresh_token', refresh_token: token, ...bounds(stage) })),
  ),
  'projector: PwsAcquireOauth2Token, refresh': refreshing((stage, token) =>
    acquire(stage, { GrantType: 'refresh_token', RefreshToken: token }),
  ),
  'projector: /oauth2token, refresh': refreshing((stage, token) =>
    acquireOverRest(stage, { grant_type: 'refresh_token', refresh_token: token }),
  ),
  'twinfield: connect/token, refresh': refreshing(async (stage, token) => {
    const { scope } = stage;
    const fields = { grant_type: 'refresh_token', refresh_token: token, ...(scope === undefined ? {} : { scope }) };
    return saidBy(await connectToken(stage, fields));
  }),
  'oauth: client credentials': {
    kind: 'client itself',
    approach: async (stage) => async () =>
      saidBy(await post(stage, '/oauth2/token', { grant_type: 'client_credentials', ...bounds(stage) })),
  },
} satisfies Readonly<Record<string, Door>>;
