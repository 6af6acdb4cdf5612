/** Every door that is older than RFC 9700, as a client sees it: one try, and how it was answered in that wire's own words. */
import { challengeOf } from '../../src/core/secrets.ts';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Ask, basic, form, memberText } from '../callers/ask.ts';
import { authenticate, renew } from '../callers/digioffice.ts';
import { oauthLogon } from '../callers/twinfield.ts';
import { DOORS } from '../password-doors/doors.ts';
import type { Demo } from '../support/demo.ts';
import { createPersonAtBrowser } from '../support/person-at-browser.ts';

export interface Knocking {
  readonly demo: Demo;
  readonly ask: Ask;
  /** What a door leaves for the next time that it is tried. */
  readonly kept: Map<string, string>;
}

export type Knock = (knocking: Knocking) => Promise<string>;

const REDIRECT = 'http://127.0.0.1:9999/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-RFC-7636';

/** A code flow of a confidential client. @returns `ok` with tokens at its end, or what the client was told on the way */
function codeFlow(
  authorize: string,
  resume: string,
  token: { readonly url: string; readonly site: 'login' | 'c1'; readonly grantType?: string },
  client: { readonly id: string; readonly secret: string },
  more: Readonly<Record<string, string>>,
  challenge: Readonly<Record<string, string>>,
): Knock {
  return async ({ demo, ask }) => {
    const person = createPersonAtBrowser(demo);
    await person.logOn('ada');
    const question = { response_type: 'code', client_id: client.id, redirect_uri: REDIRECT, state: 's', ...more };
    const sent = await person.visit({ url: `${authorize}?${new URLSearchParams({ ...question, ...challenge })}` });
    const location = new URL(sent.headers.location ?? '/nowhere', demo.urls.login);
    if (location.origin !== demo.urls.login) return location.searchParams.get('error') ?? 'sent back without a word';
    await person.answer(location.href, 'grant');
    const told = await person.visit({ url: `${resume}?request=${location.searchParams.get('request')}` });
    const code = new URL(told.headers.location ?? '', demo.urls.login).searchParams.get('code') ?? '';
    const fields = { grant_type: token.grantType ?? 'authorization_code', code, redirect_uri: REDIRECT };
    const verifier: Record<string, string> = 'code_challenge' in challenge ? { code_verifier: VERIFIER } : {};
    const sentForm = form({ ...fields, ...verifier });
    const headers = { ...sentForm.headers, authorization: basic(client.id, client.secret) };
    const answer = await ask(token.site, { method: 'POST', url: token.url, ...sentForm, headers });
    return memberText(answer.body, 'access_token') === undefined ? answer.body : 'ok';
  };
}

const PLAIN = { code_challenge: VERIFIER, code_challenge_method: 'plain' };
const S256 = { code_challenge: challengeOf(VERIFIER), code_challenge_method: 'S256' };

const twinfieldCode = (client: { readonly id: string; readonly secret: string }, challenge: Record<string, string>) =>
  codeFlow(
    '/auth/authentication/connect/authorize',
    '/auth/authentication/connect/authorize/answer',
    { url: '/auth/authentication/connect/token', site: 'login' },
    client,
    { scope: 'openid twf.user', nonce: 'n' },
    challenge,
  );

const projectorCode = (challenge: Record<string, string>) =>
  codeFlow(
    '/oauth2authorize/ACME',
    '/oauth2authorize/ACME/return',
    { url: '/oauth2token', site: 'c1', grantType: 'code' },
    SEED_CLIENT,
    { scope: 'viewProjects' },
    challenge,
  );

const oauthCode = (challenge: Record<string, string>) =>
  codeFlow(
    '/oauth2/authorize',
    '/oauth2/authorize/resume',
    { url: '/oauth2/token', site: 'login' },
    { id: 'older', secret: 'demo-web-secret' },
    { scope: 'openid' },
    challenge,
  );

const passwordAt =
  (door: keyof typeof DOORS): Knock =>
  ({ ask }) =>
    DOORS[door](ask, 'ada', 'ada-demo-pass');

/** By the door's name. */
export const KNOCKS: Readonly<Record<string, Knock>> = {
  'twinfield/password': passwordAt('twinfield Logon'),
  'twinfield/delegation': async ({ ask }) => (await oauthLogon(ask, 'ada')).word,
  'twinfield/code-without-challenge': twinfieldCode({ id: 'demo-openid', secret: 'demo-openid-secret' }, {}),
  'twinfield/plain-challenge': twinfieldCode({ id: 'older', secret: 'demo-web-secret' }, PLAIN),
  'projector/password': passwordAt('PwsAuthenticate'),
  'projector/code-without-challenge': projectorCode({}),
  'projector/plain-challenge': projectorCode(PLAIN),
  'digioffice/password': passwordAt('Authenticate, credentials'),
  'digioffice/reusable-refresh': async ({ ask, kept }) => {
    const known = kept.get('refresh token') ?? (await authenticate(ask, 'theuser', 'thepass')).refreshToken;
    kept.set('refresh token', known);
    return (await renew(ask, known)).word;
  },
  'yindo/password': passwordAt('yindo /token'),
  'oauth/password': passwordAt('/oauth2/token'),
  'oauth/code-without-challenge': oauthCode({}),
};

/** What is open as ever when the doors are closed. */
export const MODERN: Readonly<Record<string, Knock>> = {
  'the login page': passwordAt('login page'),
  'oauth, by S256': oauthCode(S256),
  'projector, by S256': projectorCode(S256),
  'twinfield, by S256': twinfieldCode({ id: 'demo-openid', secret: 'demo-openid-secret' }, S256),
};

/** Makes the client that is older than challenges, with the secret of demo-web. */
export async function addOlderClient({ store }: Demo): Promise<void> {
  const web = await store.findClient('demo-web');
  if (web === undefined) throw new Error('The demo world has no demo-web');
  const scopes = [...web.scopes, 'twf.user'];
  const permits = [...web.permits, 'code-without-challenge' as const];
  await store.addClient({ ...web, id: 'older', permits, scopes, challengeMethods: ['S256', 'plain'] });
}
