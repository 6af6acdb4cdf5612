/**
 * The server as libraries of the standard meet it: behind a socket, under the address that it tells, in the time that they go by. And a person whom they
 * send there, before a browser without scripts.
 */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { DEMO_KEY } from '../../src/server/demo-world/clients.ts';
import { type Answer, type Ask, askServers } from '../callers/ask.ts';
import { openBrowser } from '../callers/browser.ts';
import { type Demo, type DemoOptions, openDemo } from '../support/demo.ts';
import { createRunningClock } from '../support/running-clock.ts';

/** Where the demo's clients get their answers. Nothing listens there: the test is the client, and reads where the browser is sent. */
export const REDIRECT = 'http://127.0.0.1:9999/callback';

export interface Issuer {
  readonly demo: Demo;
  readonly ask: Ask;
  /** What the server calls itself, and all that a library is told of it. */
  readonly url: URL;
}

export async function openIssuer(t: TestContext, options: DemoOptions = {}): Promise<Issuer> {
  const demo = await openDemo({ clock: createRunningClock(), ...options, atFreePorts: true });
  t.after(() => demo.close());
  await demo.listen();
  return { demo, ask: askServers(demo.urls), url: new URL(demo.urls.login) };
}

export interface Person {
  /** Goes to where a client sends them, logs in and answers as far as they are asked. @returns the last page, or the redirect that leaves the site */
  readonly goTo: (url: URL, answer?: 'grant' | 'deny') => Promise<Answer>;
  /** Goes to where a device sends them, types the code unless the address brought it along, and goes on as above. */
  readonly connect: (verificationUrl: string, userCode?: string, answer?: 'grant' | 'deny') => Promise<Answer>;
}

export function openPerson({ ask, url: issuer }: Pick<Issuer, 'ask' | 'url'>, name = 'ada'): Person {
  const browser = openBrowser(ask, 'login');
  const open = (url: URL) => {
    assert.equal(url.origin, issuer.origin);
    return browser.open(url.pathname + url.search);
  };
  const goOn = async (page: Answer, answer: 'grant' | 'deny') => {
    const asked = page.body.includes('<h1>Log in</h1>')
      ? await browser.submit('/login', { organisation: '', name, password: `${name}-demo-pass` })
      : page;
    return asked.body.includes('act for you?</h1>') ? browser.submit('/consent', { answer }) : asked;
  };
  return {
    goTo: async (url, answer = 'grant') => goOn(await open(url), answer),
    connect: async (verificationUrl, userCode, answer = 'grant') => {
      const { body } = await open(new URL(verificationUrl));
      const filledIn = /name="user_code"[^>]* value="([^"]*)"/.exec(body)?.[1] ?? '';
      return goOn(await browser.submit('/device', { user_code: userCode ?? filledIn }), answer);
    },
  };
}

/** Where a client is told, once its person's browser has left the site: by itself, or by the link that leads back. */
export function toldAt({ headers, body }: Answer): URL {
  const link = /<a href="([^"]*)">Go back to /.exec(body)?.[1]?.replaceAll('&amp;', '&');
  const told = headers.location ?? link;
  assert.ok(told !== undefined, body);
  return new URL(told);
}

/** What a client is told by a form that the browser posts to it. */
export function postedTo({ body }: Answer): Request {
  const action = /<form method="post" action="([^"]+)">/.exec(body)?.[1];
  assert.ok(action !== undefined, body);
  const fields = [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const form = new URLSearchParams(Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])));
  return new Request(action, { method: 'POST', body: form });
}

/** What the demo's signing client signs with. */
export async function importDemoKey() {
  return { key: await crypto.subtle.importKey('jwk', DEMO_KEY, 'Ed25519', false, ['sign']), kid: 'demo-key' };
}
