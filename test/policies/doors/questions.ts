/** Doors at which a client has a person asked, and those at which the person answers. */
import { challengeOf } from '../../../src/core/secrets.ts';
import { memberText } from '../../callers/ask.ts';
import * as oauth1 from '../../callers/oauth1.ts';
import { type Door, type Said, saidBy } from '../door.ts';
import { keep, loggedOn } from '../obtain.ts';
import { REDIRECT } from '../policy-world.ts';
import { post, type Stage } from '../stage.ts';
import { saidByPage, titleOf } from '../words.ts';

const CHALLENGE = { code_challenge: challengeOf('v'.repeat(43)), code_challenge_method: 'S256' };

/** A client's question, as each dialect's address takes it. */
function askingPath(path: (stage: Stage) => string, own: Readonly<Record<string, string>> = {}) {
  return (stage: Stage): string => {
    const { client, scope, resource } = stage;
    const query = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: REDIRECT, ...own });
    if (scope !== undefined) query.set('scope', scope);
    if (resource !== undefined) query.set('resource', resource);
    return `${path(stage)}?${query}`;
  };
}

const PATHS = {
  oauth: askingPath(() => '/oauth2/authorize', { scope: 'openid', ...CHALLENGE }),
  projector: askingPath(({ person }) => `/oauth2authorize/${person.organisation}`, { scope: 'allowFullPermissions' }),
  twinfield: askingPath(() => '/auth/authentication/connect/authorize', { scope: 'openid', nonce: 'n' }),
} as const;

async function initiate(stage: Stage): Promise<oauth1.SeenPair> {
  const { client, world, ask } = stage;
  const signing = { method: 'PLAINTEXT', key: client.id, secret: client.secret } as const;
  const request = oauth1.signed(world.demo.urls.login, '/oauth/initiate.aspx', signing, { oauth_callback: REDIRECT });
  return oauth1.askForPair(ask, request);
}

/** The browser is handed to the pages, or not. */
async function begin(stage: Stage, url: string): Promise<Said> {
  const answer = await stage.ask('login', { method: 'GET', url });
  if (answer.headers.location?.startsWith('/login?') === true) return { yes: true, word: `${answer.status} /login` };
  return saidByPage(answer);
}

function beginning(path: (stage: Stage) => string): Door {
  return {
    kind: 'browser’s question',
    approach: async (stage) => () => begin(stage, path(stage)),
  };
}

/** The person has logged on and stands before the question. */
function answering(path: (stage: Stage) => Promise<string> | string): Door {
  return {
    kind: 'person’s answer',
    approach: async (stage) => {
      const browser = await loggedOn(stage);
      await browser.open(await path(stage));
      return async () => saidByPage(await browser.submit('/consent', { answer: 'grant' }));
    },
  };
}

const deviceAnswer: Door = {
  kind: 'person’s answer',
  approach: async (stage) => {
    const asked = await post(stage, '/oauth2/device_authorization', { scope: 'openid' });
    const userCode = keep([], memberText(asked.body, 'user_code'), asked.body);
    const browser = await loggedOn(stage);
    await browser.open('/device');
    await browser.submit('/device', { user_code: userCode });
    return async () => {
      const answer = await browser.submit('/consent', { answer: 'grant' });
      return saidByPage(answer, titleOf(answer.body) === 'Your device is connected');
    };
  },
};

function bounds({ scope, resource }: Stage) {
  return { ...(scope === undefined ? {} : { scope }), ...(resource === undefined ? {} : { resource }) };
}

function saidByPair({ status, problem }: oauth1.SeenPair): Said {
  return { yes: status === 200, word: problem === '' ? `${status}` : `${status} ${problem}` };
}

export const questionDoors = {
  'oauth: PAR, then authorize': {
    kind: 'client’s question',
    approach: async (stage) => async () => {
      const asked = { response_type: 'code', redirect_uri: REDIRECT, scope: 'openid', ...CHALLENGE, ...bounds(stage) };
      const kept = await post(stage, '/oauth2/par', asked);
      const reference = memberText(kept.body, 'request_uri');
      if (reference === undefined) return saidBy(kept);
      const query = new URLSearchParams({ client_id: stage.client.id, request_uri: reference });
      return begin(stage, `/oauth2/authorize?${query}`);
    },
  },
  'oauth: device_authorization': {
    kind: 'client’s question',
    approach: async (stage) => async () =>
      saidBy(await post(stage, '/oauth2/device_authorization', { scope: 'openid', ...bounds(stage) })),
  },
  'twinfield: initiate.aspx': {
    kind: 'client’s question',
    approach: async (stage) => async () => saidByPair(await initiate(stage)),
  },
  'oauth: authorize': beginning(PATHS.oauth),
  'projector: /oauth2authorize': beginning(PATHS.projector),
  'twinfield: connect/authorize': beginning(PATHS.twinfield),
  'twinfield: login.aspx': {
    kind: 'browser’s question',
    approach: async (stage) => {
      const { token } = await initiate(stage);
      return () => begin(stage, `/oauth/login.aspx?oauth_token=${token}`);
    },
  },
  'pages: /consent for oauth': answering(PATHS.oauth),
  'pages: /consent for projector': answering(PATHS.projector),
  'pages: /consent for twinfield': answering(PATHS.twinfield),
  'pages: /consent for OAuth 1': answering(
    async (stage) => `/oauth/login.aspx?oauth_token=${(await initiate(stage)).token}`,
  ),
  'pages: /consent for a device': deviceAnswer,
} satisfies Readonly<Record<string, Door>>;
