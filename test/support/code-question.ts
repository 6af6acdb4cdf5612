/** A question of the demo's public client to a person, as a browser brings it to the authorization endpoint, for tests of what comes of it. */
import type { TestContext } from 'node:test';
import { challengeOf } from '../../src/core/secrets.ts';
import { type Demo, type DemoOptions, openDemo } from './demo.ts';
import { createPersonAtBrowser } from './person-at-browser.ts';

export const ISSUER = 'http://127.0.0.1:8080';
export const REDIRECT = 'https://my.app.com/redirect-handler';
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-RFC-7636';
export const QUESTION = {
  response_type: 'code',
  client_id: 'demo-spa',
  redirect_uri: REDIRECT,
  scope: 'openid profile',
  state: 'the state & more',
  nonce: 'n-0S6',
  code_challenge: challengeOf(VERIFIER),
  code_challenge_method: 'S256',
};

export type Fields = Readonly<Record<string, string | undefined>>;

export function query(differences: Fields = {}): string {
  const pairs = Object.entries({ ...QUESTION, ...differences }).filter(([, value]) => value !== undefined);
  return new URLSearchParams(pairs as [string, string][]).toString();
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

export async function post(demo: Demo, path: string, fields: Readonly<Record<string, string>>, headers = {}) {
  const body = new URLSearchParams(fields).toString();
  return demo.inject('login', { method: 'POST', url: path, headers: { ...FORM, ...headers }, body });
}

export async function open(t: TestContext, options: DemoOptions = {}) {
  const demo = await openDemo({ sites: ['login'], ...options });
  t.after(demo.close);
  return { demo, person: createPersonAtBrowser(demo) };
}

export function redeem(demo: Demo, code: string, more: Readonly<Record<string, string>> = {}, headers = {}) {
  const grant = { grant_type: 'authorization_code', client_id: 'demo-spa', redirect_uri: REDIRECT };
  return post(demo, '/oauth2/token', { ...grant, code, code_verifier: VERIFIER, ...more }, headers);
}
