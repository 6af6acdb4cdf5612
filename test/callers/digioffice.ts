import { type Answer, type Ask, memberText, type Seen } from './ask.ts';

export interface SeenSession extends Seen {
  readonly session: string;
  readonly refreshToken: string;
}

export interface SeenToken extends Seen {
  readonly token: string;
}

/** Logs on with name and password. The word of a refusal is the status and the error's code and message. */
export async function authenticate(ask: Ask, name: string, password: string): Promise<SeenSession> {
  const answer = await ask('c1', {
    method: 'POST',
    url: '/api/auth/credentials',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ UserName: name, Password: password }),
  });
  return {
    word: wordOf(answer),
    session: memberText(answer.body, 'SessionId') ?? '',
    refreshToken: memberText(answer.body, 'RefreshToken') ?? '',
  };
}

/** Turns a session into a token; the session stays open when it is preserved. */
export function convert(ask: Ask, session: string, preserve: boolean): Promise<SeenToken> {
  return sessionToToken(ask, { cookie: `ss-id=${session}` }, preserve);
}

/** Presents a token: what still counts comes back unchanged. */
export function presentToken(ask: Ask, token: string): Promise<SeenToken> {
  return sessionToToken(ask, { authorization: `Bearer ${token}` }, true);
}

/** Gets an access token for the refresh token of a login. */
export async function renew(ask: Ask, refreshToken: string): Promise<SeenToken> {
  const answer = await ask('c1', {
    method: 'POST',
    url: '/api/access-token',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ RefreshToken: refreshToken }),
  });
  return { word: wordOf(answer), token: memberText(answer.body, 'AccessToken') ?? '' };
}

/** The vendor's own token, for whoever presents a token or a session. */
export async function askForShortToken(ask: Ask, credential: string): Promise<SeenToken> {
  const isToken = credential.includes('.');
  const answer = await ask('c1', {
    method: 'GET',
    url: '/api/jsv/reply/GetJWTAccessToken?ExpiresInMinutes=5',
    headers: isToken ? { authorization: `Bearer ${credential}` } : { 'x-ss-id': credential },
  });
  return { word: wordOf(answer), token: answer.status === 200 ? answer.body : '' };
}

async function sessionToToken(
  ask: Ask,
  proof: Readonly<Record<string, string>>,
  preserve: boolean,
): Promise<SeenToken> {
  const answer = await ask('c1', {
    method: 'POST',
    url: '/api/session-to-token',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...proof },
    body: JSON.stringify({ PreserveSession: preserve }),
  });
  return { word: wordOf(answer), token: memberText(answer.body, 'AccessToken') ?? '' };
}

function wordOf({ status, body }: Answer): string {
  if (status === 200) return 'ok';
  const error = /"ErrorCode":"([^"]*)","Message":"([^"]*)"/.exec(body);
  return error === null ? `${status} ${body}`.trim() : `${status} ${error[1]}: ${error[2]}`;
}
