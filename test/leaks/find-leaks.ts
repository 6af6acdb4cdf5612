/** What a secret is, and how it is found where it mustn't be. */
import assert from 'node:assert/strict';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Answer, basic } from '../callers/ask.ts';

/** A secret like no other text, so that any piece of it can be told apart. */
export const MARKED = 'Zq9vK2mX7tR4wB8nLc3Y';
/** The shortest piece of it that counts as a leak: parsers like to quote what surrounds an error. */
const PIECE = 6;

/** What people and clients of the demo world prove themselves with. */
export const KNOWN_SECRETS = [
  'ada-demo-pass',
  'dave-demo-pass',
  'demo-secret-ada',
  'demo-consumer-secret',
  'demo-machine-secret',
  'demo-openid-secret',
  'demo-web-secret',
  ...['machine', 'openid', 'web'].map((name) => basic(`demo-${name}`, `demo-${name}-secret`).slice('Basic '.length)),
  SEED_CLIENT.secret,
  SEED_CLIENT.code,
  SEED_CLIENT.codeVerifier,
  SEED_CLIENT.refreshToken,
];

export function findLeaks(text: string, secrets: readonly string[]): readonly string[] {
  const pieces = Array.from({ length: MARKED.length - PIECE + 1 }, (_, at) => MARKED.slice(at, at + PIECE));
  return [...secrets, ...pieces].filter((secret) => text.includes(secret));
}

/** What an answer should never tell: where the server's code is, what it asks its database, how it fails inside. */
export const INSIDES =
  /\bat \S+ \(|\bat .*:\d+:\d+|node:|node_modules|\.[cm]?[jt]s\b|\/src\/|\b(select|SELECT) .* (from|FROM)\b|[sS][qQ][lL]ite|\b[A-Z]\w+Error\b|FST_|ECONN|undefined|\[object/;

export function checkErrors(answers: readonly Answer[], secrets: readonly string[]): void {
  const errors = answers.filter(({ status }) => status >= 400);
  assert.notEqual(errors.length, 0);
  for (const { body, status } of errors) {
    assert.deepEqual(findLeaks(body, secrets), [], `${status} ${body}`);
    assert.doesNotMatch(body, INSIDES);
  }
}

export function checkAddresses(answers: readonly Answer[], secrets: readonly string[]): void {
  for (const { headers } of answers) assert.deepEqual(findLeaks(headers.location ?? '', secrets), []);
}
