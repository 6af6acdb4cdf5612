/**
 * A person's browser before the demo world: the server behind sockets, the browser real, and the client application played by the test, which answers
 * at its own redirect.
 */
import { after, type TestContext } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { challengeOf } from '../../src/core/secrets.ts';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { type Ask, askServers } from '../callers/ask.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Demo, type DemoOptions, openDemo } from '../support/demo.ts';

export interface Visit {
  readonly demo: Demo;
  readonly ask: Ask;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens another browser, with cookies of its own. */
  readonly stranger: () => Promise<Page>;
}

/** Where the client of the test gets its answers; nothing listens there, the browser is answered by the test. */
export const REDIRECT = SEED_CLIENT.redirectUri;

/** One browser serves all tests of a file; each has cookies of its own. */
let started: Promise<Browser> | undefined;
after(async () => (await started)?.close());

export async function openVisit(t: TestContext, options: DemoOptions = {}): Promise<Visit> {
  const demo = await openDemo({ ...options, atFreePorts: true });
  t.after(() => demo.close());
  await demo.listen();
  started ??= launchBrowser();
  const browser = await started;
  const open = async () => {
    const context = await browser.newContext();
    t.after(() => context.close());
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    await answerAsClient(page);
    return { context, page };
  };
  const { context, page } = await open();
  return { demo, ask: askServers(demo.urls), browser, context, page, stranger: async () => (await open()).page };
}

/** Answers in the client's stead. By the browser's own protocol, since what a redirect leads to passes Playwright's routes by. */
async function answerAsClient(page: Page): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  protocol.on('Fetch.requestPaused', ({ requestId }) => {
    const body = Buffer.from('<!doctype html><title>Client</title><h1>Back at the client</h1>').toString('base64');
    const responseHeaders = [{ name: 'Content-Type', value: 'text/html' }];
    void protocol.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body });
  });
  await protocol.send('Fetch.enable', { patterns: [{ urlPattern: `${REDIRECT}*` }] });
}

type Query = Readonly<Record<string, string | undefined>>;

/** The address that the Projector client sends a browser to. A parameter of undefined is left out. */
export function authorizeUrl({ demo }: Visit, changes: Query = {}, account = 'ACME'): string {
  const query: Query = {
    response_type: 'code',
    client_id: SEED_CLIENT.id,
    redirect_uri: REDIRECT,
    state: 'a state/with "marks" & ümlauts',
    scope: 'enterTime viewProjects',
    code_challenge: challengeOf(SEED_CLIENT.codeVerifier),
    code_challenge_method: 'S256',
    ...changes,
  };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  return `${demo.urls.c1}/oauth2authorize/${account}?${parameters}`;
}

export async function logIn(page: Page, name: string, password = `${name}-demo-pass`): Promise<void> {
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password').fill(password);
  await press(page, 'Log in');
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

export async function heading(page: Page): Promise<string> {
  return page.getByRole('heading', { level: 1 }).innerText();
}

/** What the client is told, once the browser has come back to it. */
export async function toldClient(page: Page): Promise<Readonly<Record<string, string>>> {
  await page.waitForURL(`${REDIRECT}**`);
  return Object.fromEntries(new URL(page.url()).searchParams);
}
