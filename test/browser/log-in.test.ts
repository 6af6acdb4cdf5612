/** Logging in and out in a real browser: wrong passwords, owed steps, and people who may not come in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizeUrl, heading, logIn, openVisit, press, toldClient } from './visit.ts';

test('a wrong password is told, what was typed stays but for the password, and the right one goes on', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'ada', 'wrong');
  assert.match(await page.getByRole('alert').innerText(), /That didn’t match/);
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel('User name').inputValue(), 'ada');
  assert.equal(await page.getByLabel('Password').inputValue(), '');
  await page.locator('#password:focus').waitFor();
  await logIn(page, 'ada');
  assert.equal(await heading(page), 'Let Demo client app act for you?');
});

test('carol takes her second step, wrong once and then right', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'carol');
  assert.equal(await heading(page), 'Confirm that it is you');
  await page.goto(authorizeUrl(visit));
  assert.equal(await heading(page), 'Confirm that it is you');
  await page.getByLabel('Code').fill('000000');
  await press(page, 'Continue');
  assert.match(await page.getByRole('alert').innerText(), /That isn’t the code/);
  await press(page, 'Send another code');
  assert.match(await page.getByRole('status').innerText(), /on its way/);
  await page.getByLabel('Code').fill('123 456');
  await press(page, 'Continue');
  assert.equal(await heading(page), 'Let Demo client app act for you?');
  await press(page, 'Allow');
  assert.ok((await toldClient(page)).code !== undefined);
});

test('bob must choose a new password, which is then the one that counts', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'bob');
  assert.equal(await heading(page), 'Choose a new password');
  await page.goto(`${visit.demo.urls.c1}/connections`);
  assert.equal(await heading(page), 'Choose a new password');
  await page.goto(authorizeUrl(visit));
  const fill = async (present: string, next: string, again = next) => {
    await page.getByLabel('Present password').fill(present);
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByLabel('New password again').fill(again);
    await press(page, 'Change password');
    return page
      .getByRole('alert')
      .innerText({ timeout: 500 })
      .catch(() => '');
  };
  assert.match(await fill('bob-demo-pass', 'a quite new phrase', 'another phrase'), /don’t match/);
  assert.match(await fill('wrong', 'a quite new phrase'), /isn’t your present password/);
  assert.match(await fill('bob-demo-pass', 'short'), /too easy to guess/);
  assert.equal(await fill('bob-demo-pass', 'a quite new phrase'), '');
  assert.equal(await heading(page), 'Let Demo client app act for you?');
  const stranger = await visit.stranger();
  await stranger.goto(`${visit.demo.urls.c1}/login`);
  await logIn(stranger, 'bob');
  assert.match(await stranger.getByRole('alert').innerText(), /That didn’t match/);
  await logIn(stranger, 'bob', 'a quite new phrase');
  assert.equal(await heading(stranger), 'Connected applications');
});

const KEPT_OUT: Readonly<Record<string, RegExp>> = {
  dave: /disabled/,
  erin: /deleted/,
  heidi: /network/,
};

test('who may not come in is told why once they have proved who they are', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  for (const [name, why] of Object.entries(KEPT_OUT)) {
    await page.goto(`${visit.demo.urls.c1}/login`);
    await logIn(page, name);
    assert.match(await page.getByRole('alert').innerText(), why);
  }
});

test('a new log in is a new session, and the old one is over', async (t) => {
  const visit = await openVisit(t);
  const { page, context, demo } = visit;
  const session = async () => (await context.cookies()).find(({ name }) => name === 'tessera-session');
  await page.goto(`${demo.urls.c1}/login`);
  const before = (await context.cookies()).map(({ name }) => name);
  assert.deepEqual(before, ['tessera-browser']);
  await logIn(page, 'ada');
  const first = await session();
  assert.deepEqual([first?.httpOnly, first?.sameSite, first?.expires], [true, 'Lax', -1]);
  await press(page, 'Log out');
  assert.equal(await session(), undefined);
  await page.goto(`${demo.urls.c1}/login`);
  await logIn(page, 'ada');
  const second = await session();
  assert.notEqual(second?.value, first?.value);
  if (first === undefined) throw new Error('There was no session.');
  await context.addCookies([first]);
  await page.goto(`${demo.urls.c1}/connections`);
  assert.equal(await heading(page), 'Log in');
});

test('by the keyboard alone, from the first field to the client', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  // A page takes the focus when it is first drawn, which may be after it has loaded.
  await page.locator('#name:focus').waitFor();
  await page.keyboard.type('ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ada-demo-pass');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/consent?**');
  const reached: string[] = [];
  while (!reached.includes('Allow') && reached.length < 10) {
    await page.keyboard.press('Tab');
    reached.push(await page.locator(':focus').innerText());
  }
  assert.deepEqual(reached, ['connected applications', 'Allow']);
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').innerText(), 'Refuse');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  assert.ok((await toldClient(page)).code !== undefined);
});
