import { type Answer, type Ask, form, memberText, type Seen } from './ask.ts';

export interface SeenToken extends Seen {
  readonly token: string;
}

export async function logon(ask: Ask, userName: string, password: string): Promise<SeenToken> {
  const fields = { grant_type: 'password', username: userName, password };
  const answer = await ask('c1', { method: 'POST', url: '/token', ...form(fields) });
  return { word: wordOf(answer), token: memberText(answer.body, 'access_token') ?? '' };
}

export async function me(ask: Ask, token: string): Promise<Seen> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  return { word: wordOf(await ask('c1', { method: 'GET', url: '/me', headers })) };
}

/** The word of a refusal is its error and description, or the status and the message of the framework. */
function wordOf({ status, body }: Answer): string {
  if (status === 200) return 'ok';
  const error = memberText(body, 'error');
  const description = memberText(body, 'error_description');
  if (error !== undefined) return description === undefined ? error : `${error}: ${description}`;
  return `${status} ${memberText(body, 'Message') ?? memberText(body, 'message') ?? body}`;
}
