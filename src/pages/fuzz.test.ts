/** Whatever comes, a page and no fault; nothing of it is markup, and nobody is ever sent to another site by it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { askDemo } from '../../test/callers/ask.ts';
import { openBrowser, type PlainBrowser } from '../../test/callers/browser.ts';
import { type Demo, openDemo } from '../../test/support/demo.ts';
import { SEED_CLIENT } from '../server/demo-world/clients.ts';

const PATHS = ['/login', '/second-step', '/change-password', '/consent', '/connections', '/sign-out'];
const FORMS = [...PATHS, '/second-step/again', '/connections/end', '/connections/log-out'];
const NAMES = ['request', 'organisation', 'name', 'password', 'code', 'present', 'next', 'again', 'answer', 'client'];
const PIECES = [
  '<script>',
  '"><b>',
  '&amp;',
  "'",
  '../',
  'https://evil.example/',
  '//evil.example',
  '\r\n',
  '\u0000',
  '𝄞',
  '%',
];

let demo: Demo;
let browser: PlainBrowser;

before(async () => {
  demo = await openDemo();
});
after(() => demo.close());

const value = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), {
  maxLength: 4,
});
const fields = fc.dictionary(
  fc.constantFrom(...NAMES, 'session', 'notice'),
  value.map((parts) => parts.join('').toWellFormed()),
);

function check({ status, headers, body }: Awaited<ReturnType<PlainBrowser['open']>>): void {
  assert.ok(status < 500, `${status}`);
  assert.doesNotMatch(headers.location ?? '', /evil/);
  if (headers['content-type']?.startsWith('text/html') !== true) return;
  assert.doesNotMatch(body, /<script|<b>/);
  assert.match(headers['content-security-policy'] ?? '', /^default-src 'none';/);
}

test('any query, to anybody', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), fields, async (path, query) => {
      browser = openBrowser(askDemo(demo), 'c1');
      check(await browser.open(`${path}?${new URLSearchParams(query)}`));
    }),
    { numRuns: 150 },
  );
});

test('any form, with its token, from somebody who is logged in', async () => {
  browser = openBrowser(askDemo(demo), 'c1');
  await browser.open('/login');
  await browser.submit('/login', { name: 'theuser', password: 'thepass' });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FORMS), fields, async (path, filled) => {
      await browser.open('/connections');
      const page = await browser.open('/sign-out');
      const token = /name="form-token" value="([^"]+)"/.exec(page.body)?.[1];
      if (token === undefined) {
        await browser.open('/login');
        await browser.submit('/login', { name: 'theuser', password: 'thepass' });
      }
      check(await browser.submit(path, { ...(token === undefined ? {} : { 'form-token': token }), ...filled }));
    }),
    { numRuns: 150 },
  );
});

test('any authorize request: a page, or a redirect that the client has registered', async () => {
  const names = [
    'response_type',
    'client_id',
    'redirect_uri',
    'state',
    'scope',
    'code_challenge',
    'code_challenge_method',
  ];
  const right: Readonly<Record<string, string>> = {
    response_type: 'code',
    client_id: SEED_CLIENT.id,
    redirect_uri: SEED_CLIENT.redirectUri,
    scope: SEED_CLIENT.scope,
  };
  const changes = fc.dictionary(
    fc.constantFrom(...names),
    value.map((parts) => parts.join('').toWellFormed()),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('ACME', 'A%2FB', 'é', '%3Cb%3E'), changes, async (account, changed) => {
      const query = new URLSearchParams({ ...right, ...changed });
      const answer = await demo.inject('c1', { method: 'GET', url: `/oauth2authorize/${account}?${query}` });
      const location = String(answer.headers.location ?? '');
      assert.ok(answer.statusCode < 500);
      assert.ok(
        location === '' || location.startsWith('/login?request=') || location.startsWith(SEED_CLIENT.redirectUri),
      );
      assert.doesNotMatch(location, /[\r\n]/);
      assert.doesNotMatch(answer.body, /<script|<b>/);
    }),
    { numRuns: 300 },
  );
});
