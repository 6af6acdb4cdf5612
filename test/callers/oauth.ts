import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Answer, type Ask, basic, form, memberText, type Seen } from './ask.ts';

export interface SeenTokens extends Seen {
  readonly accessToken: string;
  readonly refreshToken: string;
}

type Proof = readonly [id: string, secret: string];

const MACHINE: Proof = ['demo-machine', 'demo-machine-secret'];
const SEED: Proof = [SEED_CLIENT.id, SEED_CLIENT.secret];

export function askForMachine(ask: Ask, secret: string = MACHINE[1]): Promise<SeenTokens> {
  return askForTokens(ask, [MACHINE[0], secret], { grant_type: 'client_credentials' });
}

export function redeem(ask: Ask, code: string): Promise<SeenTokens> {
  const { codeVerifier, redirectUri } = SEED_CLIENT;
  const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier };
  return askForTokens(ask, SEED, fields);
}

export function refresh(ask: Ask, refreshToken: string = SEED_CLIENT.refreshToken): Promise<SeenTokens> {
  return askForTokens(ask, SEED, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

async function askForTokens(ask: Ask, proof: Proof, fields: Readonly<Record<string, string>>): Promise<SeenTokens> {
  const answer = await post(ask, '/oauth2/token', proof, fields);
  const accessToken = memberText(answer.body, 'access_token') ?? '';
  return { word: wordOf(answer), accessToken, refreshToken: memberText(answer.body, 'refresh_token') ?? '' };
}

/** Whether a credential of any dialect is active, as the machine is told. */
export async function introspect(ask: Ask, token: string): Promise<Seen> {
  const answer = await post(ask, '/oauth2/introspect', MACHINE, { token });
  if (answer.body === '{"active":false}') return { word: 'inactive' };
  return { word: answer.body.startsWith('{"active":true,') ? 'active' : wordOf(answer) };
}

export async function revoke(ask: Ask, token: string): Promise<Seen> {
  return { word: wordOf(await post(ask, '/oauth2/revoke', MACHINE, { token })) };
}

async function post(ask: Ask, url: string, proof: Proof, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const { headers, body } = form(fields);
  const request = { method: 'POST', url, headers: { ...headers, authorization: basic(...proof) } } as const;
  return ask('login', body === undefined ? request : { ...request, body });
}

function wordOf({ status, body }: Answer): string {
  if (status === 200) return 'ok';
  return `${status} ${memberText(body, 'error') ?? body}: ${memberText(body, 'error_description') ?? ''}`;
}
