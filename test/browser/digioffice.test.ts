/** A person at the digioffice gateway: sent to sign in, told what was wrong, let in, shown an answer, with no script anywhere. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { type Demo, openDemo } from '../support/demo.ts';

let demo: Demo;
let browser: Browser;
before(async () => {
  demo = await openDemo({ atFreePorts: true, sites: ['c1'] });
  await demo.listen();
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await demo.close();
});

async function openPage(): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  return { page, complaints };
}

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('User name or e-mail').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

test('the way from a protected operation through the sign-in page and back', async () => {
  const { page, complaints } = await openPage();
  const api = `${demo.urls.c1}/api`;
  await page.goto(`${api}/session-to-token`);
  assert.equal(page.url(), `${api}/login?redirect=${encodeURIComponent(`${api}/session-to-token`)}`);
  assert.equal(await page.getByRole('alert').count(), 0);

  await signIn(page, 'ada', 'wrong');
  assert.equal(await page.getByRole('alert').textContent(), 'Invalid Username or Password');
  await signIn(page, 'ada@acme.example', 'ada-demo-pass');
  assert.equal(page.url(), `${api}/session-to-token`);
  assert.match((await page.textContent('body')) ?? '', /^\{"AccessToken":"eyJ/);

  await page.goto(`${api}/auth`);
  assert.match((await page.textContent('.answer')) ?? '', /UserName\s*ada/);
  await page.getByRole('link', { name: 'json' }).click();
  assert.match((await page.textContent('body')) ?? '', /"UserName":"ada"/);
  // The policy of a page forbids nothing that the page itself needs.
  assert.deepEqual(refusalsIn(complaints), []);
});

test('the pages have their style, and stay within a narrow window', async () => {
  const { page, complaints } = await openPage();
  await page.setViewportSize({ width: 360, height: 640 });
  for (const path of ['/login', '/metadata', '/xml/metadata?op=ConvertSessionToToken', '/auth']) {
    await page.goto(`${demo.urls.c1}/api${path}`);
    const { width } = (await page.locator('body').boundingBox()) ?? { width: 0 };
    assert.ok(width > 0 && width <= 360, `${path}: ${width}`);
    const family = await page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily");
    assert.match(String(family), /system-ui/, path);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, path);
  }
  assert.deepEqual(refusalsIn(complaints), []);
});

/** Browsers tell other things, too: that an answer failed, that the cursor wasn't put somewhere. */
function refusalsIn(complaints: readonly string[]): readonly string[] {
  return complaints.filter((text) => /Content Security Policy|refused/i.test(text));
}
