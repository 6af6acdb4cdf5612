/**
 * Callers: for each dialect, a client as small as can be, written from the wire's documentation and from nothing of the server.
 *
 * A caller asks, and boils the answer down to what such a client would see of it: a word, and the credentials in it. It doesn't know whether it
 * speaks to a world in this process or to a server behind a socket.
 */
import { request } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import type { Demo, DemoRequest, SiteName } from '../support/demo.ts';

export interface Answer {
  readonly status: number;
  /** By lower-case name; Set-Cookie is left to `cookies`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
}

export type Ask = (site: SiteName, request: DemoRequest) => Promise<Answer>;

/** What a client sees of an answer. `word` is `ok`, or how it was refused. */
export interface Seen {
  readonly word: string;
}

/** Asks a world in this process. */
export function askDemo(demo: Demo): Ask {
  return async (site, request) => {
    const { statusCode, headers, body } = await demo.inject(site, request);
    const cookies = [headers['set-cookie'] ?? []].flat();
    const plain = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { status: statusCode, headers: Object.fromEntries(plain), cookies, body };
  };
}

/**
 * Asks servers at these addresses, each time on a connection of its own, so that a server may go away in between.
 * @param hangUp makes a signal for each request: when it comes, the socket is closed and the question fails with an AbortError
 */
export function askServers(urls: Readonly<Record<SiteName, string>>, hangUp?: () => AbortSignal): Ask {
  return (site, { method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const signal = hangUp?.();
      const options = {
        ...{ method: method.toString(), headers: { ...headers }, agent: false, timeout: ANSWER_MS },
        ...(signal === undefined ? {} : { signal }),
      };
      const asking = request(urls[site] + url, options, (response) => {
        readText(response).then((text) => {
          const plain = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          const cookies = response.headers['set-cookie'] ?? [];
          resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(plain), cookies, body: text });
        }, reject);
      });
      asking.on('timeout', () => asking.destroy(new Error(`No answer from ${site} in time.`)));
      asking.on('error', reject);
      asking.end(body);
    });
}

/** How long a server may take to answer. */
const ANSWER_MS = 10_000;

/** The text of the first element of a name, whatever its prefix. Undefined when it is empty, nil or not there. */
export function elementText(xml: string, name: string): string | undefined {
  const text = new RegExp(`<(?:\\w+:)?${name}(?: [^>]*)?>([^<]*)</`).exec(xml)?.[1];
  return text === undefined || text === '' ? undefined : text;
}

/** A member of a JSON object. Undefined when the text is no such object or the member is no text. */
export function memberText(json: string, name: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return undefined;
    const member: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
    return typeof member === 'string' ? member : undefined;
  } catch {
    return undefined;
  }
}

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

export function form(fields: Readonly<Record<string, string>>): Pick<DemoRequest, 'headers' | 'body'> {
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}
