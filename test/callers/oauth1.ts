/**
 * An OAuth 1 client as small as can be, written from RFC 5849: it signs requests in any of the ways, and reads what it is told as the deployed ones do, by
 * cutting at `&` and `=`.
 */
import { createHmac } from 'node:crypto';
import type { DemoRequest } from '../support/demo.ts';
import type { Answer, Ask } from './ask.ts';

export type Method = 'PLAINTEXT' | 'HMAC-SHA1' | 'HMAC-SHA256';

export interface Signing {
  readonly method: Method;
  readonly key: string;
  readonly secret: string;
  readonly token?: string;
  readonly tokenSecret?: string;
  /** Epoch milliseconds; together with a nonce. */
  readonly now?: number;
  readonly nonce?: string;
}

export type Place = 'header' | 'query' | 'body';

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** A signed request. @param base scheme and authority as the client knows them */
export function signed(
  base: string,
  path: string,
  signing: Signing,
  extra: Readonly<Record<string, string>> = {},
  place: Place = 'header',
): DemoRequest {
  const { method, key, secret, token, tokenSecret = '', now, nonce } = signing;
  const verb = place === 'body' ? 'POST' : 'GET';
  const parameters: Record<string, string> = {
    ...extra,
    oauth_consumer_key: key,
    oauth_signature_method: method,
    ...(token === undefined ? {} : { oauth_token: token }),
    ...(now === undefined ? {} : { oauth_timestamp: String(Math.floor(now / 1000)) }),
    ...(nonce === undefined ? {} : { oauth_nonce: nonce }),
  };
  const sorted = Object.entries(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const text = [verb, base + path, sorted].map(encode).join('&');
  const signKey = `${encode(secret)}&${encode(tokenSecret)}`;
  const signature =
    method === 'PLAINTEXT'
      ? signKey
      : createHmac(method === 'HMAC-SHA1' ? 'sha1' : 'sha256', signKey)
          .update(text)
          .digest('base64');
  const all = Object.entries({ ...parameters, oauth_signature: signature });
  if (place === 'header') {
    const list = all.map(([name, value]) => `${name}="${encode(value)}"`).join(', ');
    return { method: 'GET', url: path, headers: { authorization: `OAuth realm="Twinfield", ${list}` } };
  }
  const form = new URLSearchParams(all).toString();
  if (place === 'query') return { method: 'GET', url: `${path}?${form}` };
  return {
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  };
}

export interface SeenPair {
  readonly status: number;
  /** Empty when there is none. */
  readonly token: string;
  readonly secret: string;
  readonly problem: string;
}

export function pairIn({ status, body }: Answer): SeenPair {
  const parts = body.split('&').map((part) => part.split('=')[1] ?? '');
  const isProblem = body.startsWith('oauth_problem=');
  return {
    status,
    token: isProblem ? '' : (parts[0] ?? ''),
    secret: isProblem ? '' : (parts[1] ?? ''),
    problem: isProblem ? (parts[0] ?? '') : '',
  };
}

export async function askForPair(ask: Ask, request: DemoRequest): Promise<SeenPair> {
  return pairIn(await ask('login', request));
}
