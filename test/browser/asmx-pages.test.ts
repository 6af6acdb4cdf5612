/** The pages of an asmx service in a real browser: what they say, and that a person can try an operation by the keyboard alone. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { type Demo, openDemo } from '../support/demo.ts';

const PATH = '/webservices/session.asmx';
const SEED = readFileSync(join(import.meta.dirname, '../../wire/twinfield/oauth-logon-page.txt'), 'utf8');

interface Opened {
  readonly demo: Demo;
  /** Somebody at this machine; what the browser complains about on its pages fails the test. */
  readonly page: Page;
}

async function open(t: TestContext, headers: Readonly<Record<string, string>> = {}): Promise<Opened> {
  const demo = await openDemo({ atFreePorts: true });
  t.after(demo.close);
  await demo.listen();
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const context = await browser.newContext({ extraHTTPHeaders: headers });
  const page = await context.newPage();
  const complaints: string[] = [];
  // That a request was refused is no complaint about a page, and each test looks at its answers itself.
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  t.after(() => assert.deepEqual(complaints, []));
  return { demo, page };
}

test("whoever copies OAuthLogon's page from elsewhere copies the text of the real one", async (t) => {
  const { demo, page } = await open(t, { 'x-forwarded-for': '10.1.2.3' });
  await page.goto(`${demo.urls.login}${PATH}?op=OAuthLogon`);
  const text = await page.evaluate('document.body.innerText');
  assert.equal(text, SEED.replaceAll('login.twinfield.com', new URL(demo.urls.login).host));
});

test('an operation is found, filled in and invoked by the keyboard alone', async (t) => {
  const { demo, page } = await open(t);
  await page.goto(demo.urls.login + PATH);
  await page.getByRole('link', { name: 'OAuthLogon' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**?op=OAuthLogon');
  assert.equal(await page.title(), 'Session Web Service');
  await page.keyboard.press('Tab');
  for (const value of ['demo-consumer', 'demo-consumer-secret', 'demo-access-ada', 'demo-secret-ada']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Tab');
  const [answer] = await Promise.all([page.waitForResponse(`**${PATH}/OAuthLogon`), page.keyboard.press('Enter')]);
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['content-type'], 'text/xml; charset=utf-8');
  const said = await answer.text();
  assert.match(said, /<OAuthLogonResult>Ok<\/OAuthLogonResult>/);
  const session = /<SessionID>([^<]+)</.exec(said)?.[1] ?? '';

  await page.goto(`${demo.urls.c1}${PATH}?op=KeepAlive`);
  await page.getByLabel('SessionID').fill(session);
  const [kept] = await Promise.all([
    page.waitForResponse(`**${PATH}/KeepAlive`),
    page.getByRole('button', { name: 'Invoke' }).click(),
  ]);
  assert.match(await kept.text(), /<soap:Body><KeepAliveResponse xmlns="[^"]+" \/><\/soap:Body>/);
});

test('on a narrow screen nothing but the samples scrolls sideways', async (t) => {
  const { demo, page } = await open(t);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const query of ['', '?op=OAuthLogon', '?op=AccessTokenLogon']) {
    await page.goto(demo.urls.login + PATH + query);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, query);
  }
});

test("a stranger's page can't send the form", async (t) => {
  const { demo, page } = await open(t);
  // A page of another port is of another origin, and the form would be sent with whatever the browser keeps for ours.
  await page.goto(`${demo.urls.c1}/healthz`);
  const answer = page.waitForResponse(`**${PATH}/Logon`);
  await page.evaluate(`
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '${demo.urls.login}${PATH}/Logon';
    document.body.append(form);
    form.submit();
  `);
  assert.equal((await answer).status(), 403);
});
