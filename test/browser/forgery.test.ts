/** What other sites can try in a person's browser, and what they get: nothing. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { authorizeUrl, heading, logIn, openVisit, press, REDIRECT, type Visit } from './visit.ts';

/** A page of another site, which the person's browser is lured to. */
async function evilSite(t: TestContext, body: string): Promise<string> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(body));
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Another host than the demo's, or browsers would count it as the same site.
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}

function formTo(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`);
  return `<!doctype html><form method="post" action="${action}">${inputs.join('')}<button>Win a prize</button></form>`;
}

async function atConsent(visit: Visit): Promise<{ readonly request: string; readonly token: string }> {
  const { page } = visit;
  await page.goto(authorizeUrl(visit));
  await logIn(page, 'ada');
  assert.equal(await heading(page), 'Let Demo client app act for you?');
  const value = (name: string) => page.locator(`form.choice input[name="${name}"]`).inputValue();
  return { request: await value('request'), token: await value('form-token') };
}

async function decisions({ demo }: Visit): Promise<readonly string[]> {
  const entries = await demo.store.listAuditEntries(0n, 1000);
  return entries.filter(({ operation }) => operation === 'decide-authorization').map(({ outcome }) => outcome);
}

test('another site that knows the request and even the token of its form consents for nobody', async (t) => {
  const visit = await openVisit(t);
  const { request, token } = await atConsent(visit);
  const fields = { request, 'form-token': token, answer: 'grant' };
  const site = await evilSite(t, formTo(`${visit.demo.urls.c1}/consent`, fields));
  await visit.page.goto(site);
  await visit.page.getByRole('button').click();
  assert.equal(await heading(visit.page), 'This page was out of date');
  assert.deepEqual(await decisions(visit), []);
});

test('a form of this site with a token that is not its own consents for nobody', async (t) => {
  const visit = await openVisit(t);
  await atConsent(visit);
  const { page } = visit;
  const stranger = await visit.stranger();
  await stranger.goto(`${visit.demo.urls.c1}/login`);
  const foreign = await stranger.locator('input[name="form-token"]').inputValue();
  const field = `document.querySelector('form.choice input[name="form-token"]')`;
  await page.evaluate(`${field}.value = '${foreign}'`);
  await press(page, 'Allow');
  assert.equal(await heading(page), 'This page was out of date');
  assert.deepEqual(await decisions(visit), []);
  await page.getByRole('link', { name: 'Continue' }).click();
  assert.equal(await heading(page), 'Let Demo client app act for you?');
});

test('a form that was shown before somebody logged in is no good afterwards', async (t) => {
  const visit = await openVisit(t);
  const { page, context } = visit;
  await page.goto(authorizeUrl(visit));
  const other = await context.newPage();
  await other.goto(`${visit.demo.urls.c1}/login`);
  await logIn(other, 'ada');
  await press(page, 'Cancel and go back');
  assert.equal(await heading(page), 'This page was out of date');
  await page.getByRole('link', { name: 'Continue' }).click();
  assert.equal(await heading(page), 'Let Demo client app act for you?');
});

test('nobody is logged in or out by another site', async (t) => {
  const visit = await openVisit(t);
  const { page, context, demo } = visit;
  const login = { name: 'theuser', password: 'thepass', organisation: 'ACME' };
  await page.goto(await evilSite(t, formTo(`${demo.urls.c1}/login`, login)));
  await page.getByRole('button').click();
  assert.equal(await heading(page), 'This page was out of date');
  await page.goto(`${demo.urls.c1}/login`);
  await logIn(page, 'ada');
  const session = async () => (await context.cookies()).find(({ name }) => name === 'tessera-session')?.value;
  const before = await session();
  assert.notEqual(before, undefined);
  await page.goto(await evilSite(t, formTo(`${demo.urls.c1}/sign-out`, {})));
  await page.getByRole('button').click();
  assert.equal(await heading(page), 'This page was out of date');
  assert.equal(await session(), before);
  await page.goto(`${demo.urls.c1}/connections`);
  assert.equal(await heading(page), 'Connected applications');
});

test('no page can be put in a frame', async (t) => {
  const visit = await openVisit(t);
  await atConsent(visit);
  const { page } = visit;
  await page.goto(await evilSite(t, `<!doctype html><iframe src="${page.url()}"></iframe>`));
  const frame = page.frames()[1];
  assert.ok(frame !== undefined);
  assert.doesNotMatch(await frame.content(), /Allow/);
});

test('what a client names itself and asks with is text on every page', async (t) => {
  const visit = await openVisit(t);
  const { demo, page } = visit;
  const name = '<script>alert(1)</script>"\'><b>Bold</b>';
  await demo.store.addClient({ ...(await seedClient(visit)), id: 'odd', name, redirectUris: [`${REDIRECT}?a='"><b>`] });
  const violations: string[] = [];
  page.on('console', (message) => violations.push(message.text()));
  await page.goto(authorizeUrl(visit, { client_id: 'odd', redirect_uri: `${REDIRECT}?a='"><b>`, scope: 'enterTime' }));
  assert.match(await page.locator('main').innerText(), /<script>alert\(1\)<\/script>/);
  await logIn(page, 'ada');
  assert.equal(await heading(page), `Let ${name} act for you?`);
  assert.equal(await page.locator('b, script').count(), 0);
  assert.deepEqual(violations, []);
});

async function seedClient({ demo }: Visit) {
  const client = await demo.store.findClient('demo-web');
  assert.ok(client !== undefined);
  return { ...client, scopes: ['enterTime'] };
}
