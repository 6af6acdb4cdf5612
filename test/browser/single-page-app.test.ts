/** The public client as an application in a real browser: every request that a library makes there goes from another origin. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createRunningClock } from '../support/running-clock.ts';
import { serveApp } from './single-page-app.ts';
import { heading, logIn, openVisit, press, type Visit } from './visit.ts';

interface AppVisit extends Visit {
  /** Where the application is. */
  readonly app: string;
}

async function openApp(t: TestContext, bound = ''): Promise<AppVisit> {
  const visit = await openVisit(t, { clock: createRunningClock() });
  const app = await serveApp(t);
  const told = new URLSearchParams({ issuer: visit.demo.urls.login, bound });
  await visit.page.goto(`${app}/?${told}`);
  await said(visit.page, 'ready');
  return { ...visit, app };
}

/** Waits until the application says something new, and what. */
async function said(page: Page, text: string): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: text }).first().waitFor();
}

/** What the application has said since it was loaded. */
function lines(page: Page): Promise<readonly string[]> {
  return page.getByRole('listitem').allInnerTexts();
}

for (const [what, bound, type] of [
  ['tokens that whoever has them can use', '', 'bearer'],
  ['tokens that are bound to a key which never leaves the browser', 'yes', 'dpop'],
] as const) {
  test(`log in, consent, ${what}, refresh, log out`, async (t) => {
    const visit = await openApp(t, bound);
    const { page, app } = visit;
    await press(page, 'Log in');
    assert.equal(await heading(page), 'Log in');
    await logIn(page, 'ada');
    assert.equal(await heading(page), 'Let Demo single-page app act for you?');
    assert.match(await page.locator('main').innerText(), /know that it is you\s+see your name/);
    assert.ok((await page.locator('main').innerText()).includes(`You will be sent to ${new URL(app).host}.`));
    await press(page, 'Allow');
    await said(page, 'ready');
    assert.deepEqual(await lines(page), [`logged in as 1, ${type}, openid profile`, 'ready']);
    await press(page, 'Who am I?');
    await said(page, 'you are Ada');
    await press(page, 'Refresh');
    await said(page, 'refreshed, rotated');
    await press(page, 'Who am I?');
    await page.getByRole('listitem').nth(4).waitFor();
    assert.equal((await lines(page))[4], 'you are Ada');

    await press(page, 'Log out');
    await page.waitForURL(`${app}/signed-out`);
    await said(page, 'logged out');
    await said(page, 'ready');
    await press(page, 'Log in');
    assert.equal(await heading(page), 'Log in');
  });
}

test('a person who refuses, and one who is asked each time because anybody could be at that address', async (t) => {
  const { page } = await openApp(t);
  await press(page, 'Log in');
  await logIn(page, 'ada');
  await press(page, 'Refuse');
  await said(page, 'error: access_denied');
  await said(page, 'ready');
  for (let visits = 0; visits < 2; visits += 1) {
    await press(page, 'Log in');
    assert.equal(await heading(page), 'Let Demo single-page app act for you?');
    await press(page, 'Allow');
    await said(page, 'logged in as 1');
    await said(page, 'ready');
  }
});

test('a connection that the person ends is over for the application', async (t) => {
  const visit = await openApp(t);
  const { page } = visit;
  await press(page, 'Log in');
  await logIn(page, 'ada');
  await press(page, 'Allow');
  await said(page, 'logged in as 1');
  const other = await visit.context.newPage();
  await other.goto(`${visit.demo.urls.login}/connections`);
  await other.getByText('End this connection with Demo single-page app').click();
  await press(other, 'End it now');
  await press(page, 'Who am I?');
  await said(page, 'error: invalid_token');
  await press(page, 'Refresh');
  await said(page, 'error: invalid_grant');
});
