/** A device is connected: it shows a code, a person takes it to a real browser, and the device hears how they answered. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createRunningClock } from '../support/running-clock.ts';
import { showDevice } from './device.ts';
import { heading, logIn, openVisit, press, type Visit } from './visit.ts';

interface DeviceVisit extends Visit {
  readonly show: () => ReturnType<typeof showDevice>;
}

async function open(t: TestContext): Promise<DeviceVisit> {
  const visit = await openVisit(t, { clock: createRunningClock() });
  return { ...visit, show: () => showDevice(visit.demo.urls.login) };
}

/** What the cursor stands in, as a person would call it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(
    '(({ labels, textContent }) => (labels?.[0]?.textContent ?? textContent).trim())(document.activeElement)',
  );
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; (await focused(page)) !== name; steps += 1) {
    assert.ok(steps < 10, `${name} is reached by the keyboard`);
    await page.keyboard.press('Tab');
  }
}

test('by the keyboard alone: the code, the log-in, the consent, and the device goes on', async (t) => {
  const { page, show } = await open(t);
  const device = await show();
  assert.equal(await device.poll(), 'authorization_pending');
  await page.goto(device.url);
  assert.equal(await heading(page), 'Connect a device');
  // The cursor stands there already, and how the letters are typed makes no difference.
  assert.equal(await focused(page), 'Code');
  await page.keyboard.type(device.code.toLowerCase().replace('-', ' '));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await tabTo(page, 'User name');
  await page.keyboard.type('ada');
  await tabTo(page, 'Password');
  await page.keyboard.type('ada-demo-pass');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Let Demo television act for you?' }).waitFor();
  assert.match(await page.locator('main').innerText(), /The device on which you saw the code will be connected\./);
  await tabTo(page, 'Allow');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your device is connected' }).waitFor();
  assert.equal(await device.poll(), 'Ada');
  // It was fetched, so the code stands for nothing any more, and the page says so to whoever loads it again.
  await page.reload();
  assert.equal(await heading(page), 'Already answered');
});

test('by an address with the code in it: the person compares it, and is asked each time', async (t) => {
  const { page, show } = await open(t);
  for (const visits of [1, 2]) {
    const device = await show();
    await page.goto(device.urlWithCode);
    assert.equal(await page.getByLabel('Code').inputValue(), device.code);
    assert.match(await page.locator('main').innerText(), /only if your device shows this very code/);
    // Nothing has happened yet: whoever sent the address can't have it connected by being opened.
    assert.equal(await device.poll(), 'authorization_pending');
    await press(page, 'Continue');
    if (visits === 1) await logIn(page, 'ada');
    assert.equal(await heading(page), 'Let Demo television act for you?');
    await press(page, 'Allow');
    await page.getByRole('heading', { name: 'Your device is connected' }).waitFor();
    assert.equal(await device.poll(), 'Ada');
  }
});

test('a person who refuses, logged in or not, and the device is told', async (t) => {
  const { page, show } = await open(t);
  const first = await show();
  await page.goto(first.urlWithCode);
  await press(page, 'Continue');
  await press(page, 'Cancel and go back');
  await page.getByRole('heading', { name: 'Your device is not connected' }).waitFor();
  assert.equal(await first.poll(), 'access_denied');
  const second = await show();
  await page.goto(second.urlWithCode);
  await press(page, 'Continue');
  await logIn(page, 'ada');
  await press(page, 'Refuse');
  await page.getByRole('heading', { name: 'Your device is not connected' }).waitFor();
  assert.equal(await second.poll(), 'access_denied');
  await page.getByRole('link', { name: 'Connected applications' }).click();
  assert.doesNotMatch(await page.locator('main').innerText(), /Demo television/);
});

test('a wrong code, one that has expired and one that was answered are told, and the right one goes on', async (t) => {
  const { page, show, demo } = await open(t);
  const [late, device] = [await show(), await show()];
  const type = async (code: string) => {
    await page.getByLabel('Code').fill(code);
    await press(page, 'Continue');
  };
  const isToldWrong = async (code: string) => {
    await type(code);
    assert.match(await page.getByRole('alert').innerText(), /That isn’t the code/);
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.getByLabel('Code').inputValue(), code);
    assert.equal(await focused(page), 'Code');
  };
  await page.goto(device.url);
  await isToldWrong('BBBB-BBBB');
  await isToldWrong('12345');
  await type(device.code);
  await logIn(page, 'ada');
  await press(page, 'Allow');
  await page.getByRole('heading', { name: 'Your device is connected' }).waitFor();
  await page.goto(device.url);
  await isToldWrong(device.code);
  demo.clock.move(600_000);
  await isToldWrong(late.code);
  assert.equal(await late.poll(), 'expired_token');
});

test('a connected device is ended by the person, and the next refresh is refused', async (t) => {
  const { page, show, demo } = await open(t);
  const device = await show();
  await page.goto(device.urlWithCode);
  await press(page, 'Continue');
  await logIn(page, 'ada');
  await press(page, 'Allow');
  await page.getByRole('heading', { name: 'Your device is connected' }).waitFor();
  assert.equal(await device.poll(), 'Ada');
  assert.equal(await device.refresh(), 'bearer');
  await page.goto(`${demo.urls.login}/connections`);
  await page.getByText('End this connection with Demo television').click();
  await press(page, 'End it now');
  assert.match(await page.getByRole('status').innerText(), /has been ended/);
  assert.equal(await device.refresh(), 'invalid_grant');
});

test('guesses are stopped, and the page says for how long', async (t) => {
  const { page, show } = await open(t);
  const device = await show();
  await page.goto(device.url);
  for (let guesses = 0; guesses < 21; guesses += 1) {
    await page.getByLabel('Code').fill('BBBB-BBBB');
    await press(page, 'Continue');
    await page.getByRole('alert').waitFor();
  }
  assert.match(await page.getByRole('alert').innerText(), /Too many attempts\s+Wait 15 minutes, then try again\./);
});

test('the narrowest phone needs no scrolling to the side', async (t) => {
  const { page, show } = await open(t);
  const device = await show();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = () => page.evaluate('document.documentElement.scrollWidth');
  await page.goto(device.urlWithCode);
  assert.equal(await width(), 320);
  await press(page, 'Continue');
  assert.equal(await width(), 320);
  await logIn(page, 'ada');
  assert.equal(await width(), 320);
  await press(page, 'Allow');
  await page.getByRole('heading', { name: 'Your device is connected' }).waitFor();
  assert.equal(await width(), 320);
});
