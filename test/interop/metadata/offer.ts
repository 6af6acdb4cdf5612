/** What a proof works with: a server, and what it tells of itself. Nothing else is known of it, so each address comes from there. */
import assert from 'node:assert/strict';
import { challengeOf } from '../../../src/core/secrets.ts';
import type { Answer } from '../../callers/ask.ts';
import { type Issuer, openPerson, type Person, postedTo, REDIRECT, toldAt } from '../issuer.ts';

export type Fields = Readonly<Record<string, string>>;

export interface Offer {
  readonly issuer: Issuer;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Shows that one entry of a member is true. @throws when it isn't, or when the entry is one that it knows nothing of */
export type Proof = (offer: Offer, entry: string) => Promise<void>;

export interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
  /** Of a JSON object; empty for anything else. */
  readonly members: Readonly<Record<string, unknown>>;
}

export const WEB = { client_id: 'demo-web', client_secret: 'demo-web-secret' };
export const MACHINE = { client_id: 'demo-machine', client_secret: 'demo-machine-secret' };

export function addressOf({ metadata }: Offer, member: string): string {
  const address = metadata[member];
  assert.ok(typeof address === 'string', `${member} is told`);
  return address;
}

/** Sends a form to the endpoint that a member names. */
export async function post(offer: Offer, member: string, fields: Fields, headers: Fields = {}): Promise<Told> {
  const body = new URLSearchParams(fields);
  return read(await fetch(addressOf(offer, member), { method: 'POST', headers, body }));
}

export async function read(response: Response): Promise<Told> {
  const body = await response.text();
  const type = response.headers.get('content-type');
  const isJson = type?.startsWith('application/json') === true;
  return { status: response.status, type, body, members: isJson ? JSON.parse(body) : {} };
}

const VERIFIER = 'a verifier that is long enough to be one, of letters'.replaceAll(/[ ,]/g, '-');

export const CHALLENGE = { code_challenge: challengeOf(VERIFIER), code_challenge_method: 'S256' };

/** Sends a person with a question of demo-web. */
export function askPerson(
  offer: Offer,
  differences: Fields = {},
  person: Person = openPerson(offer.issuer),
  answer: 'grant' | 'deny' = 'grant',
): Promise<Answer> {
  const question = {
    response_type: 'code',
    client_id: WEB.client_id,
    redirect_uri: REDIRECT,
    scope: 'openid',
    ...CHALLENGE,
    ...differences,
  };
  return person.goTo(new URL(`${addressOf(offer, 'authorization_endpoint')}?${new URLSearchParams(question)}`), answer);
}

/** What the client is told at its redirect. */
export function toldBy(answer: Answer): URLSearchParams {
  return toldAt(answer).searchParams;
}

export async function toldByForm(answer: Answer): Promise<URLSearchParams> {
  return new URLSearchParams(await postedTo(answer).text());
}

/** @param clientId a public client; undefined for demo-web */
export async function redeem(offer: Offer, told: URLSearchParams, clientId?: string): Promise<Told> {
  const code = told.get('code');
  assert.ok(code !== null, `${told}`);
  const client = clientId === undefined ? WEB : { client_id: clientId };
  const grant = { grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: VERIFIER, code };
  return post(offer, 'token_endpoint', { ...client, ...grant });
}

/** The tokens of a person whom a client asked. */
export async function logOn(offer: Offer, differences: Fields = {}): Promise<Told['members']> {
  const told = toldBy(await askPerson(offer, differences));
  const redeemed = await redeem(offer, told, differences.client_id);
  assert.equal(redeemed.status, 200, redeemed.body);
  return redeemed.members;
}

export async function askForMachine(offer: Offer, differences: Fields = {}): Promise<string> {
  const granted = await post(offer, 'token_endpoint', { ...MACHINE, grant_type: 'client_credentials', ...differences });
  assert.equal(granted.status, 200, granted.body);
  return String(granted.members.access_token);
}

export async function introspect(offer: Offer, token: unknown): Promise<Told['members']> {
  return (await post(offer, 'introspection_endpoint', { ...MACHINE, token: String(token) })).members;
}

export async function userinfo(offer: Offer, token: unknown): Promise<Told> {
  const headers = { authorization: `Bearer ${token}` };
  return read(await fetch(addressOf(offer, 'userinfo_endpoint'), { headers }));
}

/** What a signed text says, unchecked. */
export function claimsIn(text: unknown): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(String(text).split('.')[1] ?? '', 'base64url').toString());
}
